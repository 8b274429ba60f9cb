import type * as E from 'fp-ts/Either'
import { refreshPrecision, type HierarchicalTable } from './hierarchical'
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

const matrices = ['gram', 'covariance'] as const
const vectors = ['response', 'mean'] as const
const scalars = ['pulls', 'sum'] as const
const common = ['center', 'spread'] as const
const columnNames = [...matrices, ...vectors, ...scalars, ...common]

const isOneOf = (names: ReadonlyArray<string>, name: string): boolean => names.includes(name)

const layout: SnapshotLayout = {
  kind: 'hierarchical-table',
  version: 1,
  figures: ['size', 'dimension', 'levelSpread', 'featureSpread', 'priorArms', 'rejected'],
  columns: columnNames,
  lengthOf: ({ size, dimension }, column) => {
    if (column === 'center') return dimension
    if (column === 'spread') return dimension * dimension
    if (isOneOf(matrices, column)) return size * dimension * dimension
    return isOneOf(vectors, column) ? size * dimension : size
  }
}

const shapeOf = ({ size, dimension, prior }: HierarchicalTable) => ({
  size,
  dimension,
  levelSpread: prior.levelSpread,
  featureSpread: prior.featureSpread,
  priorArms: prior.arms
})

/**
 * Returns the table as a document that can be kept as JSON.
 *
 * Cost: O(size dimension^2) time and memory.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const snapshotHierarchical = (table: HierarchicalTable): Snapshot =>
  makeSnapshot(
    layout,
    { ...shapeOf(table), rejected: table.rejected },
    Object.fromEntries(columnNames.map((name) => [name, table[name]]))
  )

const findProblem = (table: HierarchicalTable, snapshot: Snapshot): InvalidSnapshot | undefined =>
  findOtherShape(snapshot, shapeOf(table)) ??
  findNoCount(snapshot, ['rejected']) ??
  findBadEntry(snapshot, 'pulls', isCount, 'is no count') ??
  findBadEntry(
    snapshot,
    'sum',
    (sum, arm) => sum >= 0 && sum <= snapshot.columns['pulls'][arm],
    'is no sum of so many rewards'
  ) ??
  findIndefinite(table, snapshot)

/** The common covariance must have an inverse, or no arm could be updated. */
const findIndefinite = (
  { dimension }: HierarchicalTable,
  { columns }: Snapshot
): InvalidSnapshot | undefined =>
  refreshPrecision({
    dimension,
    spread: Float64Array.from(columns['spread']),
    precision: new Float64Array(dimension * dimension),
    factor: new Float64Array(dimension * dimension)
  })
    ? undefined
    : invalidSnapshot('columns.spread', 'is not positive definite')

/**
 * Puts a document in the place of everything a table of the same shape knows, or says why not and changes nothing.
 *
 * Errors: `InvalidSnapshot` with the first field that is wrong.
 * Cost: O(size dimension^2 + dimension^3).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreHierarchical = (
  table: HierarchicalTable,
  document: unknown
): E.Either<InvalidSnapshot, HierarchicalTable> =>
  restoreChecked(table, document, layout, findProblem, ({ figures, columns }) => {
    for (const name of columnNames) table[name].set(columns[name])
    table.rejected = figures['rejected']
    refreshPrecision(table)
  })
