import { descendPrice } from '../baselines/dual-descent'
import { keepFigure } from '../keep-figure'
import type { Kept } from '../kept'
import type { PolicySettings } from '../policy'
import type { Moment } from './scored-policy'

/**
 * Returns the step of the price that the bound on regret is least at: eta T (1 + rho)^2 / 2 + 1 / (2 rho^2 eta) is, for rewards and costs up to 1
 * and a budget rho per query, at eta = 1 / (rho (1 + rho) sqrt(T)). A budget of less than 1 in all counts as 1.
 *
 * Source: S. Balseiro, H. Lu, V. Mirrokni, Operations Research 71 (2023), Theorem 1 with the squared distance.
 */
export const dualStep = (budget: number, horizon: number): number =>
  1 / (Math.max(budget, 1 / horizon) * (1 + budget) * Math.sqrt(horizon))

/**
 * A price of money that follows the spend by subgradient steps, costs in units of the cost scale.
 *
 * Source: S. Balseiro, H. Lu, V. Mirrokni, Operations Research 71 (2023), Algorithm 1.
 */
export interface MoneyPrice {
  /** Reward per USD. */
  readonly perUsd: () => number
  readonly advance: (cost: number, moment: Moment) => void
  readonly part: Kept
}

export const makeMoneyPrice = ({ budget, index }: PolicySettings): MoneyPrice => {
  const scale = index.costScale
  let price = 0
  return {
    perUsd: () => price / scale,
    advance: (cost, { horizon }) => {
      const rate = budget / scale
      price = descendPrice(price, dualStep(rate, horizon), rate, cost / scale)
    },
    part: keepFigure(
      'price',
      [0, Number.MAX_VALUE],
      () => price,
      (kept) => void (price = kept)
    )
  }
}
