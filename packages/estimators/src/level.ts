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

/**
 * Returns the level whose tail has a chance: `z^2 / 2` where a normal variable is above z with that chance, and 0 from a half on. A bound by the
 * exponential inequality at this level is as wide as the normal quantile, where `log(1 / chance)` would make it a third wider and more.
 *
 * Unit: nats.
 * Requires: `chance > 0`.
 * Cost: O(1), one logarithm, no allocation. Right to 0.0015 in z.
 * Source: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 26.2.23.
 *
 * @category level
 * @since 0.1.0
 * @example
 * import { tailLevel } from '@stageroute/estimators'
 *
 * // Above 1.645 deviations in one case of twenty.
 * Math.sqrt(2 * tailLevel(0.05)).toFixed(2) // => '1.65'
 * tailLevel(0.6) // => 0
 */
export const tailLevel = (chance: number): number => {
  if (chance >= 0.5) return 0
  const t = Math.sqrt(-2 * Math.log(chance))
  const above = 2.515517 + t * (0.802853 + t * 0.010328)
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  const z = t - above / below
  return (z * z) / 2
}

/**
 * Returns the level of an arm's index when `left` queries are still to come and `arms` arms are tried side by side: the bound is missed with a chance
 * of `arms * pulls / left`. What was tried little is trusted much, as long as there is time to make use of it; an arm that had its part of what is
 * left is taken at its mean.
 *
 * Unit: nats.
 * Requires: `pulls > 0`, `left > 0`, `arms > 0`.
 * Cost: O(1), one logarithm, no allocation.
 * Source: `log(T / (K n))` of J.-Y. Audibert, S. Bubeck, COLT 2009 (MOSS), with what is left in place of T; quantiles in place of exponential bounds
 *   as in E. Kaufmann, O. Cappe, A. Garivier, AISTATS 2012 (Bayes-UCB).
 *
 * @category level
 * @since 0.1.0
 */
export const remainingLevel = (pulls: number, left: number, arms: number): number =>
  tailLevel((arms * pulls) / left)
