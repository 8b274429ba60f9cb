import { addMoment, makeMoments, type Moments } from './moments'

/**
 * What has been observed of each arm, one typed array per statistic. Rewards and costs are counted apart: a cost is known at once, a reward
 * can be late or never come.
 *
 * Shape: the arrays have an entry for every arm the table can hold; the first `size` are those of arms that exist.
 * Unit: `reward.mean` in [0, 1], `cost.mean` and `priorCost` in USD per query.
 *
 * @category statistics
 * @since 0.1.0
 */
export interface ArmTable {
  /** Arms that exist. */
  size: number
  /** Moments of each arm's rewards. */
  readonly reward: Moments
  /** Moments of each arm's costs, of what was observed alone. */
  readonly cost: Moments
  /** Cost that each arm is expected to have before it is observed, see `setCostPrior`. */
  readonly priorCost: Float64Array
  /** How many observations each expectation is worth; 0 for none. */
  readonly priorPulls: Float64Array
  /** Observations that were refused. */
  rejected: number
}

/**
 * The greatest weight of a reward: the inverse of the smallest share of the rewards that may be asked for.
 *
 * @category statistics
 * @since 0.1.0
 */
export const maxRewardWeight = 1_000_000

/**
 * The greatest cost that is taken for one, USD per query; far above any, and its square is still a number.
 *
 * @category statistics
 * @since 0.1.0
 */
export const maxCost = 1_000_000_000

/**
 * Returns a table without arms that can hold up to `maxArms`.
 *
 * Requires: `maxArms` is an integer of at least 0.
 * Cost: O(maxArms) time and memory, once.
 *
 * @category statistics
 * @since 0.1.0
 * @example
 * import { addArm, makeArmTable, observe } from '@stageroute/estimators'
 *
 * const table = makeArmTable(3)
 * const arm = addArm(table)
 * observe(table, arm, 1, 0.002) // => true
 * observe(table, arm, 0.5, 0.004) // => true
 * table.reward.mean[arm] // => 0.75
 * observe(table, arm, 1.2, 0.004) // => false
 */
export const makeArmTable = (maxArms: number): ArmTable => ({
  size: 0,
  reward: makeMoments(maxArms),
  cost: makeMoments(maxArms),
  priorCost: new Float64Array(maxArms),
  priorPulls: new Float64Array(maxArms),
  rejected: 0
})

/**
 * Adds an arm without observations and returns its index, or -1 when the table is full.
 *
 * Cost: O(1), no allocation.
 *
 * @category statistics
 * @since 0.1.0
 */
export const addArm = (table: ArmTable): number =>
  table.size < table.priorPulls.length ? table.size++ : -1

/** Whether an index is that of an arm of the table; false for what is no whole number. */
export const isArmOf = (table: ArmTable, arm: number): boolean =>
  arm >= 0 && arm < table.size && Math.floor(arm) === arm

// Comparisons with NaN are false, so it is refused by either range.
const isReward = (reward: number): boolean => reward >= 0 && reward <= 1
const isCost = (cost: number): boolean => cost >= 0 && cost <= maxCost

const refuse = (table: ArmTable): boolean => {
  table.rejected++
  return false
}

/**
 * Adds one observation to an arm's moments and returns true; an impossible one (a reward outside [0, 1], a cost that is negative or
 * above {@link maxCost}, anything not finite, an arm that does not exist) changes nothing but the count of rejected ones and returns false.
 *
 * Unit: `reward` in [0, 1], `cost` in USD per query.
 * Cost: O(1), no allocation.
 * Source: B. P. Welford, Technometrics 4 (1962), the recurrence of the mean.
 *
 * @category kernel
 * @since 0.1.0
 */
export const observe = (table: ArmTable, arm: number, reward: number, cost: number): boolean => {
  if (!isArmOf(table, arm) || !isReward(reward) || !isCost(cost)) return refuse(table)
  addMoment(table.reward, arm, reward, 1)
  addMoment(table.cost, arm, cost, 1)
  return true
}

/**
 * Adds a reward without a cost, as when it comes late; refused like {@link observe} does.
 *
 * A reward that was asked for with a known probability q, whatever it would be, weighs 1/q: it stands for those not asked for.
 *
 * Unit: `reward` in [0, 1]; `weight` in [1, {@link maxRewardWeight}].
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 * @example
 * import { addArm, makeArmTable, observeCost, observeReward } from '@stageroute/estimators'
 *
 * const table = makeArmTable(1)
 * const arm = addArm(table)
 * observeCost(table, arm, 0.002) // => true
 * observeReward(table, arm, 1, 4) // => true
 * observeReward(table, arm, 0, 0.5) // => false
 * table.reward.weight[arm] // => 4
 */
export const observeReward = (
  table: ArmTable,
  arm: number,
  reward: number,
  weight: number = 1
): boolean => {
  const isPossible = isReward(reward) && weight >= 1 && weight <= maxRewardWeight
  if (!isArmOf(table, arm) || !isPossible) return refuse(table)
  addMoment(table.reward, arm, reward, weight)
  return true
}

/**
 * Adds a cost without a reward; refused like {@link observe} does.
 *
 * Unit: `cost` in USD per query.
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const observeCost = (table: ArmTable, arm: number, cost: number): boolean => {
  if (!isArmOf(table, arm) || !isCost(cost)) return refuse(table)
  addMoment(table.cost, arm, cost, 1)
  return true
}
