import type { ChangeThreshold } from './change-threshold'
import { addToBuckets, bucketsPerArm, carried, findChange, levels } from './internal/change-search'
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
  /** Buffer: numbers pass through it, so that none is boxed on its way from one function to another. */
  readonly work: Float64Array
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
  meanAfter: 0,
  work: new Float64Array(4)
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
  detector.work[carried] = value / detector.scale
  return addScaled(detector, arm)
}

const addScaled = (detector: ChangeDetector, arm: number): ChangeStatus => {
  detector.pulls[arm]++
  detector.sum[arm] += detector.work[carried]
  addToBuckets(detector, arm)
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
