import { tolerance } from '@stageroute/numeric'

/**
 * An amount of money, in millionths of a USD: a safe integer. Sums of such amounts are exact, in whatever order they are added.
 *
 * A price in USD per million tokens is the same number in micro-USD per token.
 *
 * @category money
 * @since 0.1.0
 */
export type MicroUsd = number

/**
 * Tells whether a number is an amount that may be spent: a safe integer of at least 0.
 *
 * @category money
 * @since 0.1.0
 * @example
 * import { isAmount } from '@stageroute/ledger'
 *
 * isAmount(250) // => true
 * isAmount(0.5) // => false
 * isAmount(-1) // => false
 */
export const isAmount = (amount: number): boolean => Number.isSafeInteger(amount) && amount >= 0

/**
 * Returns a cost in USD as an amount, rounded up; what is above a whole amount by rounding alone is that amount.
 *
 * Unit: `costUsd` in USD.
 * Requires: a finite cost of at least 0, below 9e9 USD.
 *
 * @category money
 * @since 0.1.0
 * @example
 * import { toMicroUsd } from '@stageroute/ledger'
 *
 * toMicroUsd(0.0000121) // => 13
 * toMicroUsd(0.1 + 0.2) // => 300000
 */
export const toMicroUsd = (costUsd: number): MicroUsd => {
  const exact = costUsd * 1e6
  return Math.max(0, Math.ceil(exact - tolerance.money * Math.max(1, exact)))
}

/**
 * Rounds a series of costs so that their sum is the sum of the costs rounded up once: what one cost is rounded up by is taken off the next.
 * Single costs of a few micro-USD would otherwise be overstated by up to one each.
 *
 * @category money
 * @since 0.1.0
 */
export interface RoundingCarry {
  /** What has been charged above the costs so far, in micro-USD, in [0, 1). */
  ahead: number
}

/**
 * Returns a carry that has rounded nothing yet.
 *
 * @category money
 * @since 0.1.0
 * @example
 * import { chargeOf, makeRoundingCarry } from '@stageroute/ledger'
 *
 * const carry = makeRoundingCarry()
 * const charges = [0.0000004, 0.0000004, 0.0000004].map((cost) => chargeOf(carry, cost))
 * charges // => [1, 0, 1]
 */
export const makeRoundingCarry = (): RoundingCarry => ({ ahead: 0 })

/**
 * Returns the amount to charge for the next cost of a series: the least with which the charges so far cover the costs so far.
 *
 * Unit: `costUsd` in USD.
 * Requires: a finite cost of at least 0.
 * Cost: O(1), no allocation.
 *
 * @category money
 * @since 0.1.0
 */
export const chargeOf = (carry: RoundingCarry, costUsd: number): MicroUsd => {
  const due = costUsd * 1e6 - carry.ahead
  const charge = Math.max(0, Math.ceil(due - tolerance.money * Math.max(1, due)))
  carry.ahead = Math.max(0, charge - due)
  return charge
}
