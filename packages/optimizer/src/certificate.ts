import { tolerance } from '@stageroute/numeric'
import type { BudgetedSimplex } from './budgeted-simplex'
import type { ContextualSimplex } from './contextual-simplex'

/**
 * What an independent check of an answer found; every field should be zero up to rounding.
 *
 * - `massError`: |sum of shares - 1|.
 * - `boundViolation`: the largest amount by which a share leaves [0, capacity].
 * - `budgetViolation`: cost above budget, relative to the budget (to the cost when the budget is zero).
 * - `gap`: dual objective at the given price minus the mix's value, relative to the largest reward in size; infinite for a price below
 *   zero, which bounds nothing.
 *
 * @category certificate
 * @since 0.1.0
 */
export interface MixCertificate {
  readonly massError: number
  readonly boundViolation: number
  readonly budgetViolation: number
  readonly gap: number
}

/**
 * Checks a mix against a budget price by weak duality, without using the solver that found them: for any price lambda >= 0 and threshold
 * theta, `lambda budget + theta + sum capacity [reward - lambda cost - theta]+` bounds every feasible value from above. The tightest
 * theta for the price is found here, so a certificate needs the price alone.
 *
 * Cost: O(size^2), meant for tests and audits.
 * Source: linear programming duality of RouteOPT, arXiv 2506.17254, Eq. 7.
 *
 * @category certificate
 * @since 0.1.0
 * @example
 * import { certifyMix } from '@stageroute/optimizer'
 *
 * const program = {
 *   size: 2,
 *   reward: Float64Array.of(0.4, 0.8),
 *   cost: Float64Array.of(1, 3),
 *   capacity: Float64Array.of(1, 1),
 *   budget: 2
 * }
 * certifyMix(program, Float64Array.of(0.5, 0.5), 0.2).gap < 1e-12 // => true
 */
export const certifyMix = (
  program: BudgetedSimplex,
  share: Float64Array,
  budgetPrice: number
): MixCertificate => {
  const { size, reward, cost, capacity, budget } = program
  let mass = 0
  let spent = 0
  let value = 0
  let scale = 0
  let boundViolation = 0
  for (let m = 0; m < size; m++) {
    mass += share[m]
    spent += share[m] * cost[m]
    value += share[m] * reward[m]
    scale = Math.max(scale, Math.abs(reward[m]))
    boundViolation = Math.max(boundViolation, -share[m], share[m] - capacity[m])
  }
  return {
    massError: Math.abs(mass - 1),
    boundViolation,
    budgetViolation: spent > budget ? (spent - budget) / (budget > 0 ? budget : spent) : 0,
    gap: (dualObjective(program, budgetPrice) - value) / (scale > 0 ? scale : 1)
  }
}

/**
 * Tells whether every entry of a certificate is zero up to rounding.
 *
 * @category certificate
 * @since 0.1.0
 */
export const isCertified = (certificate: MixCertificate): boolean =>
  certificate.massError <= tolerance.bound &&
  certificate.boundViolation <= tolerance.bound &&
  certificate.budgetViolation <= tolerance.bound &&
  Math.abs(certificate.gap) <= tolerance.bound

/** The dual is piecewise linear and convex in theta with a breakpoint at every reduced reward: its least value is at one of them. */
const dualObjective = (program: BudgetedSimplex, price: number): number => {
  const { size, reward, cost, capacity, budget } = program
  if (price < 0) return Infinity
  let least = Infinity
  for (let breakpoint = 0; breakpoint < size; breakpoint++) {
    const threshold = reward[breakpoint] - price * cost[breakpoint]
    let objective = price * budget + threshold
    for (let m = 0; m < size; m++) {
      objective += capacity[m] * Math.max(0, reward[m] - price * cost[m] - threshold)
    }
    least = Math.min(least, objective)
  }
  return least
}

/**
 * Checks mixes by context against prices by weak duality: for any prices of at least zero,
 * `price budget + capacityPrice.capacity + sum_g w_g max_m (reward_gm - price cost_gm - capacityPrice_m)` bounds every feasible value from
 * above. `massError` and `boundViolation` are the largest over contexts and arms.
 *
 * Cost: O(contexts size), meant for tests and audits.
 * Source: linear programming duality.
 *
 * @category certificate
 * @since 0.1.0
 */
export const certifyContextualMix = (
  program: ContextualSimplex,
  share: Float64Array,
  budgetPrice: number,
  capacityPrice: Float64Array
): MixCertificate => {
  const { contexts, size, weight, reward, cost, capacity, budget } = program
  const load = new Float64Array(size)
  let massError = 0
  let boundViolation = 0
  let spent = 0
  let value = 0
  let scale = 0
  let dual = budgetPrice * budget
  for (let g = 0; g < contexts; g++) {
    let mass = 0
    let best = -Infinity
    for (let m = 0; m < size; m++) {
      const i = g * size + m
      mass += share[i]
      load[m] += weight[g] * share[i]
      value += weight[g] * share[i] * reward[i]
      spent += weight[g] * share[i] * cost[i]
      scale = Math.max(scale, Math.abs(reward[i]))
      best = Math.max(best, reward[i] - budgetPrice * cost[i] - capacityPrice[m])
      boundViolation = Math.max(boundViolation, -share[i])
    }
    massError = Math.max(massError, Math.abs(mass - 1))
    dual += weight[g] * best
  }
  for (let m = 0; m < size; m++) {
    boundViolation = Math.max(boundViolation, load[m] - capacity[m])
    dual += capacityPrice[m] * capacity[m]
  }
  const arePrices = budgetPrice >= 0 && capacityPrice.every((price) => price >= 0)
  return {
    massError,
    boundViolation,
    budgetViolation: spent > budget ? (spent - budget) / (budget > 0 ? budget : spent) : 0,
    gap: arePrices ? (dual - value) / (scale > 0 ? scale : 1) : Infinity
  }
}
