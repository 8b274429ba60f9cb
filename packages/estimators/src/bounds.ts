import type { ArmTable } from './arm-table'
import { paperRadius } from './confidence-radius'

/**
 * Parameters of the paper's indices. Costs are divided by `costScale` before the radius is taken, because the radius is meant for values in
 * [0, 1]; the result is scaled back and clipped to `[costMin, costMax]`, the paper's [c_1, c_2].
 *
 * Unit: `costScale`, `costMin`, `costMax` in USD per query.
 *
 * @category index
 * @since 0.1.0
 */
export interface PaperIndex {
  readonly gamma: number
  readonly costScale: number
  readonly costMin: number
  readonly costMax: number
}

/**
 * The gamma that digests of the paper name as its experiments' choice. It is about a one-sigma bound, not a confidence bound; see
 * {@link validGamma} for one that is.
 *
 * @category index
 * @since 0.1.0
 */
export const experimentGamma = 0.1

const clip = (value: number, low: number, high: number): number =>
  value < low ? low : value > high ? high : value

/**
 * Returns the reward upper confidence bound `clip(mean + 2 radius(mean, n + 1), 0, 1)`; 1 for an arm without observations, because the
 * literal formula would make small gammas pessimistic about what is unknown.
 *
 * Cost: O(1), no allocation.
 * Source: arXiv 2506.17254, Eq. 4.
 *
 * @category index
 * @since 0.1.0
 */
export const rewardUpperBound = (table: ArmTable, index: PaperIndex, arm: number): number => {
  const pulls = table.pulls[arm]
  if (pulls === 0) return 1
  const mean = table.rewardMean[arm]
  return clip(mean + 2 * paperRadius(mean, pulls + 1, index.gamma), 0, 1)
}

/**
 * Returns the cost lower confidence bound `clip(mean - 2 radius(mean, n + 1), c_1, c_2)` in USD per query; c_1 for an arm without
 * observations.
 *
 * Cost: O(1), no allocation.
 * Source: arXiv 2506.17254, Eq. 5.
 *
 * @category index
 * @since 0.1.0
 */
export const costLowerBound = (table: ArmTable, index: PaperIndex, arm: number): number => {
  const pulls = table.pulls[arm]
  if (pulls === 0) return index.costMin
  const scaled = table.costMean[arm] / index.costScale
  const lower = scaled - 2 * paperRadius(scaled, pulls + 1, index.gamma)
  return clip(lower * index.costScale, index.costMin, index.costMax)
}

/**
 * Writes both bounds of every arm of the table.
 *
 * Shape: `rewardUpper` and `costLower` have length `table.size` or more.
 * Cost: O(size), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const writeBoundsInto = (
  table: ArmTable,
  index: PaperIndex,
  rewardUpper: Float64Array,
  costLower: Float64Array
): void => {
  for (let arm = 0; arm < table.size; arm++) {
    rewardUpper[arm] = rewardUpperBound(table, index, arm)
    costLower[arm] = costLowerBound(table, index, arm)
  }
}
