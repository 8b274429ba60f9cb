import { descendPrice } from '../baselines/dual-descent'
import { keepFigure } from '../keep-figure'
import type { Kept } from '../kept'
import type { PolicySettings } from '../policy'
import type { Moment } from './scored-policy'

/**
 * A price of money that follows the spend by subgradient steps of 1 / sqrt(T), costs in units of the cost scale.
 *
 * Source: S. Balseiro, H. Lu, V. Mirrokni, Operations Research 71 (2023), as `makeDualDescent`.
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
      price = descendPrice(price, 1 / Math.sqrt(horizon), budget / scale, cost / scale)
    },
    part: keepFigure(
      'price',
      [0, Number.MAX_VALUE],
      () => price,
      (kept) => void (price = kept)
    )
  }
}
