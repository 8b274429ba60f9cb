/**
 * The last `length` values of every arm, and their mean and variance in O(1), without a subtraction and hence without drift.
 *
 * Each arm has a ring of values. The older part of it carries, at every place, the moments of the values from there to the end of that
 * part; the newer part has running moments. What leaves, leaves at the old end, so nothing is ever taken out of a sum; when the older part
 * is used up, the newer one takes its place and its moments are computed afresh.
 *
 * Shape: `length` places per arm in the columns of values, one entry per arm in the others.
 *
 * @category forgetting
 * @since 0.1.0
 */
export interface SlidingWindow {
  /** w: most values that an arm keeps. */
  readonly length: number
  readonly value: Float64Array
  /** The query of each value. */
  readonly query: Float64Array
  /** Of the older part: mean of the values from this place to the part's end. */
  readonly suffixMean: Float64Array
  /** Of the older part: squared distances from that mean, summed. */
  readonly suffixSquares: Float64Array
  /** Where in the ring an arm's oldest value is. */
  readonly start: Float64Array
  /** Values in the older part. */
  readonly older: Float64Array
  /** Values in the newer part. */
  readonly newer: Float64Array
  readonly newerMean: Float64Array
  readonly newerSquares: Float64Array
  /** Observations that were refused. */
  rejected: number
}

/**
 * Returns empty windows of the last `length` values for `size` arms.
 *
 * Requires: integers, `size >= 0`, `length >= 1`.
 * Cost: O(size * length) time and memory, once; 32 bytes per value.
 * Source: A. Garivier, E. Moulines, ALT 2011, section 3 (SW-UCB); aggregation by two stacks, K. Tangwongsan, M. Hirzel, S. Schneider,
 *   DEBS 2017.
 *
 * @category forgetting
 * @since 0.1.0
 * @example
 * import { makeSlidingWindow, observeInWindow, windowMean, windowPulls } from '@stageroute/estimators'
 *
 * const window = makeSlidingWindow(1, 2)
 * observeInWindow(window, 0, 1, 0) // => true
 * observeInWindow(window, 0, 0.5, 1) // => true
 * observeInWindow(window, 0, 0.25, 2) // => true
 * windowMean(window, 0) // => 0.375
 * windowPulls(window, 0) // => 2
 */
export const makeSlidingWindow = (size: number, length: number): SlidingWindow => ({
  length,
  value: new Float64Array(size * length),
  query: new Float64Array(size * length),
  suffixMean: new Float64Array(size * length),
  suffixSquares: new Float64Array(size * length),
  start: new Float64Array(size),
  older: new Float64Array(size),
  newer: new Float64Array(size),
  newerMean: new Float64Array(size),
  newerSquares: new Float64Array(size),
  rejected: 0
})

/**
 * Adds a value observed at a query, dropping the arm's oldest where its window is full, and returns true; an impossible one (a value that is
 * not finite, an arm that is no index, a query that is no count) changes nothing but the count of rejected ones and returns false.
 *
 * Values are kept in the order in which they are added; a late reward is as new as the query it is added with.
 *
 * Cost: O(1) amortised, O(length) at worst, once in `length` observations; no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const observeInWindow = (
  window: SlidingWindow,
  arm: number,
  value: number,
  query: number
): boolean => {
  const isArm = Number.isInteger(arm) && arm >= 0 && arm < window.start.length
  if (!isArm || !Number.isFinite(value) || !Number.isInteger(query) || query < 0) {
    window.rejected++
    return false
  }
  const { length } = window
  if (window.older[arm] + window.newer[arm] === length) dropOldest(window, arm)
  const place = placeAt(window, arm, window.older[arm] + window.newer[arm])
  window.value[place] = value
  window.query[place] = query
  addToNewer(window, arm, value, ++window.newer[arm])
  return true
}

const dropOldest = (window: SlidingWindow, arm: number): void => {
  if (window.older[arm] === 0) turnOver(window, arm)
  const next = window.start[arm] + 1
  window.start[arm] = next < window.length ? next : 0
  window.older[arm]--
}

/** Makes the newer part the older one. */
const turnOver = (window: SlidingWindow, arm: number): void => {
  window.older[arm] = window.newer[arm]
  window.newer[arm] = 0
  aggregateWindow(window, arm)
}

const placeAt = (window: SlidingWindow, arm: number, i: number): number => {
  const offset = window.start[arm] + i
  return arm * window.length + (offset < window.length ? offset : offset - window.length)
}

