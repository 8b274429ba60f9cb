import { tolerance, type Law } from '@stageroute/numeric'
import { expectThat } from './expect'
import { playThrough, type MakePolicy } from './play'
import { scenarios, type Scenario } from './scenario'
import { findStop } from './stop'

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

const expectStopped = (make: MakePolicy, scenario: Scenario): void => {
  const trajectory = playThrough(make, scenario)
  const stoppedAt = findStop(trajectory)
  trajectory.queries.forEach(({ arm }, query) =>
    expectThat(
      query < stoppedAt || arm === -1,
      () =>
        `${scenario.name}, query ${query}: arm ${arm} was asked, the budget was used up before query ${stoppedAt}`
    )
  )
}

/** What a policy that says it keeps a ledger, or stops, may spend. */
export const ledgerLaws = (make: MakePolicy): ReadonlyArray<Law> => [
  {
    name: 'has at no query spent more than its float and the budget so far, if it says that it is prepaid',
    check: () => scenarios.forEach((scenario) => expectCovered(make, scenario))
  },
  {
    name: 'serves no query after it has spent more than the whole budget, if it says that it stops there',
    check: () => scenarios.forEach((scenario) => expectStopped(make, scenario))
  }
]
