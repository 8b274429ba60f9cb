import { tolerance, type Law } from '@stageroute/numeric'
import { expectThat } from './expect'
import { playThrough, type MakePolicy } from './play'
import { scenarios, type Scenario } from './scenario'
import { findStop } from './stop'

/** Of the queries that capacities and budget leave to it, what a policy must serve. */
const SERVED = 0.95

const expectWithinBurst = (make: MakePolicy, scenario: Scenario): void => {
  const { burst, queries } = playThrough(make, scenario)
  if (burst === undefined) return
  const answered = new Float64Array(scenario.arms.length)
  queries.forEach(({ arm }, query) => {
    if (arm < 0) return
    answered[arm]! += 1
    const most = (scenario.arms[arm]?.capacity ?? 0) * (query + 1) + burst
    expectThat(
      (answered[arm] ?? 0) <= most + tolerance.general,
      () =>
        `${scenario.name}, query ${query}: arm ${arm} was sent ${answered[arm]} queries, at most ${most}`
    )
  })
}

const expectServed = (make: MakePolicy, scenario: Scenario): void => {
  const trajectory = playThrough(make, scenario)
  if (trajectory.burst === undefined) return
  const before = trajectory.queries.slice(0, findStop(trajectory))
  const owed = before.filter(({ stage }) => {
    const deployed = trajectory.stages[stage]?.deployed ?? []
    const reach = deployed.reduce((sum, arm) => sum + (scenario.arms[arm]?.capacity ?? 0), 0)
    return reach >= 1
  })
  const served = owed.filter(({ arm }) => arm >= 0).length
  expectThat(
    served >= SERVED * owed.length,
    () => `${scenario.name}: ${served} of ${owed.length} queries went to some arm`
  )
}

/** What a policy that keeps capacities over time may send to an arm, and must send somewhere. */
export const capacityLaws = (make: MakePolicy): ReadonlyArray<Law> => [
  {
    name: 'sends no arm more than its capacity x queries so far and the burst, if it says that it has one',
    check: () => scenarios.forEach((scenario) => expectWithinBurst(make, scenario))
  },
  {
    name: 'with a burst, serves nearly all queries that the deployed capacities reach',
    check: () => scenarios.forEach((scenario) => expectServed(make, scenario))
  }
]
