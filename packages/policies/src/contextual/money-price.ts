import { descendPrice, dualStep } from '../baselines/dual-descent'
import { keepFigure } from '../keep-figure'
import type { Kept } from '../kept'
import type { PolicySettings } from '../policy'
import type { Moment } from './context-policy'

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
