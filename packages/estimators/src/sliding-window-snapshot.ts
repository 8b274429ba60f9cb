import type * as E from 'fp-ts/Either'
import {
  findBadEntry,
  findNoCount,
  findOtherShape,
  isCount,
  restoreChecked
} from './snapshot-checks'
import { aggregateWindow, type SlidingWindow } from './sliding-window'
import { makeSnapshot, type InvalidSnapshot, type Snapshot, type SnapshotLayout } from './snapshot'

const perArm = ['start', 'older', 'newer'] as const

const layout: SnapshotLayout = {
  kind: 'sliding-window',
  version: 1,
  figures: ['size', 'length', 'rejected'],
  columns: ['value', 'query', ...perArm],
  lengthOf: ({ size, length }, column) =>
    column === 'value' || column === 'query' ? size * length : size
}

/** Places that no window holds are 0 in the document, whatever was there. */
const heldPlaces = (window: SlidingWindow, column: Float64Array): Float64Array => {
  const held = new Float64Array(column.length)
  for (let arm = 0; arm < window.start.length; arm++)
    for (let i = 0; i < window.older[arm] + window.newer[arm]; i++) {
      const place = arm * window.length + ((window.start[arm] + i) % window.length)
      held[place] = column[place]
    }
  return held
}

/**
 * Returns the windows as a document that can be kept as JSON. Of their values only: moments follow from them, to the last bit.
 *
 * Cost: O(size * length) time and memory.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const snapshotWindow = (window: SlidingWindow): Snapshot =>
  makeSnapshot(
    layout,
    { size: window.start.length, length: window.length, rejected: window.rejected },
    {
      value: heldPlaces(window, window.value),
      query: heldPlaces(window, window.query),
      start: window.start,
      older: window.older,
      newer: window.newer
    }
  )

const findProblem = (window: SlidingWindow, snapshot: Snapshot): InvalidSnapshot | undefined => {
  const { length } = window
  const { older } = snapshot.columns
  return (
    findOtherShape(snapshot, { size: window.start.length, length }) ??
    findNoCount(snapshot, ['rejected']) ??
    findBadEntry(snapshot, 'query', isCount, 'is no count') ??
    findBadEntry(snapshot, 'start', (i) => isCount(i) && i < length, 'is no place') ??
    findBadEntry(snapshot, 'older', isCount, 'is no count') ??
    findBadEntry(
      snapshot,
      'newer',
      (newer, arm) => isCount(newer) && newer + older[arm] <= length,
      'is no count of what the window can hold'
    )
  )
}

/**
 * Puts a snapshot in the place of everything in windows of the same size and length, and returns them; refuses what `snapshotWindow` cannot
 * have written and then changes nothing. What was restored answers as what was kept, to the last bit.
 *
 * Errors: `InvalidSnapshot` with the first field that is wrong, and why.
 * Cost: O(size * length).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreWindow = (
  window: SlidingWindow,
  document: unknown
): E.Either<InvalidSnapshot, SlidingWindow> =>
  restoreChecked(window, document, layout, findProblem, (snapshot) => {
    for (const name of ['value', 'query', ...perArm] as const)
      window[name].set(snapshot.columns[name])
    for (let arm = 0; arm < window.start.length; arm++) aggregateWindow(window, arm)
    window.rejected = snapshot.figures.rejected
  })
