/**
 * The sums behind predictable plug-in empirical-Bernstein confidence sequences of values in [0, 1], one entry per arm.
 *
 * Shape: arrays of the same length.
 *
 * @category statistics
 * @since 0.1.0
 */
export interface PlugIn {
  /** Values seen. */
  readonly count: Float64Array
  /** Their sum. */
  readonly sum: Float64Array
  /** Sum of squared distances from the running mean at their time. */
  readonly squares: Float64Array
  /** Sum of the bets lambda_i. */
  readonly bets: Float64Array
  /** Sum of lambda_i times the i-th value. */
  readonly betSum: Float64Array
  /** Sum of v_i psi(lambda_i), what the bets cost. */
  readonly penalty: Float64Array
  /** Largest lower bound so far, where bounds are intersected; else 0. */
  readonly lower: Float64Array
  /** Smallest upper bound so far, where bounds are intersected; else 1. */
  readonly upper: Float64Array
}

/**
 * Returns the sums of `size` entries without values.
 *
 * @category statistics
 * @since 0.1.0
 */
export const makePlugIn = (size: number): PlugIn => ({
  count: new Float64Array(size),
  sum: new Float64Array(size),
  squares: new Float64Array(size),
  bets: new Float64Array(size),
  betSum: new Float64Array(size),
  penalty: new Float64Array(size),
  lower: new Float64Array(size),
  upper: new Float64Array(size).fill(1)
})

const largestBet = 0.5

/**
 * Adds a value to entry `i`. Its bet and the mean that it is measured from depend on earlier values only: that is what makes the sequence
 * valid at every number of pulls, and the result depend on the order of values.
 *
 * Requires: `0 <= value <= 1`; `level > 0`, that at which the width is to be least (bounds may be asked for at any).
 * Cost: O(1), two logarithms and a root; no allocation.
 * Source: I. Waudby-Smith, A. Ramdas, JRSS-B 86 (2024), Theorem 2 with lambda of its Eq. (15): v_i psi(lambda_i) is
 * (x_i - mean_(i-1))^2 (-log(1 - lambda_i) - lambda_i), means and variances begin with one value of 1/2 and variance 1/4.
 *
 * @category kernel
 * @since 0.1.0
 */
export const addPlugIn = (plugIn: PlugIn, i: number, value: number, level: number): void => {
  const count = plugIn.count[i] + 1
  const earlierMean = (0.5 + plugIn.sum[i]) / count
  const earlierVariance = (0.25 + plugIn.squares[i]) / count
  const bet = Math.min(
    Math.sqrt((2 * level) / (earlierVariance * count * Math.log1p(count))),
    largestBet
  )
  const surprise = value - earlierMean
  plugIn.bets[i] += bet
  plugIn.betSum[i] += bet * value
  plugIn.penalty[i] += surprise * surprise * (-Math.log1p(-bet) - bet)
  plugIn.sum[i] += value
  plugIn.count[i] = count
  const distance = value - (0.5 + plugIn.sum[i]) / (count + 1)
  plugIn.squares[i] += distance * distance
}

/**
 * Returns the centre of the interval of entry `i`, the mean weighted by the bets.
 *
 * Requires: at least one value.
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const plugInCentre = (plugIn: PlugIn, i: number): number => plugIn.betSum[i] / plugIn.bets[i]

/**
 * Returns half the width of the interval of entry `i`: at all numbers of values together, the centre strays so far to one side with
 * probability at most exp(-level).
 *
 * Requires: at least one value.
 * Cost: O(1), no allocation.
 *
 * @category radius
 * @since 0.1.0
 */
export const plugInRadius = (plugIn: PlugIn, i: number, level: number): number =>
  (level + plugIn.penalty[i]) / plugIn.bets[i]

/**
 * Intersects the interval of entry `i` at a level with all before it. An empty intersection, which has a probability of at most
 * 2 exp(-level) unless the mean has changed, is given up for the interval of now.
 *
 * Requires: at least one value.
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const intersectPlugIn = (plugIn: PlugIn, i: number, level: number): void => {
  const centre = plugInCentre(plugIn, i)
  const radius = plugInRadius(plugIn, i, level)
  const lower = Math.max(plugIn.lower[i], centre - radius)
  const upper = Math.min(plugIn.upper[i], centre + radius)
  const isEmpty = lower > upper
  plugIn.lower[i] = isEmpty ? Math.max(0, centre - radius) : lower
  plugIn.upper[i] = isEmpty ? Math.min(1, centre + radius) : upper
}
