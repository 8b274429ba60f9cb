import { toMicroUsd, type MicroUsd } from '@stageroute/ledger'
import type { Usage } from './usage'

/**
 * What a model's tokens cost. Tokens of reasoning are output; cached input costs as much as other input where nothing else is said.
 *
 * Unit: USD per million tokens, which is micro-USD per token; `perRequest` in USD.
 *
 * @category price
 * @since 0.1.0
 */
export interface Price {
  readonly input: number
  readonly output: number
  readonly cachedInput: number | null
  readonly perRequest: number
}

/** In micro-USD, before rounding. */
const exactCost = (price: Price, { input, cached, output }: Usage): number =>
  price.input * (input - cached) +
  (price.cachedInput ?? price.input) * cached +
  price.output * output +
  1e6 * price.perRequest

/**
 * Returns what a call cost, rounded up to a micro-USD.
 *
 * Requires: finite prices of at least 0.
 *
 * @category price
 * @since 0.1.0
 * @example
 * import { costOf } from '@stageroute/gateway'
 *
 * const price = { input: 0.15, output: 0.6, cachedInput: 0.075, perRequest: 0 }
 * // (100 - 40) x 0.15 + 40 x 0.075 + 50 x 0.6
 * costOf(price, { input: 100, cached: 40, output: 50, reasoning: 0 }) // => 42
 */
export const costOf = (price: Price, usage: Usage): MicroUsd =>
  toMicroUsd(exactCost(price, usage) / 1e6)

/**
 * Returns the most that a call can cost, rounded up: every token of the input at the greater of its prices, and as many of output as it may have. This is
 * what is set aside before it is sent.
 *
 * Unit: `input` and `output` in tokens. A token is at least a byte of the request, so its bytes are a bound of the former.
 *
 * @category price
 * @since 0.1.0
 */
export const mostOf = (
  price: Price,
  { input, output }: { readonly input: number; readonly output: number }
): MicroUsd => {
  const dearest = Math.max(price.input, price.cachedInput ?? 0)
  return costOf(
    { ...price, input: dearest, cachedInput: null },
    { input, cached: 0, output, reasoning: 0 }
  )
}
