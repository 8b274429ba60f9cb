import { keepFigure } from '../keep-figure'
import type { Policy, PolicySettings } from '../policy'
import { makePricedPolicy } from './priced-policy'

/**
 * Returns the next price of money: lowered by what was left of a query's budget, raised by what it cost beyond, never below zero.
 *
 * Unit: costs in units of the cost scale, the price in reward per such unit.
 */
export const descendPrice = (price: number, step: number, budget: number, cost: number): number =>
  Math.max(0, price - step * (budget - cost))

/**
 * Returns the step of the price that the bound on regret is least at: eta T (1 + rho)^2 / 2 + 1 / (2 rho^2 eta) is, for rewards and costs up to 1
 * and a budget rho per query, at eta = 1 / (rho (1 + rho) sqrt(T)). A budget of less than 1 in all counts as 1.
 *
 * Source: S. Balseiro, H. Lu, V. Mirrokni, Operations Research 71 (2023), Theorem 1 with the squared distance.
 */
export const dualStep = (budget: number, horizon: number): number =>
  1 / (Math.max(budget, 1 / horizon) * (1 + budget) * Math.sqrt(horizon))

/**
 * Returns dual descent: a price of money follows the spend by subgradient steps, and every query goes to the arm of the greatest reward less price
 * times cost; once the whole budget is spent, queries go unserved.
 *
 * Source: S. Balseiro, H. Lu, V. Mirrokni, Operations Research 71 (2023), Algorithm 1 with the squared distance: lambda = [lambda - eta (b - c)]^+
 *   from lambda = 0, eta of the order 1 / sqrt(T), here as `dualStep` has it.
 * Adapted: rewards and costs are unknown, so bounds stand for them, KL-UCB's and the run's; capacities are filled in order of score; costs are
 *   divided by the cost scale; of a stream of unknown length T doubles. Deployment: DeployOPT on the bounds,
 *   spare slots by reduced reward.
 *
 * Cost: as `makePricedPolicy`.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeDualDescent = (settings: PolicySettings): Policy => {
  const { budget, index } = settings
  const scale = index.costScale
  let price = 0
  return makePricedPolicy(settings, {
    id: 'dual-descent',
    stopsAtBudget: true,
    advance: (cost, _, horizon) => {
      const rate = budget / scale
      price = descendPrice(price, dualStep(rate, horizon), rate, cost / scale)
    },
    scoreOf: (rewardUpper, costLower) => rewardUpper - (price * costLower) / scale,
    parts: [
      keepFigure(
        'price',
        [0, Number.MAX_VALUE],
        () => price,
        (kept) => void (price = kept)
      )
    ]
  })
}
