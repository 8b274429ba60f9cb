import { tolerance, type Law } from '@stageroute/numeric'
import { expectThat } from './expect'
import { playThrough, type MakePolicy } from './play'
import { largestCostOf, scenarios, type Scenario, type SyntheticArm } from './scenario'
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

/** Whether the ledger of a prepaid policy covers arms that could serve all queries; money is no matter to others. */
const isCoveredBy =
  (left: number, isPrepaid: boolean) =>
  (arm: SyntheticArm): boolean =>
    !isPrepaid || largestCostOf(arm) <= left

const expectServed = (make: MakePolicy, scenario: Scenario): void => {
  const trajectory = playThrough(make, scenario)
  const { burst, isPrepaid, settings, stages } = trajectory
  if (burst === undefined) return
  let left = settings.openingFloat
  const owed = trajectory.queries.slice(0, findStop(trajectory)).filter(({ stage, cost }) => {
    left += settings.budget
    const isCovered = isCoveredBy(left, isPrepaid)
    left -= cost
    const deployed = (stages[stage]?.deployed ?? []).map((arm) => scenario.arms[arm])
    const reach = deployed.reduce(
      (sum, arm) => sum + (arm !== undefined && isCovered(arm) ? arm.capacity : 0),
      0
    )
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