/**
 * Computes the moments of both parts of an arm's window from its values: of every suffix of the older part, and of the newer one.
 *
 * Cost: O(length), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const aggregateWindow = (window: SlidingWindow, arm: number): void => {
  const { value, suffixMean, suffixSquares } = window
  const older = window.older[arm]
  let mean = 0
  let squares = 0
  for (let pulls = 1; pulls <= older; pulls++) {
    const place = placeAt(window, arm, older - pulls)
    const distance = value[place] - mean
    const step = distance / pulls
    mean += step
    squares += step * distance * (pulls - 1)
    suffixMean[place] = mean
    suffixSquares[place] = squares
  }
  window.newerMean[arm] = 0
  window.newerSquares[arm] = 0
  for (let pulls = 1; pulls <= window.newer[arm]; pulls++)
    addToNewer(window, arm, value[placeAt(window, arm, older + pulls - 1)], pulls)
}

const addToNewer = (window: SlidingWindow, arm: number, value: number, pulls: number): void => {
  const distance = value - window.newerMean[arm]
  const step = distance / pulls
  window.newerMean[arm] += step
  window.newerSquares[arm] += step * distance * (pulls - 1)
}

/**
 * Drops an arm's values from before a query, so that the window is one of queries, as in SW-UCB, and not only of the arm's own pulls.
 *
 * Requires: an arm of the window, values that were added in order of their queries.
 * Cost: O(1) amortised over the values dropped; no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const dropBefore = (window: SlidingWindow, arm: number, query: number): void => {
  const first = arm * window.length
  while (windowPulls(window, arm) > 0 && window.query[first + window.start[arm]] < query)
    dropOldest(window, arm)
}

/**
 * Returns the number of values in an arm's window.
 *
 * Cost: O(1), no allocation.
 *
 * @category forgetting
 * @since 0.1.0
 */
export const windowPulls = (window: SlidingWindow, arm: number): number =>
  window.older[arm] + window.newer[arm]

/**
 * Returns the mean of the values in an arm's window; 0 for an empty one.
 *
 * Cost: O(1), no allocation.
 *
 * @category forgetting
 * @since 0.1.0
 */
export const windowMean = (window: SlidingWindow, arm: number): number => {
  const pulls = windowPulls(window, arm)
  if (window.older[arm] === 0) return window.newerMean[arm]
  const older = window.suffixMean[arm * window.length + window.start[arm]]
  return older + ((window.newerMean[arm] - older) * window.newer[arm]) / pulls
}

/**
 * Returns the variance (the biased one, dividing by n) of the values in an arm's window; 0 for an empty one. Never negative.
 *
 * Cost: O(1), no allocation.
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, COMPSTAT 1982, for the two parts together.
 *
 * @category forgetting
 * @since 0.1.0
 */
export const windowVariance = (window: SlidingWindow, arm: number): number => {
  const pulls = windowPulls(window, arm)
  if (pulls === 0) return 0
  if (window.older[arm] === 0) return window.newerSquares[arm] / pulls
  const place = arm * window.length + window.start[arm]
  const distance = window.newerMean[arm] - window.suffixMean[place]
  const between = distance * distance * ((window.older[arm] * window.newer[arm]) / pulls)
  return (window.suffixSquares[place] + window.newerSquares[arm] + between) / pulls
}

/**
 * Returns the half width of a bound on an arm's mean from its window, `range sqrt(level / (2 n))`, n the values in the window; the whole
 * range for an empty one.
 *
 * What holds: where the arm has not changed during its window, at one query and for a number of values that depends on the past within at
 * most `n_max`, it fails with probability at most `2 ceil(log n_max / log(1 + eta)) exp(-level (1 - eta^2 / 16))` for any eta > 0. The
 * padding of SW-UCB, `B sqrt(xi log(min(t, tau)) / N)` with xi > 1/2, is this radius at a level of `2 xi log(min(t, tau))`.
 *
 * Unit: that of the values; `level` in nats.
 * Requires: `level >= 0`, values in an interval of length `range`.
 * Cost: O(1), no allocation.
 * Source: A. Garivier, E. Moulines, ALT 2011, Theorem 4 (self-normalised Hoeffding) and section 3.
 *
 * @category forgetting
 * @since 0.1.0
 */
export const windowRadius = (
  window: SlidingWindow,
  arm: number,
  level: number,
  range: number
): number => {
  const pulls = windowPulls(window, arm)
  if (pulls === 0) return range
  const radius = range * Math.sqrt(level / (2 * pulls))
  return radius < range ? radius : range
}
