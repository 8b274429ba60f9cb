/**
 * RouteOPT by context: every context has a mix of its own, budget and capacities are shared in proportion to the contexts' weights,
 * `max sum_g w_g reward_g.p_g  s.t.  sum_g w_g cost_g.p_g <= budget, sum_m p_gm = 1, sum_g w_g p_gm <= capacity_m, p >= 0`.
 *
 * Shape: `weight` has length `contexts`, `capacity` length `size`; `reward` and `cost` are context-major, entry `g * size + m` is that of arm m in
 * context g.
 * Unit: `weight` the contexts' shares of the queries, which sum to one; the rest as in `BudgetedSimplex`.
 *
 * @category program
 * @since 0.1.0
 */
export interface ContextualSimplex {
  readonly contexts: number
  readonly size: number
  readonly weight: Float64Array
  readonly reward: Float64Array
  readonly cost: Float64Array
  readonly capacity: Float64Array
  readonly budget: number
}

/**
 * Returns the arm at which a query is best routed under prices: the greatest `reward - budgetPrice cost - capacityPrice`.
 *
 * Shape: `reward` and `cost` hold the query's own values from `offset` on; `capacityPrice` has an entry per arm.
 * Ties: the lower cost, then the lower index.
 * Cost: O(size), no allocation.
 * Source: D. Bertsekas, _Network Optimization_, 1998, prices of the capacity rows; here with one more for the budget.
 *
 * @category kernel
 * @since 0.1.0
 * @example
 * import { bestAtPrices } from '@stageroute/optimizer'
 *
 * const reward = Float64Array.of(0.5, 0.9)
 * const cost = Float64Array.of(1, 3)
 * bestAtPrices(reward, cost, 0, 2, 0.1, Float64Array.of(0, 0)) // => 1
 * bestAtPrices(reward, cost, 0, 2, 0.1, Float64Array.of(0, 0.25)) // => 0
 */
export const bestAtPrices = (
  reward: Float64Array,
  cost: Float64Array,
  offset: number,
  size: number,
  budgetPrice: number,
  capacityPrice: Float64Array
): number => {
  let best = 0
  let greatest = -Infinity
  for (let m = 0; m < size; m++) {
    const reduced = reward[offset + m] - budgetPrice * cost[offset + m] - capacityPrice[m]
    const isCheaper = reduced === greatest && cost[offset + m] < cost[offset + best]
    if (reduced <= greatest && !isCheaper) continue
    greatest = reduced
    best = m
  }
  return best
}
