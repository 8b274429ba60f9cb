/**
 * What has been observed of each arm, one typed array per statistic.
 *
 * Shape: the arrays have an entry for every arm the table can hold; the first `size` are those of arms that exist.
 * Unit: `rewardMean` in [0, 1], `costMean` in USD per query.
 *
 * @category statistics
 * @since 0.1.0
 */
export interface ArmTable {
  /** Arms that exist. */
  size: number
  /** Observations of each arm, n_m. */
  readonly pulls: Float64Array
  /** Mean reward of each arm, 0 before its first observation. */
  readonly rewardMean: Float64Array
  /** Mean cost of each arm, USD per query, 0 before its first observation. */
  readonly costMean: Float64Array
  /** Observations that were refused. */
  rejected: number
}

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
 * table.rewardMean[arm] // => 0.75
 * observe(table, arm, 1.2, 0.004) // => false
 */
export const makeArmTable = (maxArms: number): ArmTable => ({
  size: 0,
  pulls: new Float64Array(maxArms),
  rewardMean: new Float64Array(maxArms),
  costMean: new Float64Array(maxArms),
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
  table.size < table.pulls.length ? table.size++ : -1

/**
 * Adds one observation to an arm's running means and returns true; an impossible one (a reward outside [0, 1], a negative cost, anything
 * not finite, an arm that does not exist) changes nothing but the count of rejected ones and returns false.
 *
 * Unit: `reward` in [0, 1], `cost` in USD per query.
 * Cost: O(1), no allocation.
 * Source: B. P. Welford, Technometrics 4 (1962), the recurrence of the mean.
 *
 * @category kernel
 * @since 0.1.0
 */
export const observe = (table: ArmTable, arm: number, reward: number, cost: number): boolean => {
  const isKnown = Number.isInteger(arm) && arm >= 0 && arm < table.size
  // Comparisons with NaN are false, so it is refused by either range.
  const isPossible = isKnown && reward >= 0 && reward <= 1 && cost >= 0 && cost < Infinity
  if (!isPossible) {
    table.rejected++
    return false
  }
  const pulls = table.pulls[arm] + 1
  table.pulls[arm] = pulls
  table.rewardMean[arm] += (reward - table.rewardMean[arm]) / pulls
  table.costMean[arm] += (cost - table.costMean[arm]) / pulls
  return true
}
