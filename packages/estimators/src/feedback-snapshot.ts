import type * as E from 'fp-ts/Either'
import { maxRewardWeight } from './arm-table'
import type { FeedbackRegister } from './feedback'
import {
  findBadEntry,
  findNoCount,
  findOtherShape,
  isCount,
  restoreChecked
} from './snapshot-checks'
import {
  invalidSnapshot,
  makeSnapshot,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from './snapshot'

const counts = [
  'opened',
  'rewarded',
  'missing',
  'duplicate',
  'late',
  'unknown',
  'impossible',
  'refused'
] as const
const scalars = [...counts, 'accepted'] as const
const perDecision = ['arm', 'context', 'weight', 'state'] as const

const layout: SnapshotLayout = {
  kind: 'feedback-register',
  version: 1,
  figures: ['maxArms', 'maxOutstanding', ...scalars],
  columns: ['outstanding', ...perDecision],
  lengthOf: ({ maxArms, maxOutstanding }, column) =>
    column === 'outstanding' ? maxArms : maxOutstanding
}

const sizesOf = (register: FeedbackRegister) => ({
  maxArms: register.outstanding.length,
  maxOutstanding: register.state.length
})

/**
 * Returns the register as a document that can be kept as JSON.
 *
 * Cost: O(arms + decisions) time and memory.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const snapshotFeedback = (register: FeedbackRegister): Snapshot => {
  const figures = scalars.map((name) => [name, register[name]] as const)
  return makeSnapshot(
    layout,
    { ...sizesOf(register), ...Object.fromEntries(figures) },
    {
      outstanding: register.outstanding,
      arm: Float64Array.from(register.arm),
      context: Float64Array.from(register.context),
      weight: register.weight,
      state: Float64Array.from(register.state)
    }
  )
}

/** The counts follow from the decisions: what is outstanding from their states, the rest from the sum. */
const findBadCount = ({ figures, columns }: Snapshot): InvalidSnapshot | undefined => {
  const waiting = columns.outstanding.map(() => 0)
  let total = 0
  columns.state.forEach((state, place) => {
    if (place >= figures.opened || state !== 0) return
    waiting[columns.arm[place]]++
    total++
  })
  const arm = waiting.findIndex((count, at) => count !== columns.outstanding[at])
  if (arm >= 0)
    return invalidSnapshot(
      `columns.outstanding[${arm}]`,
      `${columns.outstanding[arm]}, there are ${waiting[arm]} such decisions`
    )
  return figures.opened === figures.rewarded + figures.missing + total
    ? undefined
    : invalidSnapshot('figures.opened', 'is not what was rewarded, is missing and is outstanding')
}

const findProblem = (
  register: FeedbackRegister,
  snapshot: Snapshot
): InvalidSnapshot | undefined => {
  const { figures, columns } = snapshot
  const arms = register.outstanding.length
  const isUsed = (place: number): boolean => place < figures.opened
  const isArm = (value: number): boolean => isCount(value) && value < arms
  const isContext = (value: number): boolean => value === -1 || isCount(value)
  const isWeight = (value: number): boolean => value >= 1 && value <= maxRewardWeight
  // Its place may have been given to a later decision since.
  const isPlace = isContext(figures.accepted) && figures.accepted < columns.state.length
  return (
    findOtherShape(snapshot, sizesOf(register)) ??
    findNoCount(snapshot, counts) ??
    findBadEntry(
      snapshot,
      'arm',
      (value, place) => (isUsed(place) ? isArm(value) : value === 0),
      'is no arm'
    ) ??
    findBadEntry(
      snapshot,
      'context',
      (value) => isContext(value | 0) && value === (value | 0),
      'is no context'
    ) ??
    findBadEntry(
      snapshot,
      'weight',
      (value, place) => (isUsed(place) ? isWeight(value) : value === 0),
      'is no weight'
    ) ??
    findBadEntry(snapshot, 'state', (value) => [0, 1, 2].includes(value), 'is no state') ??
    (isPlace ? undefined : invalidSnapshot('figures.accepted', 'no such decision')) ??
    findBadCount(snapshot)
  )
}

/**
 * Puts a snapshot in the place of everything in a register of the same size, and returns the register; refuses what `snapshotFeedback`
 * cannot have written and then changes nothing.
 *
 * Errors: `InvalidSnapshot` with the first field that is wrong, and why; counts that are not those of the decisions are one.
 * Cost: O(arms + decisions).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreFeedback = (
  register: FeedbackRegister,
  document: unknown
): E.Either<InvalidSnapshot, FeedbackRegister> =>
  restoreChecked(register, document, layout, findProblem, (snapshot) => {
    for (const name of ['outstanding', ...perDecision] as const)
      register[name].set(snapshot.columns[name])
    for (const name of scalars) register[name] = snapshot.figures[name]
  })
