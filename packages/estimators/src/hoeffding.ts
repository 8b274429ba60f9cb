/**
 * Returns Hoeffding's radius, `sqrt(level / (2 n))`: by so much a mean of n independent values in [0, 1] strays to one side with
 * probability at most exp(-level).
 *
 * Requires: `pulls > 0`, `level >= 0`.
 * Cost: O(1), no allocation.
 * Source: W. Hoeffding, JASA 58 (1963), Theorem 2; with weights fixed beforehand, n is the effective number of `pullsOf`.
 *
 * @category radius
 * @since 0.1.0
 * @example
 * import { hoeffdingRadius } from '@stageroute/estimators'
 *
 * hoeffdingRadius(8, 4) // => 0.5
 */
export const hoeffdingRadius = (pulls: number, level: number): number =>
  Math.sqrt(level / (2 * pulls))
