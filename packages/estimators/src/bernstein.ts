/**
 * Returns the radius of UCB-V, `sqrt(2 V z / n) + 3 z / n` with the empirical variance V (dividing by n): both bounds of a mean of n
 * independent values in [0, 1] hold with probability at least 1 - 3 exp(-z).
 *
 * Requires: `variance >= 0`, `pulls > 0`, `level >= 0`, which is z.
 * Cost: O(1), no allocation.
 * Source: J.-Y. Audibert, R. Munos, C. Szepesvari, Theor. Comput. Sci. 410 (2009), Theorem 1.
 *
 * @category radius
 * @since 0.1.0
 * @example
 * import { ucbvRadius } from '@stageroute/estimators'
 *
 * ucbvRadius(0.25, 8, 1) // => 0.625
 */
export const ucbvRadius = (variance: number, pulls: number, level: number): number =>
  Math.sqrt((2 * variance * level) / pulls) + (3 * level) / pulls

/**
 * Returns the empirical Bernstein radius `sqrt(2 S z / n) + 7 z / (3 (n - 1))` with the sample variance S (dividing by n - 1) and z = level +
 * log 2: by so much a mean of n independent values in [0, 1] strays to one side with probability at most exp(-level). Infinite for up to
 * one pull, of which there is no variance.
 *
 * Requires: `variance >= 0` dividing by n, as `varianceOf` returns it; `pulls > 0`, `level >= 0`.
 * Cost: O(1), no allocation.
 * Source: A. Maurer, M. Pontil, COLT 2009, Theorem 4, whose logarithm is that of 2 / delta for one side.
 *
 * @category radius
 * @since 0.1.0
 * @example
 * import { empiricalBernsteinRadius } from '@stageroute/estimators'
 *
 * empiricalBernsteinRadius(0, 1, 1) // => Infinity
 * empiricalBernsteinRadius(0, 8, 3 - Math.LN2) // => 1
 */
export const empiricalBernsteinRadius = (
  variance: number,
  pulls: number,
  level: number
): number => {
  if (pulls <= 1) return Infinity
  const z = level + Math.LN2
  // S / n is V / (n - 1).
  return Math.sqrt((2 * variance * z) / (pulls - 1)) + (7 * z) / (3 * (pulls - 1))
}
