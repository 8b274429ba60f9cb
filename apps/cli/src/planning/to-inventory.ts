import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError, Interval, PlanState } from '@stageroute/contracts'
import { makeEstimator, pullsOf, type Estimator } from '@stageroute/estimators'
import { stagesDeployed, type InventoryArm } from '@stageroute/planner'
import { familyOf } from './families'

/**
 * Returns the inventory of a state, with the intervals that its index family makes of its statistics.
 *
 * Errors: `InvalidField` for an index that makes no sense, and for statistics that are none, damaged, or of another number of models.
 */
export const toInventory =
  (source: string) =>
  (state: PlanState): E.Either<DomainError, ReadonlyArray<InventoryArm>> =>
    pipe(
      openStatistics(source, state),
      E.map((estimator) => {
        const stages = stagesDeployed(state.history)
        const unseen = unseenReward(estimator)
        return state.arms.map((arm, i) => ({
          ...arm,
          reward: rewardOf(estimator, state.index.level, i, unseen),
          cost: costOf(estimator, state.index.level, i),
          pulls: Math.round(pullsOf(estimator.table.reward, i)),
          stagesDeployed: stages.get(arm.id) ?? 0
        }))
      })
    )

const wrongField = (source: string, field: string, problem: string): DomainError => ({
  _tag: 'InvalidField',
  source,
  field,
  problem
})

const openStatistics = (
  source: string,
  { index, arms, statistics }: PlanState
): E.Either<DomainError, Estimator> => {
  const { costMin, costMax } = index
  return pipe(
    makeEstimator(familyOf(index), { maxArms: Math.max(1, arms.length), costMin, costMax }),
    E.mapLeft(({ field, problem }) => wrongField(source, `index.${field}`, problem)),
    E.chainFirst((estimator) =>
      pipe(
        estimator.restore(statistics),
        E.mapLeft(({ field, problem }) => wrongField(source, `statistics.${field}`, problem))
      )
    ),
    E.filterOrElse(
      ({ table }) => table.size === arms.length,
      ({ table }) =>
        wrongField(source, 'statistics', `of ${table.size} models, the state lists ${arms.length}`)
    )
  )
}

/** What is expected of a model that nothing is known of: what the others are worth on average, one half where there are none. */
const unseenReward = ({ table, rewardMean }: Estimator): number => {
  const seen = Array.from({ length: table.size }, (_, arm) => arm).filter(
    (arm) => pullsOf(table.reward, arm) > 0
  )
  return seen.length === 0
    ? 1 / 2
    : seen.reduce((sum, arm) => sum + rewardMean(arm), 0) / seen.length
}

const rewardOf = (
  { table, rewardMean, rewardLower, rewardUpper }: Estimator,
  level: number,
  arm: number,
  unseen: number
): Interval => ({
  lower: rewardLower(arm, level),
  estimate: pullsOf(table.reward, arm) > 0 ? rewardMean(arm) : unseen,
  upper: rewardUpper(arm, level)
})

const costOf = (
  { costMean, costLower, costUpper }: Estimator,
  level: number,
  arm: number
): Interval => ({
  lower: costLower(arm, level),
  estimate: costMean(arm),
  upper: costUpper(arm, level)
})
