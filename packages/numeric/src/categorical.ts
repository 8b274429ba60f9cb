import { tolerance } from './tolerance'

/**
 * Returns the index that a uniform draw picks from a distribution, or -1 when the draw falls into mass the distribution does not
 * hold (a distribution summing to less than one leaves queries unserved; nothing is rescaled silently).
 *
 * Shape: `share` has length `size` or more, non-negative entries.
 * Requires: `0 <= draw < 1`.
 * Cost: O(size), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 * @example
 * import { drawCategory } from '@stageroute/numeric'
 *
 * drawCategory(Float64Array.of(0.25, 0, 0.75), 3, 0.3) // => 2
 * drawCategory(Float64Array.of(0.4, 0.4), 2, 0.9) // => -1
 */
export const drawCategory = (share: Float64Array, size: number, draw: number): number => {
  let below = 0
  let last = -1
  for (let i = 0; i < size; i++) {
    if (share[i] <= 0) continue
    below += share[i]
    if (draw < below) return i
    last = i
  }
  // A full distribution may sum to a few units in the last place below one.
  return below >= 1 - tolerance.share ? last : -1
}
