import type { ChangeDetector } from '../change-detection'
import {
  changeThreshold,
  customaryChangeThreshold,
  provenChangeThreshold
} from '../change-threshold'
import { bernoulliDivergence } from '../kl'

/** Sums of 1, 2, 4, ... values are kept, fifteen or sixteen of a size. */
export const bucketsPerLevel = 16
/** Sizes of sums that are kept; enough for 2^43 values. */
export const levels = 40
export const bucketsPerArm = bucketsPerLevel * levels

/** What is where in the buffer. */
export const carried = 0
const least = 1
const sumAfter = 2
const excess = 3

/** A full level gives its two oldest buckets, as one, to the next. */
export const addToBuckets = (detector: ChangeDetector, arm: number): void => {
  const { bucketSum, buckets, work } = detector
  for (let level = 0; level < levels; level++) {
    const filled = buckets[arm * levels + level]
    const first = arm * bucketsPerArm + level * bucketsPerLevel
    if (filled < bucketsPerLevel) {
      bucketSum[first + filled] = work[carried]
      buckets[arm * levels + level] = filled + 1
      return
    }
    const oldest = bucketSum[first] + bucketSum[first + 1]
    for (let i = 2; i < bucketsPerLevel; i++) bucketSum[first + i - 2] = bucketSum[first + i]
    bucketSum[first + bucketsPerLevel - 2] = work[carried]
    buckets[arm * levels + level] = bucketsPerLevel - 1
    work[carried] = oldest
  }
}

/** Looks at every kept cut, from the newest, and writes the one furthest above its threshold into the detector. */
export const findChange = (detector: ChangeDetector, arm: number): boolean => {
  const { bucketSum, buckets, work } = detector
  const pulls = detector.pulls[arm]
  const mean = detector.sum[arm] / pulls
  const spread = mean * (1 - mean)
  if (!(spread > 0)) return false
  leastThresholdInto(detector, arm)
  const floor = work[least] * spread
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
      if (older > 0 && away * away * pulls > floor * older * newer) {
        work[sumAfter] = newerSum
        excessInto(detector, arm, newer)
        if (work[excess] > best) {
          best = work[excess]
          reportCut(detector, arm, newer)
        }
      }
    }
    bucketSize *= 2
  }
  return best > 0
}

/** Writes a threshold that no cut of an arm's values is below. */
const leastThresholdInto = (detector: ChangeDetector, arm: number): void => {
  const pulls = detector.pulls[arm]
  // Both older * newer and the weight of the place are least at a single older value.
  detector.work[least] =
    detector.threshold === changeThreshold.proven
      ? provenChangeThreshold(1, pulls > 1 ? pulls - 1 : 1, detector.delta)
      : customaryChangeThreshold(pulls, detector.delta)
}

const clipToUnit = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value)

/** Writes by how much the statistic of one cut exceeds its threshold. */
const excessInto = (detector: ChangeDetector, arm: number, newer: number): void => {
  const { work, delta } = detector
  const pulls = detector.pulls[arm]
  const sum = detector.sum[arm]
  const mean = sum / pulls
  const older = pulls - newer
  const olderMean = clipToUnit((sum - work[sumAfter]) / older)
  const newerMean = clipToUnit(work[sumAfter] / newer)
  const statistic =
    older * bernoulliDivergence(olderMean, mean) + newer * bernoulliDivergence(newerMean, mean)
  work[excess] =
    statistic -
    (detector.threshold === changeThreshold.proven
      ? provenChangeThreshold(older, newer, delta)
      : customaryChangeThreshold(pulls, delta))
}

const reportCut = (detector: ChangeDetector, arm: number, newer: number): void => {
  const { work, scale } = detector
  const older = detector.pulls[arm] - newer
  detector.pullsBefore = older
  detector.pullsAfter = newer
  detector.meanBefore = (scale * (detector.sum[arm] - work[sumAfter])) / older
  detector.meanAfter = (scale * work[sumAfter]) / newer
}
