import { maxRewardWeight } from './arm-table'
import { addMoment, clearMoments, fadeMoments, makeMoments, pullsOf, type Moments } from './moments'

/**
 * Statistics in which an observation counts `factor` times as much with every query that passes, whichever arm is routed to.
 *
 * The fading is lazy: an arm is brought up to date when it is observed or asked about, so a query costs nothing for the other arms.
 *
 * Shape: an entry per arm.
 *
 * @category forgetting
 * @since 0.1.0
 */
export interface Forgetting {
  /** gamma: what a query leaves of the weight of everything before it, in (0, 1]. */
  readonly factor: number
  /** Discounted statistics, each as of its entry in `touched`. */
  readonly moments: Moments
  /** The query up to which an arm's statistics have been faded. */
  readonly touched: Float64Array
  /** Observations that were refused. */
  rejected: number
}

/**
 * Returns discounted statistics of `size` arms without observations.
 *
 * Requires: `size` is an integer of at least 0, `0 < factor <= 1`.
 * Cost: O(size) time and memory, once.
 * Source: A. Garivier, E. Moulines, ALT 2011, section 2 (D-UCB); their choice for U changes in T queries is `1 - sqrt(U / T) / 4`.
 *
 * @category forgetting
 * @since 0.1.0
 * @example
 * import { discountedPulls, makeForgetting, observeDiscounted } from '@stageroute/estimators'
 *
 * const forgetting = makeForgetting(1, 0.5)
 * observeDiscounted(forgetting, 0, 0, 1, 0) // => true
 * observeDiscounted(forgetting, 0, 1, 1, 1) // => true
 * // The older of the two weighs half as much.
 * forgetting.moments.mean[0]?.toFixed(6) // => '0.666667'
 * discountedPulls(forgetting, 0, 1) // => 1.5
 * discountedPulls(forgetting, 0, 2) // => 0.75
 */
export const makeForgetting = (size: number, factor: number): Forgetting => ({
  factor,
  moments: makeMoments(size),
  touched: new Float64Array(size),
  rejected: 0
})

/** What weighs less is nothing; long before a weight is so small that it loses digits. */
const leastWeight = 2 ** -500

/**
 * Fades the statistics of an arm up to a query; earlier queries than the last one change nothing.
 *
 * Requires: an arm of the statistics.
 * Cost: O(1), one power, no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const fadeUntil = (forgetting: Forgetting, arm: number, query: number): void => {
  const elapsed = query - forgetting.touched[arm]
  if (!(elapsed > 0)) return
  const { moments } = forgetting
  fadeMoments(moments, arm, Math.pow(forgetting.factor, elapsed))
  if (moments.weight[arm] < leastWeight) clearMoments(moments, arm)
  forgetting.touched[arm] = query
}

/**
 * Adds a value observed for the decision of `query` and returns true; an impossible one (a value that is not finite, a weight outside
 * [1, {@link maxRewardWeight}], an arm or query that is no index) changes nothing but the count of rejected ones and returns false.
 *
 * Rewards may come out of order: one of an earlier query is added with the weight it would have by now.
 *
 * Unit: `value` in any unit, `query` a count of queries from 0.
 * Cost: O(1), one power, no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const observeDiscounted = (
  forgetting: Forgetting,
  arm: number,
  value: number,
  weight: number,
  query: number
): boolean => {
  const isArm = Number.isInteger(arm) && arm >= 0 && arm < forgetting.touched.length
  const isValue = Number.isFinite(value) && weight >= 1 && weight <= maxRewardWeight
  if (!isArm || !isValue || !Number.isInteger(query) || query < 0) {
    forgetting.rejected++
    return false
  }
  fadeUntil(forgetting, arm, query)
  const late = forgetting.touched[arm] - query
  if (late === 0) {
    addMoment(forgetting.moments, arm, value, weight)
    return true
  }
  // A fraction of an observation: its weight and the square of its weight shrink by the same factor, as those of one added in time do.
  addFadedMoment(forgetting, arm, value, weight, Math.pow(forgetting.factor, late))
  return true
}

const addFadedMoment = (
  forgetting: Forgetting,
  arm: number,
  value: number,
  weight: number,
  kept: number
): void => {
  const faded = weight * kept
  if (!(faded >= leastWeight)) return
  const { moments } = forgetting
  const squares = moments.weightSquares[arm]
  addMoment(moments, arm, value, faded)
  moments.weightSquares[arm] = squares + weight * weight * kept
}

/**
 * Returns the discounted number of observations of an arm as of a query, N(gamma): the sum of `factor^age` over its observations where all
 * weigh 1. It falls to 0 while an arm is left alone.
 *
 * Requires: an arm of the statistics, a query not before its last observation.
 * Cost: O(1), one power, no allocation.
 *
 * @category forgetting
 * @since 0.1.0
 */
export const discountedPulls = (forgetting: Forgetting, arm: number, query: number): number => {
  const elapsed = query - forgetting.touched[arm]
  const kept = elapsed > 0 ? Math.pow(forgetting.factor, elapsed) : 1
  return pullsOf(forgetting.moments, arm) * kept
}

/**
 * Returns the half width of a bound on a discounted mean, `range sqrt(level / (2 N(gamma)))`; the whole range without observations.
 *
 * What holds: the discounted mean is within this radius of the equally discounted mean of the arm's **true means at the times of its
 * observations**. For a number of pulls that depends on the past, at one query t and for any eta > 0, it fails with probability at most
 * `2 ceil(log n_t / log(1 + eta)) exp(-level (1 - eta^2 / 16))`, n_t the discounted number of all queries so far. If the arm changed D
 * queries ago, that true mean is up to `range factor^D / ((1 - factor) N(gamma))` away from today's, which the radius does not include.
 * The padding of D-UCB, `2 B sqrt(xi log n_t / N_t(gamma))` with xi > 1/2, is this radius at a level of `8 xi log n_t`.
 *
 * Unit: that of the values; `level` in nats.
 * Requires: `pulls >= 0`, `level >= 0`, values in an interval of length `range`.
 * Cost: O(1), no allocation.
 * Source: A. Garivier, E. Moulines, ALT 2011, Theorem 4 (self-normalised Hoeffding) with N(gamma^2) <= N(gamma); section 2 for the padding.
 *
 * @category forgetting
 * @since 0.1.0
 */
export const discountedRadius = (pulls: number, level: number, range: number): number => {
  if (!(pulls > 0)) return range
  const radius = range * Math.sqrt(level / (2 * pulls))
  return radius < range ? radius : range
}

/**
 * Returns the most by which the true mean that a discounted mean estimates may differ from today's, if the arm last changed `elapsed`
 * queries ago: `range min(1, factor^elapsed / ((1 - factor) N(gamma)))`.
 *
 * Requires: `0 < factor < 1`, `pulls >= 0`, `elapsed >= 0`, all weights 1.
 * Cost: O(1), one power, no allocation.
 * Source: A. Garivier, E. Moulines, ALT 2011, proof of Theorem 1: the weight of all older queries is at most factor^D / (1 - factor).
 *
 * @category forgetting
 * @since 0.1.0
 */
export const discountedBias = (
  factor: number,
  pulls: number,
  elapsed: number,
  range: number
): number => {
  const older = Math.pow(factor, elapsed) / (1 - factor)
  return older < pulls ? range * (older / pulls) : range
}
