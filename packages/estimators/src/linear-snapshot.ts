import type * as E from 'fp-ts/Either'
import { tolerance } from '@stageroute/numeric'
import { refreshLinear } from './internal/linear-inverse'
import {
  findBadEntry,
  findNoCount,
  findOtherShape,
  isCount,
  restoreChecked
} from './snapshot-checks'
import { makeLinearTable, type LinearTable } from './linear'
import {
  invalidSnapshot,
  makeSnapshot,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from './snapshot'

const matrices = ['gram', 'inverse'] as const
const vectors = ['response', 'theta'] as const
const scalars = ['rho', 'logDeterminant', 'touched', 'updates'] as const
const columnNames = [...matrices, ...vectors, ...scalars]

const isOneOf = (names: ReadonlyArray<string>, name: string): boolean => names.includes(name)

const layout: SnapshotLayout = {
  kind: 'linear-table',
  version: 1,
  figures: ['size', 'dimension', 'regularisation', 'factor', 'maxNorm', 'rejected'],
  columns: columnNames,
  lengthOf: ({ size, dimension }, column) =>
    isOneOf(matrices, column)
      ? size * dimension * dimension
      : isOneOf(vectors, column)
        ? size * dimension
        : size
}

/**
 * Returns the table as a document that can be kept as JSON.
 *
 * Cost: O(size * dimension^2) time and memory.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const snapshotLinear = (table: LinearTable): Snapshot => {
  const { size, dimension, regularisation, factor, maxNorm, rejected } = table
  return makeSnapshot(
    layout,
    { size, dimension, regularisation, factor, maxNorm, rejected },
    Object.fromEntries(columnNames.map((name) => [name, table[name]]))
  )
}

const findAsymmetry = (
  { columns, figures }: Snapshot,
  name: string
): InvalidSnapshot | undefined => {
  const { dimension } = figures
  const square = dimension * dimension
  const values = columns[name]
  const i = values.findIndex((value, at) => {
    const inside = at % square
    const row = Math.floor(inside / dimension)
    return value !== values[at - inside + (inside % dimension) * dimension + row]
  })
  return i < 0 ? undefined : invalidSnapshot(`columns.${name}[${i}]`, 'its matrix is not symmetric')
}

const largestOf = (values: Float64Array): number => {
  let largest = 0
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value)
  return largest
}

const derived = ['inverse', 'theta', 'logDeterminant'] as const

/** How large the terms are of which an arm's derived numbers are sums: rounding is relative to them. */
const scaleOf = (fresh: LinearTable, name: (typeof derived)[number], arm: number): number => {
  const { dimension, response, inverse, logDeterminant } = fresh
  const square = dimension * dimension
  const largest = largestOf(inverse.subarray(arm * square, (arm + 1) * square))
  if (name === 'inverse') return largest
  return name === 'theta'
    ? dimension * largest * largestOf(response.subarray(arm * dimension, (arm + 1) * dimension))
    : 1 + Math.abs(logDeterminant[arm])
}

/** Compares what is derived from G, b and rho with the same computed afresh; what is kept may have strayed by the rounding of some updates. */
const findStray = (snapshot: Snapshot): InvalidSnapshot | undefined => {
  const { size, dimension, regularisation, factor, maxNorm } = snapshot.figures
  const fresh = makeLinearTable({ size, dimension, regularisation, factor, maxNorm })
  for (const name of ['gram', 'response', 'rho'] as const) fresh[name].set(snapshot.columns[name])
  for (let arm = 0; arm < size; arm++)
    if (!refreshLinear(fresh, arm))
      return invalidSnapshot('columns.gram', `arm ${arm}: not positive definite`)
  for (const name of derived) {
    const kept = snapshot.columns[name]
    const slack = Array.from(
      { length: size },
      (_, arm) => tolerance.general * scaleOf(fresh, name, arm)
    )
    const perArm = kept.length / size
    const i = kept.findIndex(
      (value, at) => !(Math.abs(value - fresh[name][at]) <= slack[Math.floor(at / perArm)])
    )
    if (i >= 0)
      return invalidSnapshot(
        `columns.${name}[${i}]`,
        `${kept[i]}, the observations give ${fresh[name][i]}`
      )
  }
  return undefined
}

const findProblem = (table: LinearTable, snapshot: Snapshot): InvalidSnapshot | undefined => {
  const { size, dimension, regularisation, factor, maxNorm } = table
  const greatest = regularisation * (1 + tolerance.rounding)
  return (
    findOtherShape(snapshot, { size, dimension, regularisation, factor, maxNorm }) ??
    findNoCount(snapshot, ['rejected']) ??
    findBadEntry(snapshot, 'touched', isCount, 'is no count') ??
    findBadEntry(snapshot, 'updates', isCount, 'is no count') ??
    findBadEntry(
      snapshot,
      'rho',
      (rho) => rho >= regularisation / 2 && rho <= greatest,
      `is not between half of ${regularisation} and all of it`
    ) ??
    findAsymmetry(snapshot, 'gram') ??
    findAsymmetry(snapshot, 'inverse') ??
    findStray(snapshot)
  )
}

/**
 * Puts a snapshot in the place of everything in a table of the same shape, regularisation and factor, and returns the table; refuses what
 * `snapshotLinear` cannot have written, an inverse that is not one of what was observed among it, and then changes nothing. What was
 * restored is what was kept, to the last bit.
 *
 * Errors: `InvalidSnapshot` with the first field that is wrong, and why.
 * Cost: O(size * dimension^3).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreLinear = (
  table: LinearTable,
  document: unknown
): E.Either<InvalidSnapshot, LinearTable> =>
  restoreChecked(table, document, layout, findProblem, (snapshot) => {
    for (const name of columnNames) table[name].set(snapshot.columns[name])
    table.rejected = snapshot.figures.rejected
  })
