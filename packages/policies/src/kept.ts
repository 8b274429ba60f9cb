import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  invalidSnapshot,
  makeSnapshot,
  openSnapshot,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from '@stageroute/estimators'

/**
 * A part of a policy that is kept and restored. Opening a document checks it and answers with what writes it, so that parts are written together
 * or not at all.
 *
 * @category snapshot
 * @since 0.1.0
 */
export interface Kept {
  readonly name: string
  readonly snapshot: () => unknown
  readonly open: (document: unknown) => E.Either<InvalidSnapshot, () => void>
}

const VERSION = 1

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Returns the parts of a policy as one document for JSON.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const snapshotParts = (policy: string, parts: ReadonlyArray<Kept>): unknown => ({
  policy,
  version: VERSION,
  parts: Object.fromEntries(parts.map(({ name, snapshot }) => [name, snapshot()]))
})

/**
 * Writes all parts of a document, or says what is wrong with the first that cannot be written, and writes none.
 *
 * Errors: `InvalidSnapshot`, its field below the part's name.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreParts = (
  policy: string,
  parts: ReadonlyArray<Kept>,
  document: unknown
): E.Either<InvalidSnapshot, void> => {
  if (!isRecord(document)) return E.left(invalidSnapshot('(whole document)', 'is no object'))
  const { parts: documents } = document
  if (document['policy'] !== policy)
    return E.left(invalidSnapshot('policy', `is not that of ${policy}`))
  if (document['version'] !== VERSION)
    return E.left(invalidSnapshot('version', `is not version ${VERSION}`))
  if (!isRecord(documents)) return E.left(invalidSnapshot('parts', 'is no object'))
  return pipe(
    parts,
    E.traverseArray(({ name, open }) =>
      pipe(
        open(documents[name]),
        E.mapLeft(({ field, problem }) => invalidSnapshot(`parts.${name}.${field}`, problem))
      )
    ),
    E.map((writes) => writes.forEach((write) => write()))
  )
}

/**
 * Plain numbers of a policy: how they are laid out, read, checked and written.
 *
 * @category snapshot
 * @since 0.1.0
 */
export interface KeptNumbers {
  readonly layout: SnapshotLayout
  readonly read: () => {
    readonly figures: Readonly<Record<string, number>>
    readonly columns: Readonly<Record<string, Float64Array>>
  }
  readonly findProblem: (snapshot: Snapshot) => InvalidSnapshot | undefined
  readonly write: (snapshot: Snapshot) => void
}

/**
 * Returns numbers as a part, named by the kind of their layout.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const keepNumbers = ({ layout, read, findProblem, write }: KeptNumbers): Kept => ({
  name: layout.kind,
  snapshot: () => {
    const { figures, columns } = read()
    return makeSnapshot(layout, figures, columns)
  },
  open: (document) =>
    pipe(
      openSnapshot(document, layout),
      E.chain((snapshot) => {
        const problem = findProblem(snapshot)
        return problem === undefined ? E.right(() => write(snapshot)) : E.left(problem)
      })
    )
})
