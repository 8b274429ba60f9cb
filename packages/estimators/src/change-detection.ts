import {
  changeThreshold,
  customaryChangeThreshold,
  provenChangeThreshold,
  type ChangeThreshold
} from './change-threshold'
import { bernoulliDivergence } from './kl'
import { addMoment, clearMoments, type Moments } from './moments'

/**
 * What a detector says of one more value.
 *
 * - `unchanged`: nothing against all values since the last restart having one mean.
 * - `changed`: they have not; the detector has forgotten the arm and starts over, and so should its statistics.
 * - `refused`: a value outside [0, scale] or not finite, or no such arm; it is counted and changes nothing.
 *
 * @category change
 * @since 0.1.0
 */
export const changeStatus = { unchanged: 0, changed: 1, refused: 2 } as const

/**
 * One of the values of {@link changeStatus}.
 *
 * @category change
 * @since 0.1.0
 */
export type ChangeStatus = (typeof changeStatus)[keyof typeof changeStatus]

/**
 * Sums of 1, 2, 4, ... values are kept, fifteen or sixteen of a size.
 *
 * @category change
 * @since 0.1.0
 */
export const bucketsPerLevel = 16
/**
 * Sizes of sums that are kept; enough for 2^43 values.
 *
 * @category change
 * @since 0.1.0
 */
export const levels = 40
const bucketsPerArm = bucketsPerLevel * levels

/**
 * A detector of changes of every arm's mean, by the generalised likelihood ratio of values in [0, 1]: sums of the past in buckets whose sizes
 * double with age, so that cuts between old values are few and cuts between recent ones are all there.
 *
 * What the buckets cost in power: with r values after a change, some kept cut has at least 15/16 r of them after it and none from before the
 * change, because a bucket of size 2^i is older than at least 15 (2^i - 1) values. A search over all cuts is sooner by a few per cent of the
 * delay (measured by a test). Values are treated as coins, which vary most; ones that vary less, as costs far below c_2 do, are watched with
 * the same guarantee but found later than they could be.
 *
 * Shape: 640 buckets per arm, 40 counts of them, one entry per arm in the others.
 *
 * @category change
 * @since 0.1.0
 */
export interface ChangeDetector {
  /** delta: the probability of ever raising an alarm on an arm that does not change, per restart. */
  readonly delta: number
  /** What values are divided by to be in [0, 1]: 1 for rewards, c_2 for costs. */
  readonly scale: number
  readonly threshold: ChangeThreshold
  readonly bucketSum: Float64Array
  readonly buckets: Uint8Array
  /** Values of each arm since its restart. */
  readonly pulls: Float64Array
  /** Their sum, in units of `scale`. */
  readonly sum: Float64Array
  /** Values that were refused. */
  rejected: number
  /** Of the last alarm: values before the cut. */
  pullsBefore: number
  /** Of the last alarm: values after the cut. */
  pullsAfter: number
  /** Of the last alarm: mean before the cut, in the unit of the values. */
  meanBefore: number
  /** Of the last alarm: mean after the cut; chosen with the cut, so a little further away from the one before than the true mean. */
  meanAfter: number
}

/**
 * Returns a detector for `size` arms that have not been observed.
 *
 * Requires: an integer `size >= 0`, `0 < delta < 1`, `scale > 0`.
 * Cost: O(size) time and memory, once; about 5.2 kB per arm.
 * Source: L. Besson, E. Kaufmann, O. Maillard, J. Seznec, JMLR 23 (2022) (GLR-klUCB); buckets as in A. Bifet, R. Gavalda, SDM 2007.
 *
 * @category change
 * @since 0.1.0
 * @example
 * import {
 *   changeStatus,
 *   changeThreshold,
 *   makeChangeDetector,
 *   observeForChange
 * } from '@stageroute/estimators'
 *
 * const detector = makeChangeDetector(1, 0.01, 1, changeThreshold.proven)
 * for (let i = 0; i < 100; i++) observeForChange(detector, 0, 1)
 * let seen = 1
 * while (observeForChange(detector, 0, 0) !== changeStatus.changed) seen++
 * seen // => 5
 * detector.pullsBefore // => 100
 */
export const makeChangeDetector = (
  size: number,
  delta: number,
  scale: number,
  threshold: ChangeThreshold
): ChangeDetector => ({
  delta,
  scale,
  threshold,
  bucketSum: new Float64Array(size * bucketsPerArm),
  buckets: new Uint8Array(size * levels),
  pulls: new Float64Array(size),
  sum: new Float64Array(size),
  rejected: 0,
  pullsBefore: 0,
  pullsAfter: 0,
  meanBefore: 0,
  meanAfter: 0
})

/**
 * Adds a value of an arm and returns whether its mean has changed since the last restart. On a change the place of it is written into the
 * detector and the arm starts over, without this value.
 *
 * What holds: on an arm whose values have one mean given their past, the probability of ever being told otherwise is at most `delta` from
 * each restart on, with the proven threshold. An arm that is never observed never changes: some exploration of every arm is the caller's.
 *
 * Unit: `value` in [0, scale].
 * Cost: O(log n), at most 16 cuts for each doubling, nearly all settled without a logarithm; no allocation.
 * Ties: of several cuts above their threshold, the one furthest above it.
 *
 * @category kernel
 * @since 0.1.0
 */
