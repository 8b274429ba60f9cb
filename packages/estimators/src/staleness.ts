/**
 * How the knowledge of an arm ages while it is not deployed and so not observed.
 *
 * @category staleness
 * @since 0.1.0
 */
export interface Staleness {
  /** What one query without observations leaves of an arm's effective pulls, in (0, 1]; 1 for an arm that does not change. */
  readonly factor: number
  /** Most by which variance is inflated, however long the time away; at least 1, Infinity for no limit. */
  readonly maxInflation: number
}

/**
 * Returns by what an arm's variance is multiplied after `elapsed` queries without observations: `1 / max(factor^elapsed, 1/maxInflation)`.
 * It is 1 for an arm just observed, grows with the time away, and stops at `maxInflation`.
 *
 * Unit: `elapsed` in queries.
 * Requires: `elapsed >= 0`, `0 < factor <= 1`, `maxInflation >= 1`.
 * Cost: O(1), one power, no allocation.
 * Source: the staleness rule of ParetoBandit, variance / max(gamma^dt, 1 / V_max) with V_max = 200.
 *
 * @category staleness
 * @since 0.1.0
 * @example
 * import { staleInflation, stalePulls } from '@stageroute/estimators'
 *
 * const staleness = { factor: 0.5, maxInflation: 10 }
 * staleInflation(staleness, 2) // => 4
 * staleInflation(staleness, 50) // => 10
 * stalePulls(staleness, 100, 2) // => 25
 */
export const staleInflation = (staleness: Staleness, elapsed: number): number => {
  const kept = Math.pow(staleness.factor, elapsed)
  const least = 1 / staleness.maxInflation
  return kept > least ? 1 / kept : staleness.maxInflation
}

/**
 * Returns what `pulls` are still worth after `elapsed` queries without observations, to be used in place of the pulls by any index that
 * depends on them: `pulls * max(factor^elapsed, 1/maxInflation)`. It never grows with the time away, and of an arm once observed it never
 * becomes 0 where `maxInflation` is finite.
 *
 * Unit: `elapsed` in queries.
 * Requires: `pulls >= 0`, `elapsed >= 0`.
 * Cost: O(1), one power, no allocation.
 *
 * @category staleness
 * @since 0.1.0
 */
export const stalePulls = (staleness: Staleness, pulls: number, elapsed: number): number => {
  const kept = Math.pow(staleness.factor, elapsed)
  const least = 1 / staleness.maxInflation
  return pulls * (kept > least ? kept : least)
}

/**
 * Returns a bound moved away from the mean as if its variance were `inflation` times as large, clipped to `[low, high]`: for indices whose
 * pulls cannot be replaced. It holds wherever the bound held, because the bound only ever moves outwards.
 *
 * How far the mean itself may have moved meanwhile is not known to it: that is what `factor` stands for, a belief about the arm and not an
 * observation.
 *
 * Requires: `low <= mean <= high`, `inflation >= 1`; `bound` above the mean for an upper bound, below it for a lower one.
 * Cost: O(1), no allocation.
 *
 * @category staleness
 * @since 0.1.0
 * @example
 * import { widenBound } from '@stageroute/estimators'
 *
 * widenBound(0.5, 0.625, 4, 0, 1) // => 0.75
 * widenBound(0.5, 0.375, 4, 0, 1) // => 0.25
 */
export const widenBound = (
  mean: number,
  bound: number,
  inflation: number,
  low: number,
  high: number
): number => {
  // An unlimited inflation leaves a bound at the mean there; 0 * Infinity is no number.
  const moved = bound === mean ? bound : mean + (bound - mean) * Math.sqrt(inflation)
  // Rounding must not bring the bound closer.
  const isInside = bound > mean ? moved < bound : moved > bound
  const widened = isInside ? bound : moved
  return widened < low ? low : widened > high ? high : widened
}
