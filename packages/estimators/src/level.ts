/**
 * Returns the exploration level `log t + c log log t` of the t-th query, in nats: how unlikely a bound may be to miss. The optimality of
 * KL-UCB is proved for c = 3; 0 is what works in practice.
 *
 * Unit: nats; a bound at this level misses with probability about exp(-level) where its family says so.
 * Requires: `query >= 1`, the first being 1; `c >= 0`.
 * Cost: O(1), no allocation.
 * Source: A. Garivier, O. Cappe, COLT 2011, Algorithm 1.
 *
 * @category level
 * @since 0.1.0
 * @example
 * import { queryLevel } from '@stageroute/estimators'
 *
 * queryLevel(1, 3) // => 0
 * Number(queryLevel(1000, 0).toFixed(4)) // => 6.9078
 */
export const queryLevel = (query: number, c: number): number => {
  const level = Math.log(query)
  // Below t = e the iterated logarithm is negative, and would call for less than log t.
  return level > 1 ? level + c * Math.log(level) : level
}

/**
 * Returns the level at which `bounds` one-sided bounds hold together with probability 1 - delta, by a union over them: `log(bounds /
 * delta)`. Both bounds of reward and cost of N arms are 4 N; for a family that holds at a fixed number of pulls only, every number
 * of pulls that is looked at counts too.
 *
 * Requires: `0 < delta < 1`, `bounds >= 1`.
 * Cost: O(1), no allocation.
 *
 * @category level
 * @since 0.1.0
 * @example
 * import { unionLevel } from '@stageroute/estimators'
 *
 * unionLevel(0.05, 2) === Math.log(40) // => true
 */
export const unionLevel = (delta: number, bounds: number): number => Math.log(bounds / delta)
