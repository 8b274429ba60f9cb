import type * as E from 'fp-ts/Either'
import { tolerance } from '@stageroute/numeric'
import type { ChangeDetector } from './change-detection'
import { bucketsPerArm, bucketsPerLevel, levels } from './internal/change-search'
import {
  findBadEntry,
  findNoCount,
  findOtherShape,
  isCount,
  isNear,
  restoreChecked
} from './snapshot-checks'
import {
  invalidSnapshot,
  makeSnapshot,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from './snapshot'

const alarm = ['pullsBefore', 'pullsAfter', 'meanBefore', 'meanAfter'] as const

const layout: SnapshotLayout = {
  kind: 'change-detector',
  version: 1,
  figures: ['size', 'delta', 'scale', 'threshold', 'rejected', ...alarm],
  columns: ['bucketSum', 'buckets', 'pulls', 'sum'],
  lengthOf: ({ size }, column) =>
    column === 'bucketSum' ? size * bucketsPerArm : column === 'buckets' ? size * levels : size
}

const shapeOf = ({ pulls, delta, scale, threshold }: ChangeDetector) => ({
  size: pulls.length,
  delta,
  scale,
  threshold
})

const isFilled = (buckets: ArrayLike<number>, place: number): boolean =>
  place % bucketsPerLevel < buckets[Math.floor(place / bucketsPerLevel)]

/**
 * Returns the detector as a document that can be kept as JSON.
 *
 * Cost: O(size) time and memory.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const snapshotDetector = (detector: ChangeDetector): Snapshot => {
  const { buckets, pulls, sum, rejected } = detector
  const figures = Object.fromEntries(alarm.map((name) => [name, detector[name]]))
  return makeSnapshot(
    layout,
    { ...shapeOf(detector), rejected, ...figures },
    {
      // Buckets that are not filled hold what was there before.
      bucketSum: detector.bucketSum.map((value, place) => (isFilled(buckets, place) ? value : 0)),
      buckets: Float64Array.from(buckets),
      pulls,
      sum
    }
  )
}

/** Each arm's buckets are of all its values and add up to their sum. */
const findBadTotal = ({ columns }: Snapshot): InvalidSnapshot | undefined => {
  for (let arm = 0; arm < columns.pulls.length; arm++) {
    let pulls = 0
    let sum = 0
    for (let level = 0; level < levels; level++)
      pulls += columns.buckets[arm * levels + level] * 2 ** level
    for (let i = 0; i < bucketsPerArm; i++) sum += columns.bucketSum[arm * bucketsPerArm + i]
    if (pulls !== columns.pulls[arm])
      return invalidSnapshot(
        `columns.pulls[${arm}]`,
        `${columns.pulls[arm]}, the buckets are of ${pulls}`
      )
    if (!isNear(sum, columns.sum[arm], pulls, tolerance.sums))
      return invalidSnapshot(
        `columns.sum[${arm}]`,
        `${columns.sum[arm]}, the buckets add up to ${sum}`
      )
  }
  return undefined
}

const findProblem = (detector: ChangeDetector, snapshot: Snapshot): InvalidSnapshot | undefined => {
  const { buckets } = snapshot.columns
  const { scale, meanBefore, meanAfter } = snapshot.figures
  const greatest = scale * (1 + tolerance.sums)
  const isMean = (mean: number): boolean => Math.abs(mean - scale / 2) <= greatest / 2
  const largest = (place: number): number =>
    isFilled(buckets, place)
      ? 2 ** (Math.floor(place / bucketsPerLevel) % levels) * (1 + tolerance.sums)
      : 0
  return (
    findOtherShape(snapshot, shapeOf(detector)) ??
    findNoCount(snapshot, ['rejected', 'pullsBefore', 'pullsAfter']) ??
    (isMean(meanBefore) ? undefined : invalidSnapshot('figures.meanBefore', 'is out of range')) ??
    (isMean(meanAfter) ? undefined : invalidSnapshot('figures.meanAfter', 'is out of range')) ??
    findBadEntry(
      snapshot,
      'buckets',
      (count) => isCount(count) && count <= bucketsPerLevel,
      `is no count of at most ${bucketsPerLevel}`
    ) ??
    findBadEntry(
      snapshot,
      'bucketSum',
      (value, place) => value >= 0 && value <= largest(place),
      'is no sum of so many values in [0, 1]'
    ) ??
    findBadTotal(snapshot)
  )
}

/**
 * Puts a snapshot in the place of everything in a detector of the same size, delta, scale and threshold, and returns the detector; refuses
 * what `snapshotDetector` cannot have written and then changes nothing. What was restored decides as what was kept.
 *
 * Errors: `InvalidSnapshot` with the first field that is wrong, and why.
 * Cost: O(size).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreDetector = (
  detector: ChangeDetector,
  document: unknown
): E.Either<InvalidSnapshot, ChangeDetector> =>
  restoreChecked(detector, document, layout, findProblem, (snapshot) => {
    for (const name of ['bucketSum', 'buckets', 'pulls', 'sum'] as const)
      detector[name].set(snapshot.columns[name])
    for (const name of alarm) detector[name] = snapshot.figures[name]
    detector.rejected = snapshot.figures.rejected
  })
