/**
 * Returns the sum of the first `size` entries, compensated (Neumaier) so that order hardly matters.
 *
 * Requires: finite entries.
 * Cost: O(size), no allocation.
 * Source: A. Neumaier, ZAMM 54 (1974), 39-51, improved Kahan-Babuska summation.
 *
 * @category kernel
 * @since 0.1.0
 * @example
 * import { compensatedSum } from '@stageroute/numeric'
 *
 * compensatedSum(Float64Array.of(1, 1e100, 1, -1e100), 4) // => 2
 */
export const compensatedSum = (values: Float64Array, size: number): number => {
  let sum = 0
  let lost = 0
  for (let i = 0; i < size; i++) {
    const value = values[i]
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + lost
}

/**
 * Returns the inner product of the first `size` entries, added in index order.
 *
 * Requires: finite entries.
 * Cost: O(size), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const dot = (left: Float64Array, right: Float64Array, size: number): number => {
  let sum = 0
  for (let i = 0; i < size; i++) sum += left[i] * right[i]
  return sum
}
