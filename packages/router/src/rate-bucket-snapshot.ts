import type * as E from 'fp-ts/Either'
import {
  findBadEntry,
  findNoCount,
  findOtherShape,
  makeSnapshot,
  restoreChecked,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from '@stageroute/estimators'
import { limitsPerArm, type RateBuckets } from './rate-bucket'

const perLimit = ['perMinute', 'burst', 'taken', 'since'] as const

const layout: SnapshotLayout = {
  kind: 'rate-buckets',
  version: 1,
  figures: ['limits', 'latest', 'backwards', 'impossible'],
  columns: perLimit,
  lengthOf: ({ limits }) => limits
}

/**
 * Returns the buckets, with their limits, as a document that can be kept as JSON.
 *
 * Cost: O(maxArms) time and memory.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const snapshotRateBuckets = (buckets: RateBuckets): Snapshot => {
  const { perMinute, burst, taken, since, latest, backwards, impossible } = buckets
  return makeSnapshot(
    layout,
    { limits: burst.length, latest, backwards, impossible },
    // JSON has no Infinity; no burst is 0.
    { perMinute, burst: burst.map((most) => (most < Infinity ? most : 0)), taken, since }
  )
}

const findProblem = ({ burst }: RateBuckets, snapshot: Snapshot): InvalidSnapshot | undefined => {
  const { figures, columns } = snapshot
  const isRate = (rate: number, i: number): boolean =>
    columns.burst[i] === 0 ? rate === 0 : rate > 0
  const isBurst = (most: number, i: number): boolean =>
    most === 0 || most >= (i % limitsPerArm === 0 ? 1 : Number.MIN_VALUE)
  const isTaken = (amount: number, i: number): boolean =>
    columns.burst[i] === 0 ? amount === 0 : amount >= 0
  return (
    findOtherShape(snapshot, { limits: burst.length }) ??
    findNoCount(snapshot, ['backwards', 'impossible']) ??
    findBadEntry(snapshot, 'burst', isBurst, 'is no burst') ??
    findBadEntry(snapshot, 'perMinute', isRate, 'is no rate of such a burst') ??
    findBadEntry(snapshot, 'taken', isTaken, 'cannot have been taken') ??
    findBadEntry(snapshot, 'since', (time) => time <= figures.latest, 'is after the latest time')
  )
}

/**
 * Puts a snapshot in the place of everything in buckets of the same size, limits included, and returns them; refuses what `snapshotRateBuckets` cannot
 * have written and then changes nothing. What was restored answers as what was kept; limits set afterwards take over what is owed.
 *
 * Requires: a clock that goes on where that of the snapshot was, such as the time of day; time that has passed meanwhile refills.
 * Errors: `InvalidSnapshot` with the first field that is wrong, and why.
 * Cost: O(maxArms).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreRateBuckets = (
  buckets: RateBuckets,
  document: unknown
): E.Either<InvalidSnapshot, RateBuckets> =>
  restoreChecked(buckets, document, layout, findProblem, ({ figures, columns }) => {
    for (const name of perLimit) buckets[name].set(columns[name])
    buckets.burst.forEach((most, limit) => {
      if (most === 0) buckets.burst[limit] = Infinity
    })
    buckets.latest = figures.latest
    buckets.backwards = figures.backwards
    buckets.impossible = figures.impossible
  })
