import { isArmOf, maxCost, type ArmTable } from './arm-table'
import { pullsOf, varianceOf } from './moments'

/**
 * Sets what an arm is expected to cost before it is observed, worth so many observations, and returns true; refuses (false, and counted)
 * a negative cost, a negative number of pulls, anything not finite, an arm that does not exist.
 *
 * Prices per token are public, so the mean cost of an arm is roughly known from the start; without a prior an arm that was never tried
 * looks free. The prior is kept apart from what is observed and joined to it when a bound is asked for, so that merging two tables does
 * not count it twice. A bound that leans on a wrong prior is wrong by as much as the prior weighs.
 *
 * Unit: `cost` in USD per query; `pulls` need not be whole, 0 takes the prior away.
 * Cost: O(1), no allocation.
 *
 * @category statistics
 * @since 0.1.0
 * @example
 * import { addArm, costMeanOf, makeArmTable, observeCost, setCostPrior } from '@stageroute/estimators'
 *
 * const table = makeArmTable(1)
 * const arm = addArm(table)
 * setCostPrior(table, arm, 0.003, 2) // => true
 * costMeanOf(table, arm) // => 0.003
 * observeCost(table, arm, 0.006) // => true
 * costMeanOf(table, arm) // => 0.004
 */
export const setCostPrior = (
  table: ArmTable,
  arm: number,
  cost: number,
  pulls: number
): boolean => {
  const isPossible = cost >= 0 && cost <= maxCost && pulls >= 0 && pulls < Infinity
  if (!isArmOf(table, arm) || !isPossible) {
    table.rejected++
    return false
  }
  table.priorCost[arm] = pulls > 0 ? cost + 0 : 0
  table.priorPulls[arm] = pulls + 0
  return true
}

/**
 * Returns how many observations an arm's cost rests on, those that its prior is worth included.
 *
 * Requires: an arm of the table.
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const costPullsOf = (table: ArmTable, arm: number): number =>
  pullsOf(table.cost, arm) + table.priorPulls[arm]

/**
 * Returns an arm's mean cost, that of prior and observations together; 0 when there is neither.
 *
 * Unit: USD per query.
 * Requires: an arm of the table.
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const costMeanOf = (table: ArmTable, arm: number): number => {
  const priorPulls = table.priorPulls[arm]
  const mean = table.cost.mean[arm]
  // Not mean + 0: without a prior the mean is to be the observed one to the last bit.
  if (priorPulls === 0) return mean
  const share = priorPulls / (pullsOf(table.cost, arm) + priorPulls)
  return mean + share * (table.priorCost[arm] - mean)
}

/**
 * Returns the variance of an arm's costs about {@link costMeanOf}: that of the observations, and of the prior as if it had been seen
 * `priorPulls` times.
 *
 * Unit: (USD per query) squared.
 * Requires: an arm of the table.
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const costVarianceOf = (table: ArmTable, arm: number): number => {
  const priorPulls = table.priorPulls[arm]
  const variance = varianceOf(table.cost, arm)
  if (priorPulls === 0) return variance
  const share = priorPulls / (pullsOf(table.cost, arm) + priorPulls)
  const distance = table.priorCost[arm] - table.cost.mean[arm]
  return (1 - share) * (variance + share * distance * distance)
}
