import { tolerance, type Law } from '@stageroute/numeric'
import { chiSquareLimit, chiSquareOf } from './chi-square'
import { expectThat } from './expect'
import {
  playThrough,
  type MakePolicy,
  type PlayedQuery,
  type PlayOptions,
  type Trajectory
} from './play'
import { scenarios, type Scenario } from './scenario'
import { findStop } from './stop'

const sum = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0)

/** Names the first query for which something does not hold. */
const expectOfQueries = (
  scenario: Scenario,
  { stages, queries }: Trajectory,
  holds: (query: PlayedQuery, deployed: ReadonlyArray<number>, position: number) => boolean
): void =>
  queries.forEach((query, i) => {
    const deployed = stages[query.stage]?.deployed ?? []
    expectThat(
      holds(query, deployed, i),
      () =>
        `${scenario.name}, query ${i}: arm ${query.arm} drawn from [${query.share.join(', ')}] over deployed [${deployed.join(', ')}]`
    )
  })

const expectDistributions = (make: MakePolicy, scenario: Scenario, options: PlayOptions): void => {
  const capacityOf = (arm: number): number => scenario.arms[arm]?.capacity ?? 0
  const trajectory = playThrough(make, scenario, options)
  const stoppedAt = findStop(trajectory)
  const isSpread = trajectory.burst === undefined
  expectOfQueries(scenario, trajectory, ({ share }, deployed, query) => {
    const reach = isSpread ? Math.min(1, sum(deployed.map(capacityOf))) : 1
    const most = (arm: number): number => (isSpread ? capacityOf(arm) : 1)
    const isWithin = share.every((mass, arm) =>
      deployed.includes(arm) ? mass >= 0 && mass <= most(arm) + tolerance.share : mass === 0
    )
    const missing = reach - sum(share)
    const mayMiss = trajectory.isPrepaid || !isSpread || query >= stoppedAt
    const isServed = missing <= tolerance.share || mayMiss
    return isWithin && missing >= -tolerance.share && isServed
  })
}

const expectDrawn = (make: MakePolicy, scenario: Scenario): void =>
  expectOfQueries(scenario, playThrough(make, scenario), ({ arm, share }) =>
    arm === -1 ? sum(share) < 1 - tolerance.share : (share[arm] ?? 0) > 0
  )

/** Queries enough for a frequency to show that it is wrong by a few per cent. */
const LONG_STAGE = 400

const expectFrequencies = (make: MakePolicy, scenario: Scenario): void => {
  const { queries } = playThrough(make, { ...scenario, stageLength: LONG_STAGE })
  const arms = scenario.arms.map((_, arm) => arm)
  const counts = [-1, ...arms].map((arm) => queries.filter((query) => query.arm === arm).length)
  const expected = arms.map((arm) => sum(queries.map(({ share }) => share[arm] ?? 0)))
  const unserved = Math.max(0, queries.length - sum(expected))
  const { statistic, freedom } = chiSquareOf(counts, [unserved, ...expected])
  expectThat(
    freedom < 1 || statistic <= chiSquareLimit(freedom),
    () =>
      `${scenario.name}: routed [${counts.join(', ')}] times (unserved first), recorded probabilities sum to [${[unserved, ...expected].join(', ')}]; chi-square ${statistic} at ${freedom} degrees of freedom`
  )
}

/** What a policy may draw from, and that it does. */
export const distributionLaws = (make: MakePolicy): ReadonlyArray<Law> => [
  {
    name: 'records a distribution within capacity over the deployed arms that sums to one, or to their capacities, or to less where a ledger is short or the budget is used up',
    check: () => scenarios.forEach((scenario) => expectDistributions(make, scenario, {}))
  },
  {
    name: 'routes to no arm that arrives within a stage before the next one',
    check: () =>
      scenarios.forEach((scenario) =>
        expectDistributions(make, scenario, { arrivesWithinStage: true })
      )
  },
  {
    name: 'routes to arms of positive probability, and leaves a query unserved only with the missing one',
    check: () => scenarios.forEach((scenario) => expectDrawn(make, scenario))
  },
  {
    name: 'routes as often as the recorded distributions say',
    check: () => scenarios.forEach((scenario) => expectFrequencies(make, scenario))
  }
]
