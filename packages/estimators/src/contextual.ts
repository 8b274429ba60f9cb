import { maxRewardWeight } from './arm-table'
import { addMoment, makeMoments, type Moments } from './moments'

/**
 * Statistics of one quantity (reward or cost) for every context and arm, with what partial pooling needs to know of each arm kept up to date.
 *
 * Shape: `cells` has an entry per context and arm, context by context (`context * maxArms + arm`); the others one per arm.
 * Unit: values in [0, range].
 *
 * @category contextual
 * @since 0.1.0
 */
export interface PooledMoments {
  readonly maxArms: number
  readonly contexts: number
  /** Largest possible value: 1 for rewards, c_2 for costs. */
  readonly range: number
  readonly cells: Moments
  /** All contexts of an arm together. */
  readonly whole: Moments
  /** Contexts in which an arm has been observed. */
  readonly seen: Float64Array
  /** Squared distances from the cells' means, summed over an arm's cells. */
  readonly within: Float64Array
  /** Squared weights of an arm's cells, summed: of W_k^2. */
  readonly cellSquares: Float64Array
  /** Mean squared weight over mean weight, summed over an arm's cells: of W2_k / W_k, 1 each where all weigh 1. */
  readonly cellUnits: Float64Array
  /** Buffer: numbers pass through it, so that none is boxed on its way from one function to another. */
  readonly work: Float64Array
}

/**
 * Statistics of rewards and costs by context (a category of queries) and arm.
 *
 * @category contextual
 * @since 0.1.0
 */
export interface ContextualTable {
  /** Arms that exist. */
  size: number
  readonly reward: PooledMoments
  readonly cost: PooledMoments
  /** Observations that were refused. */
  rejected: number
}

const makePooledMoments = (contexts: number, maxArms: number, range: number): PooledMoments => ({
  maxArms,
  contexts,
  range,
  cells: makeMoments(contexts * maxArms),
  whole: makeMoments(maxArms),
  seen: new Float64Array(maxArms),
  within: new Float64Array(maxArms),
  cellSquares: new Float64Array(maxArms),
  cellUnits: new Float64Array(maxArms),
  work: new Float64Array(12)
})

/**
 * Returns a table without arms for `contexts` categories and up to `maxArms` arms.
 *
 * Unit: `costMax` (c_2) in USD per query.
 * Requires: integers of at least 0, `0 < costMax < Infinity`.
 * Cost: O(contexts * maxArms) time and memory, once.
 *
 * @category contextual
 * @since 0.1.0
 * @example
 * import {
 *   addContextualArm,
 *   makeContextualTable,
 *   observeContextualReward,
 *   pooledMean
 * } from '@stageroute/estimators'
 *
 * const table = makeContextualTable(2, 4, 0.02)
 * const arm = addContextualArm(table)
 * observeContextualReward(table, 0, arm, 0.5, 1) // => true
 * observeContextualReward(table, 2, arm, 0.5, 1) // => false
 * // A context without observations has what is known of the arm.
 * pooledMean(table.reward, 1, arm) // => 0.5
 */
export const makeContextualTable = (
  contexts: number,
  maxArms: number,
  costMax: number
): ContextualTable => ({
  size: 0,
  reward: makePooledMoments(contexts, maxArms, 1),
  cost: makePooledMoments(contexts, maxArms, costMax),
  rejected: 0
})

/**
 * Adds an arm without observations and returns its index, or -1 when the table is full.
 *
 * Cost: O(1), no allocation.
 *
 * @category contextual
 * @since 0.1.0
 */
export const addContextualArm = (table: ContextualTable): number =>
  table.size < table.reward.maxArms ? table.size++ : -1

/**
 * Adds a reward of an arm in a context and returns true; an impossible one (a reward outside [0, 1], a weight outside
 * [1, {@link maxRewardWeight}], a context or arm that does not exist) changes nothing but the count of rejected ones and returns false.
 *
 * Unit: `reward` in [0, 1]; `weight` is 1, or 1/q for a reward that was looked at with probability q.
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const observeContextualReward = (
  table: ContextualTable,
  context: number,
  arm: number,
  reward: number,
  weight: number
): boolean => {
  table.reward.work[0] = reward
  table.reward.work[1] = weight
  return observePooled(table, table.reward, context, arm)
}

/**
 * Adds a cost of an arm in a context and returns true; an impossible one (outside [0, c_2], a context or arm that does not exist) changes
 * nothing but the count of rejected ones and returns false.
 *
 * Unit: `cost` in USD per query.
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const observeContextualCost = (
  table: ContextualTable,
  context: number,
  arm: number,
  cost: number
): boolean => {
  table.cost.work[0] = cost
  table.cost.work[1] = 1
  return observePooled(table, table.cost, context, arm)
}

const isIndex = (value: number, size: number): boolean =>
  Number.isInteger(value) && value >= 0 && value < size

/** Adds the value and weight in the first two places of the buffer. */
const observePooled = (
  table: ContextualTable,
  pooled: PooledMoments,
  context: number,
  arm: number
): boolean => {
  const value = pooled.work[0]
  const weight = pooled.work[1]
  const isCell = isIndex(context, pooled.contexts) && isIndex(arm, table.size)
  // Comparisons with NaN are false.
  const isPossible = value >= 0 && value <= pooled.range && weight >= 1 && weight <= maxRewardWeight
  if (!isCell || !isPossible) {
    table.rejected++
    return false
  }
  const { cells, whole } = pooled
  const cell = context * pooled.maxArms + arm
  const weightBefore = cells.weight[cell]
  const squaresBefore = cells.squares[cell]
  const unitsBefore = weightBefore > 0 ? cells.weightSquares[cell] / weightBefore : 0
  if (weightBefore === 0) pooled.seen[arm]++
  addMoment(cells, cell, value, weight)
  addMoment(whole, arm, value, weight)
  const weightAfter = cells.weight[cell]
  pooled.within[arm] += cells.squares[cell] - squaresBefore
  // W^2 - w^2 by its factors, so that nothing is lost between two large squares.
  pooled.cellSquares[arm] += weight * (weightAfter + weightBefore)
  pooled.cellUnits[arm] += cells.weightSquares[cell] / weightAfter - unitsBefore
  return true
}
