import { tolerance, type Law } from '@stageroute/numeric'
import { expectThat } from './expect'
import { playThrough, type MakePolicy } from './play'
import { scenarios, type Scenario } from './scenario'

const expectCovered = (make: MakePolicy, scenario: Scenario): void => {
  const { isPrepaid, settings, queries } = playThrough(make, scenario)
  if (!isPrepaid) return
  let spent = 0
  queries.forEach(({ cost }, query) => {
    spent += cost
    const allowance = settings.openingFloat + settings.budget * (query + 1)
    expectThat(
      spent <= allowance * (1 + tolerance.relativeBudget),
      () => `${scenario.name}, query ${query}: spent ${spent}, a budget and float of ${allowance}`
    )
  })
}

/** What a policy that says it keeps a ledger may spend. */
export const ledgerLaws = (make: MakePolicy): ReadonlyArray<Law> => [
  {
    name: 'has at no query spent more than its float and the budget so far, if it says that it is prepaid',
    check: () => scenarios.forEach((scenario) => expectCovered(make, scenario))
  }
]