export const observeForChange = (
  detector: ChangeDetector,
  arm: number,
  value: number
): ChangeStatus => {
  const isArm = Number.isInteger(arm) && arm >= 0 && arm < detector.pulls.length
  // Comparisons with NaN are false.
  if (!isArm || !(value >= 0 && value <= detector.scale)) {
    detector.rejected++
    return changeStatus.refused
  }
  const scaled = value / detector.scale
  addToBuckets(detector, arm, scaled)
  detector.pulls[arm]++
  detector.sum[arm] += scaled
  if (!findChange(detector, arm)) return changeStatus.unchanged
  restartDetector(detector, arm)
  return changeStatus.changed
}

/**
 * Forgets an arm, as after a change.
 *
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const restartDetector = (detector: ChangeDetector, arm: number): void => {
  for (let i = 0; i < levels; i++) detector.buckets[arm * levels + i] = 0
  detector.pulls[arm] = 0
  detector.sum[arm] = 0
}

/**
 * Adds a value to an arm's moments, with a restart: where the detector finds a change, all the moments held is forgotten first, and the value
 * is the first of the new ones.
 *
 * Shape: entry `arm` of `moments` is the arm's.
 * Cost: that of {@link observeForChange}; no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const addMomentWithRestart = (
  detector: ChangeDetector,
  moments: Moments,
  arm: number,
  value: number
): ChangeStatus => {
  const status = observeForChange(detector, arm, value)
  if (status === changeStatus.changed) clearMoments(moments, arm)
  if (status !== changeStatus.refused) addMoment(moments, arm, value, 1)
  return status
}

/** A full level gives its two oldest buckets, as one, to the next. */
const addToBuckets = (detector: ChangeDetector, arm: number, value: number): void => {
  const { bucketSum, buckets } = detector
  let carried = value
  for (let level = 0; level < levels; level++) {
    const filled = buckets[arm * levels + level]
    const first = arm * bucketsPerArm + level * bucketsPerLevel
    if (filled < bucketsPerLevel) {
      bucketSum[first + filled] = carried
      buckets[arm * levels + level] = filled + 1
      return
    }
    const oldest = bucketSum[first] + bucketSum[first + 1]
    for (let i = 2; i < bucketsPerLevel; i++) bucketSum[first + i - 2] = bucketSum[first + i]
    bucketSum[first + bucketsPerLevel - 2] = carried
    buckets[arm * levels + level] = bucketsPerLevel - 1
    carried = oldest
  }
}

/** Looks at every kept cut, from the newest, and writes the one furthest above its threshold into the detector. */
const findChange = (detector: ChangeDetector, arm: number): boolean => {
  const { bucketSum, buckets } = detector
  const pulls = detector.pulls[arm]
  const sum = detector.sum[arm]
  const mean = sum / pulls
  const spread = mean * (1 - mean)
  if (!(spread > 0)) return false
  const floor = leastThreshold(detector, pulls)
  let best = 0
  let newer = 0
  let newerSum = 0
  let bucketSize = 1
  for (let level = 0; level < levels && newer < pulls; level++) {
    const first = arm * bucketsPerArm + level * bucketsPerLevel
    for (let i = buckets[arm * levels + level] - 1; i >= 0; i--) {
      newer += bucketSize
      newerSum += bucketSum[first + i]
      const older = pulls - newer
      const away = newerSum - newer * mean
      // kl(p, q) <= (p - q)^2 / (q (1 - q)) bounds the statistic from above, so most cuts need no logarithm.
      if (older > 0 && away * away * pulls > floor * spread * older * newer) {
        const excess = excessAt(detector, mean, pulls, sum, newer, newerSum)
        if (excess > best) {
          best = excess
          detector.pullsBefore = older
          detector.pullsAfter = newer
          detector.meanBefore = (detector.scale * (sum - newerSum)) / older
          detector.meanAfter = (detector.scale * newerSum) / newer
        }
      }
    }
    bucketSize *= 2
  }
  return best > 0
}

/** A threshold that no cut of so many values is below. */
const leastThreshold = (detector: ChangeDetector, pulls: number): number =>
  detector.threshold === changeThreshold.proven
    ? // Both older * newer and the weight of the place are least at a single older value.
      provenChangeThreshold(1, pulls > 1 ? pulls - 1 : 1, detector.delta)
    : customaryChangeThreshold(pulls, detector.delta)

const clipToUnit = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value)

/** By how much the statistic of one cut exceeds its threshold. */
const excessAt = (
  detector: ChangeDetector,
  mean: number,
  pulls: number,
  sum: number,
  newer: number,
  newerSum: number
): number => {
  const older = pulls - newer
  const olderMean = clipToUnit((sum - newerSum) / older)
  const newerMean = clipToUnit(newerSum / newer)
  const statistic =
    older * bernoulliDivergence(olderMean, mean) + newer * bernoulliDivergence(newerMean, mean)
  return (
    statistic -
    (detector.threshold === changeThreshold.proven
      ? provenChangeThreshold(older, newer, detector.delta)
      : customaryChangeThreshold(pulls, detector.delta))
  )
}
