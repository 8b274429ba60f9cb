import type { ArmTable } from './arm-table'
import { clip } from './clip'
import { paperRadius } from './confidence-radius'
import { costMeanOf, costPullsOf } from './cost-prior'
import { pullsOf } from './moments'

/**
 * Parameters of the paper's indices. Costs are divided by `costScale` before the radius is taken, because the radius is meant for values in
 * [0, 1]; the result is scaled back and clipped to `[costMin, costMax]`, the paper's [c_1, c_2].
 *
 * Unit: `costScale`, `costMin`, `costMax` in USD per query; `gamma` has none.
 * Requires: `gamma >= 0`, `costScale > 0`, `0 <= costMin <= costMax`.
 *
 * @category index
 * @since 0.1.0
 */
export interface PaperIndex {
  /** Width of the bounds. */
  readonly gamma: number
  /** What a cost is divided by to be in [0, 1], USD per query. */
  readonly costScale: number
  /** c_1, the least cost bound, USD per query. */
  readonly costMin: number
  /** c_2, the greatest cost bound, USD per query. */
  readonly costMax: number
}

/**
 * The gamma that is reported for the experiments of the paper. It is about a one-sigma bound, not a confidence bound; see
 * {@link validGamma} for one that is.
 *
 * @category index
 * @since 0.1.0
 */
export const experimentGamma = 0.1

/**
 * Returns the reward upper confidence bound `clip(mean + 2 radius(mean, n + 1), 0, 1)`; 1 for an arm without observations, because the
 * literal formula would make small gammas pessimistic about what is unknown.
 *
 * Unit: reward in [0, 1].
 * Requires: an arm of the table.
 * Cost: O(1), no allocation.
 * Source: arXiv 2506.17254, Eq. 4.
 *
 * @category index
 * @since 0.1.0
 */
export const rewardUpperBound = (table: ArmTable, index: PaperIndex, arm: number): number => {
  const pulls = pullsOf(table.reward, arm)
  if (pulls === 0) return 1
  const mean = table.reward.mean[arm]
  return clip(mean + 2 * paperRadius(mean, pulls + 1, index.gamma), 0, 1)
}

/**
 * Returns the cost lower confidence bound `clip(mean - 2 radius(mean, n + 1), c_1, c_2)`; c_1 for an arm with neither observations
 * nor a cost prior. It is the optimistic side: it relaxes a budget, and does not protect it.
 *
 * Unit: USD per query.
 * Requires: an arm of the table.
 * Cost: O(1), no allocation.
 * Source: arXiv 2506.17254, Eq. 5.
 *
 * @category index
 * @since 0.1.0
 */
export const costLowerBound = (table: ArmTable, index: PaperIndex, arm: number): number => {
  const pulls = costPullsOf(table, arm)
  if (pulls === 0) return index.costMin
  const mean = costMeanOf(table, arm)
  const radius = paperRadius(mean / index.costScale, pulls + 1, index.gamma)
  // Scaling the radius and not the mean keeps the bound at or below the mean to the last bit.
  return clip(mean - 2 * radius * index.costScale, index.costMin, index.costMax)
}
