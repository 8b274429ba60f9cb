import * as E from 'fp-ts/Either'
import { addNumber, addWord, checksumOf, makeChecksum } from './checksum'

/**
 * Statistics as a plain document, made to be kept as JSON: text carries every double to the last bit.
 *
 * @category snapshot
 * @since 0.1.0
 */
export interface Snapshot {
  /** What was kept. */
  readonly kind: string
  /** The version of that kind's layout. */
  readonly version: number
  /** Single numbers, by name. */
  readonly figures: Readonly<Record<string, number>>
  /** Lists of numbers, by name. */
  readonly columns: Readonly<Record<string, ReadonlyArray<number>>>
  /** CRC-32 of all of the above. */
  readonly checksum: number
}

/**
 * What a kind of snapshot consists of.
 *
 * @category snapshot
 * @since 0.1.0
 */
export interface SnapshotLayout {
  readonly kind: string
  readonly version: number
  /** Names of the figures, in the order of the checksum. */
  readonly figures: ReadonlyArray<string>
  /** Names of the columns, in the order of the checksum. */
  readonly columns: ReadonlyArray<string>
  /** How long a column is, given the figures and its name. */
  readonly lengthOf: (figures: Readonly<Record<string, number>>, column: string) => number
}

/**
 * Why a snapshot was refused: which field is wrong and why.
 *
 * @category error
 * @since 0.1.0
 */
export interface InvalidSnapshot {
  readonly _tag: 'InvalidSnapshot'
  readonly field: string
  readonly problem: string
}

/**
 * Returns the refusal of a field.
 *
 * @category error
 * @since 0.1.0
 */
export const invalidSnapshot = (field: string, problem: string): InvalidSnapshot => ({
  _tag: 'InvalidSnapshot',
  field,
  problem
})

type Content = Pick<Snapshot, 'figures' | 'columns'>

const takeChecksum = (layout: SnapshotLayout, { figures, columns }: Content): number => {
  const checksum = makeChecksum()
  addWord(checksum, layout.kind)
  addNumber(checksum, layout.version)
  for (const name of layout.figures) addNumber(checksum, figures[name] ?? NaN)
  for (const name of layout.columns) {
    const column = columns[name] ?? []
    addNumber(checksum, column.length)
    for (const value of column) addNumber(checksum, value)
  }
  return checksumOf(checksum)
}

/** Minus zero becomes the zero that JSON would make of it. */
const toList = (column: Float64Array, length: number): ReadonlyArray<number> => {
  const list: Array<number> = []
  const end = Math.min(length, column.length)
  for (let i = 0; i < end; i++) list.push((column[i] as number) + 0)
  return list
}

/**
 * Returns the snapshot of figures and columns; of each column as many entries as the layout says.
 *
 * Requires: every name of the layout, finite numbers.
 * Cost: O(numbers) time and memory.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const makeSnapshot = (
  layout: SnapshotLayout,
  figures: Readonly<Record<string, number>>,
  columns: Readonly<Record<string, Float64Array>>
): Snapshot => {
  const lists = Object.fromEntries(
    layout.columns.map((name) => [
      name,
      toList(columns[name] ?? new Float64Array(0), layout.lengthOf(figures, name))
    ])
  )
  const content = { figures: { ...figures }, columns: lists }
  const checksum = takeChecksum(layout, content)
  return { kind: layout.kind, version: layout.version, ...content, checksum }
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const findMisnamed = (
  found: Fields,
  names: ReadonlyArray<string>,
  place: string
): InvalidSnapshot | undefined => {
  const missing = names.find((name) => !Object.hasOwn(found, name))
  if (missing !== undefined) return invalidSnapshot(`${place}${missing}`, 'missing')
  const unknown = Object.keys(found).find((name) => !names.includes(name))
  return unknown === undefined ? undefined : invalidSnapshot(`${place}${unknown}`, 'unknown')
}

const describe = (value: unknown): string => {
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

const findDifferent = (
  found: Fields,
  field: 'kind' | 'version',
  expected: string | number
): InvalidSnapshot | undefined =>
  found[field] === expected
    ? undefined
    : invalidSnapshot(field, `${describe(found[field])}, expected ${describe(expected)}`)

const findNoNumber = (
  found: Fields | ReadonlyArray<unknown>,
  toField: (key: string) => string
): InvalidSnapshot | undefined => {
  const wrong = Object.entries(found).find(([, value]) => !Number.isFinite(value))
  return wrong && invalidSnapshot(toField(wrong[0]), `${describe(wrong[1])} is no finite number`)
}

const findBadColumn = (
  columns: Fields,
  lengthOf: (name: string) => number
): InvalidSnapshot | undefined => {
  for (const [name, column] of Object.entries(columns)) {
    const field = `columns.${name}`
    if (!Array.isArray(column)) return invalidSnapshot(field, 'is no list')
    const length = lengthOf(name)
    if (column.length !== length)
      return invalidSnapshot(field, `has ${column.length} entries, expected ${length}`)
    const problem = findNoNumber(Array.from(column), (i) => `${field}[${i}]`)
    if (problem !== undefined) return problem
  }
  return undefined
}

const findProblem = (document: unknown, layout: SnapshotLayout): InvalidSnapshot | undefined => {
  if (!isFields(document)) return invalidSnapshot('(whole document)', 'is no object')
  const { figures, columns } = document
  const different =
    findDifferent(document, 'kind', layout.kind) ??
    findDifferent(document, 'version', layout.version) ??
    findMisnamed(document, ['kind', 'version', 'figures', 'columns', 'checksum'], '')
  if (different !== undefined) return different
  if (!isFields(figures)) return invalidSnapshot('figures', 'is no object')
  if (!isFields(columns)) return invalidSnapshot('columns', 'is no object')
  const problem =
    findMisnamed(figures, layout.figures, 'figures.') ??
    findNoNumber(figures, (name) => `figures.${name}`) ??
    findMisnamed(columns, layout.columns, 'columns.') ??
    findBadColumn(columns, (name) =>
      layout.lengthOf(figures as Readonly<Record<string, number>>, name)
    )
  if (problem !== undefined) return problem
  const expected = takeChecksum(layout, document as unknown as Content)
  return document.checksum === expected
    ? undefined
    : invalidSnapshot('checksum', `${describe(document.checksum)}, the content has ${expected}`)
}

/**
 * Returns the document as a snapshot of the layout, or why it is none: another kind or version, a name missing or unknown, a list of
 * another length, anything but finite numbers, a checksum that is not that of the content. Whether the numbers can be what they are said
 * to be is for the layout's owner to check.
 *
 * Errors: `InvalidSnapshot` with the first field that is wrong.
 * Cost: O(numbers).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const openSnapshot = (
  document: unknown,
  layout: SnapshotLayout
): E.Either<InvalidSnapshot, Snapshot> => {
  const problem = findProblem(document, layout)
  return problem === undefined ? E.right(document as Snapshot) : E.left(problem)
}
