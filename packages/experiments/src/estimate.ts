import type { Estimate } from '@stageroute/contracts'
import { invariant } from '@stageroute/numeric'
import { spreadOf } from '@stageroute/simulator'
import { studentQuantile } from './student'

/** Probability with which an interval covers the mean that it is for, were the values drawn from a normal distribution. */
const COVERAGE = 0.95

/**
 * Returns the mean of values drawn independently, one per seed, with its 95 % confidence interval.
 *
 * Requires: at least two values: one alone says nothing of its error.
 * Source: Student 1908, The probable error of a mean.
 *
 * @category interval
 * @since 0.1.0
 * @example
 * import { estimateMean } from '@stageroute/experiments'
 *
 * const { low, high } = estimateMean([1, 2, 3])
 * low.toFixed(2) // => '-0.48'
 * high.toFixed(2) // => '4.48'
 */
export const estimateMean = (values: ReadonlyArray<number>): Estimate => {
  invariant(values.length > 1, 'an interval needs two seeds')
  const { mean, sd } = spreadOf(values)
  const half = (studentQuantile(COVERAGE, values.length - 1) * sd) / Math.sqrt(values.length)
  return { mean, low: mean - half, high: mean + half }
}

/**
 * Returns the mean of `values - reference`, taken seed by seed, with its 95 % confidence interval. What a seed does to both alike cancels, so the
 * interval is narrower than that of two separate means.
 *
 * Requires: as many values as references, at least two.
 *
 * @category interval
 * @since 0.1.0
 */
export const estimateDifference = (
  values: ReadonlyArray<number>,
  reference: ReadonlyArray<number>
): Estimate => {
  invariant(values.length === reference.length, 'pairs are over the same seeds')
  return estimateMean(values.map((value, seed) => value - (reference[seed] ?? NaN)))
}
