import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  invalidSnapshot,
  openSnapshot,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from './snapshot'

/**
 * Opens a document for statistics that it is to replace: first its form, then, by `findProblem`, whether its numbers can be what they are said to be.
 * Only what passes both is handed to `write`, so nothing is half replaced.
 *
 * Errors: `InvalidSnapshot` with the first field that is wrong.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreChecked = <A>(
  statistics: A,
  document: unknown,
  layout: SnapshotLayout,
  findProblem: (statistics: A, snapshot: Snapshot) => InvalidSnapshot | undefined,
  write: (snapshot: Snapshot) => void
): E.Either<InvalidSnapshot, A> =>
  pipe(
    openSnapshot(document, layout),
    E.chain((snapshot) => {
      const problem = findProblem(statistics, snapshot)
      if (problem !== undefined) return E.left(problem)
      write(snapshot)
      return E.right(statistics)
    })
  )

/**
 * Tells whether a number counts something.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/**
 * Returns the first figure that is not what the statistics to be restored into have, if any.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const findOtherShape = (
  { figures }: Snapshot,
  expected: Readonly<Record<string, number>>
): InvalidSnapshot | undefined => {
  const name = Object.keys(expected).find((key) => figures[key] !== expected[key])
  return name === undefined
    ? undefined
    : invalidSnapshot(`figures.${name}`, `${figures[name]}, here it is ${expected[name]}`)
}

/**
 * Returns the first of the figures that counts nothing, if any.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const findNoCount = (
  { figures }: Snapshot,
  names: ReadonlyArray<string>
): InvalidSnapshot | undefined => {
  const name = names.find((key) => !isCount(figures[key]))
  return name === undefined
    ? undefined
    : invalidSnapshot(`figures.${name}`, `${figures[name]} is no count`)
}

/**
 * Returns the first entry of a column that cannot be, if any.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const findBadEntry = (
  { columns }: Snapshot,
  name: string,
  isRight: (value: number, i: number) => boolean,
  problem: string
): InvalidSnapshot | undefined => {
  const i = columns[name].findIndex((value, at) => !isRight(value, at))
  return i < 0
    ? undefined
    : invalidSnapshot(`columns.${name}[${i}]`, `${columns[name][i]} ${problem}`)
}

/** Whether two sums of the same terms, in whatever order, can be of them. */
export const isNear = (left: number, right: number, scale: number, slack: number): boolean =>
  Math.abs(left - right) <= slack * scale
