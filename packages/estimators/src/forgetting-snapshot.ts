import type * as E from 'fp-ts/Either'
import { maxRewardWeight } from './arm-table'
import type { Forgetting } from './forgetting'
import {
  findBadEntry,
  findNoCount,
  findOtherShape,
  isCount,
  restoreChecked
} from './snapshot-checks'
import {
  findBadMoments,
  momentColumnNames,
  momentColumns,
  restoreMoments
} from './moments-snapshot'
import { makeSnapshot, type InvalidSnapshot, type Snapshot, type SnapshotLayout } from './snapshot'

const layout: SnapshotLayout = {
  kind: 'forgetting',
  version: 1,
  figures: ['size', 'factor', 'rejected'],
  columns: [...momentColumnNames('value'), 'touched'],
  lengthOf: ({ size }) => size
}

/**
 * Returns discounted statistics as a document that can be kept as JSON.
 *
 * Cost: O(size) time and memory.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const snapshotForgetting = (forgetting: Forgetting): Snapshot => {
  const { factor, moments, touched, rejected } = forgetting
  return makeSnapshot(
    layout,
    { size: touched.length, factor, rejected },
    { ...momentColumns('value', moments), touched }
  )
}

const anyValue = { least: -Infinity, greatest: Infinity, greatestWeight: maxRewardWeight }

const findProblem = (
  { touched, factor }: Forgetting,
  snapshot: Snapshot
): InvalidSnapshot | undefined =>
  findOtherShape(snapshot, { size: touched.length, factor }) ??
  findNoCount(snapshot, ['rejected']) ??
  findBadEntry(snapshot, 'touched', isCount, 'is no count') ??
  findBadMoments('value', snapshot, anyValue)

/**
 * Puts a snapshot in the place of everything in discounted statistics of the same size and factor, and returns them; refuses what
 * `snapshotForgetting` cannot have written and then changes nothing. What was restored is what was kept, to the last bit.
 *
 * Errors: `InvalidSnapshot` with the first field that is wrong, and why.
 * Cost: O(size).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreForgetting = (
  forgetting: Forgetting,
  document: unknown
): E.Either<InvalidSnapshot, Forgetting> =>
  restoreChecked(forgetting, document, layout, findProblem, (snapshot) => {
    restoreMoments('value', snapshot, forgetting.moments)
    forgetting.touched.set(snapshot.columns.touched)
    forgetting.rejected = snapshot.figures.rejected
  })
