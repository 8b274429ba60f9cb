import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  invalidSnapshot,
  openSnapshot,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from '@stageroute/estimators'

/** Opens a document for what it is to replace: first its form, then whether its numbers can be. Only what passes both is written. */
export const restoreChecked = <A>(
  place: A,
  document: unknown,
  layout: SnapshotLayout,
  findProblem: (place: A, snapshot: Snapshot) => InvalidSnapshot | undefined,
  write: (snapshot: Snapshot) => void
): E.Either<InvalidSnapshot, A> =>
  pipe(
    openSnapshot(document, layout),
    E.chain((snapshot) => {
      const problem = findProblem(place, snapshot)
      if (problem !== undefined) return E.left(problem)
      write(snapshot)
      return E.right(place)
    })
  )

/** Whether a number counts something. */
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/** Returns the first figure that is not what it has to be here, if any. */
export const findOtherFigure = (
  { figures }: Snapshot,
  expected: Readonly<Record<string, number>>
): InvalidSnapshot | undefined => {
  const name = Object.keys(expected).find((key) => figures[key] !== expected[key])
  return name === undefined
    ? undefined
    : invalidSnapshot(`figures.${name}`, `${figures[name]}, here it is ${expected[name]}`)
}

/** Returns the first of the figures that counts nothing, if any. */
export const findNoCount = (
  { figures }: Snapshot,
  names: ReadonlyArray<string>
): InvalidSnapshot | undefined => {
  const name = names.find((key) => !isCount(figures[key]))
  return name === undefined
    ? undefined
    : invalidSnapshot(`figures.${name}`, `${figures[name]} is no count`)
}

/** Returns the first entry of a column that cannot be, if any. */
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
