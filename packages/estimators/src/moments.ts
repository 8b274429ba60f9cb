/**
 * Running weighted moments of values, one entry per arm (or per cell of a larger table).
 *
 * An observation of weight w counts w times in the mean. A weight of 1 is the usual one; 1/q undoes that only a share q of the values is
 * looked at; fading ({@link fadeMoments}) lets old values count less.
 *
 * Shape: four arrays of the same length.
 * Unit: `mean` that of the values, `squares` its square; weights have none.
 *
 * @category statistics
 * @since 0.1.0
 */
export interface Moments {
  /** W, the sum of the weights: the number of observations where all weigh 1. */
  readonly weight: Float64Array
  /** The sum of the squared weights. */
  readonly weightSquares: Float64Array
  /** Weighted mean, 0 before the first observation. */
  readonly mean: Float64Array
  /** Weighted sum of squared distances from the mean; never negative. */
  readonly squares: Float64Array
}

/**
 * Returns the moments of `size` entries without observations.
 *
 * Requires: `size` is an integer of at least 0.
 * Cost: O(size) time and memory, once.
 *
 * @category statistics
 * @since 0.1.0
 * @example
 * import { addMoment, makeMoments, pullsOf, varianceOf } from '@stageroute/estimators'
 *
 * const moments = makeMoments(1)
 * addMoment(moments, 0, 0.25, 1)
 * addMoment(moments, 0, 0.75, 1)
 * moments.mean[0] // => 0.5
 * varianceOf(moments, 0) // => 0.0625
 * pullsOf(moments, 0) // => 2
 */
export const makeMoments = (size: number): Moments => ({
  weight: new Float64Array(size),
  weightSquares: new Float64Array(size),
  mean: new Float64Array(size),
  squares: new Float64Array(size)
})

/**
 * Adds one value of the given weight to entry `i`.
 *
 * Requires: `i` below the length, a finite value, `0 < weight < Infinity`.
 * Cost: O(1), one division, no allocation.
 * Source: B. P. Welford, Technometrics 4 (1962), with weights as in D. H. D. West, CACM 22 (1979).
 *
 * @category kernel
 * @since 0.1.0
 */
export const addMoment = (moments: Moments, i: number, value: number, weight: number): void => {
  const before = moments.weight[i]
  const after = before + weight
  moments.weight[i] = after
  moments.weightSquares[i] += weight * weight
  if (before === 0) {
    // Not w x / w, which may miss x by a bit; the zero turns -0 into the 0 that text can carry.
    moments.mean[i] = value + 0
    return
  }
  const distance = value - moments.mean[i]
  const step = (weight * distance) / after
  moments.mean[i] += step
  // step and distance have the same sign, so rounding never makes the sum of squares negative.
  moments.squares[i] += step * distance * before
}

/**
 * Returns the effective number of observations of entry `i`, W^2 / sum w^2: the number of equally weighted ones whose mean would vary as
 * much. It is the count itself, to the last bit, where every weight is 1, and 0 where nothing was observed.
 *
 * Cost: O(1), no allocation.
 * Source: L. Kish, Survey Sampling (1965), section 11.7.
 *
 * @category kernel
 * @since 0.1.0
 */
export const pullsOf = (moments: Moments, i: number): number => {
  const weight = moments.weight[i]
  const squares = moments.weightSquares[i]
  if (weight === squares) return weight
  return squares > 0 ? weight * (weight / squares) : 0
}

/**
 * Returns the weighted variance of entry `i`, `squares / W` (the biased one, dividing by n and not n - 1); 0 where nothing was observed.
 *
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const varianceOf = (moments: Moments, i: number): number => {
  const weight = moments.weight[i]
  return weight > 0 ? moments.squares[i] / weight : 0
}

/**
 * Lets everything seen so far at entry `i` count `factor` times; the mean and the variance stay as they are.
 *
 * Each observation becomes the fraction `factor` of one, so {@link pullsOf} falls by the same factor and is, for unit weights, the
 * discounted count N(gamma) of D-UCB. (Scaling each weight instead would multiply `weightSquares` by the square of the factor and leave
 * the effective number where it was, however long an arm is left alone.) A mean with weights gamma^k varies by at most what this count
 * says, because gamma^2k <= gamma^k.
 *
 * Requires: `0 <= factor <= 1`.
 * Cost: O(1), no allocation.
 * Source: A. Garivier, E. Moulines, ALT 2011, section 2.
 *
 * @category kernel
 * @since 0.1.0
 */
export const fadeMoments = (moments: Moments, i: number, factor: number): void => {
  moments.weight[i] *= factor
  moments.weightSquares[i] *= factor
  moments.squares[i] *= factor
  if (moments.weight[i] === 0) clearMoments(moments, i)
}

/**
 * Forgets everything about entry `i`.
 *
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const clearMoments = (moments: Moments, i: number): void => {
  moments.weight[i] = 0
  moments.weightSquares[i] = 0
  moments.mean[i] = 0
  moments.squares[i] = 0
}

/**
 * Writes the moments of two sets of observations taken together, entry by entry. Exchanging the two changes no bit of the result; grouping
 * three of them differently changes rounding only.
 *
 * Shape: `left`, `right` and `out` have the same length; `out` may be either of the others.
 * Cost: O(size), no allocation.
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, COMPSTAT 1982, 30-41.
 *
 * @category kernel
 * @since 0.1.0
 */
export const mergeMomentsInto = (left: Moments, right: Moments, out: Moments): void => {
  for (let i = 0; i < out.weight.length; i++) mergeEntryInto(left, right, i, out)
}

const mergeEntryInto = (left: Moments, right: Moments, i: number, out: Moments): void => {
  const a = left.weight[i]
  const b = right.weight[i]
  const weight = a + b
  if (weight === 0) {
    clearMoments(out, i)
    return
  }
  const distance = right.mean[i] - left.mean[i]
  // From the heavier side, so that neither order nor a light side far away costs accuracy; equal weights start from the lesser mean.
  const isFromLeft = a > b || (a === b && distance >= 0)
  const start = isFromLeft ? left.mean[i] : right.mean[i]
  const step = isFromLeft ? (b * distance) / weight : (-a * distance) / weight
  const squares = left.squares[i] + right.squares[i]
  const between = distance * distance * ((a * b) / weight)
  out.weight[i] = weight
  out.weightSquares[i] = left.weightSquares[i] + right.weightSquares[i]
  out.mean[i] = start + step
  out.squares[i] = squares + between
}
