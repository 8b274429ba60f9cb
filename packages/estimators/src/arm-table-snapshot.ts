import type * as E from 'fp-ts/Either'
import { maxRewardWeight, type ArmTable } from './arm-table'
import {
  findBadMoments,
  momentColumnNames,
  momentColumns,
  restoreMoments
} from './moments-snapshot'
import { restoreChecked } from './snapshot-checks'
import {
  invalidSnapshot,
  makeSnapshot,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from './snapshot'

/** What a table takes in a snapshot, for layouts that keep more beside it. */
export const tableFigureNames: ReadonlyArray<string> = ['size', 'rejected']

/** The columns of a table, each as long as there are arms. */
export const tableColumnNames: ReadonlyArray<string> = [
  ...momentColumnNames('reward'),
  ...momentColumnNames('cost'),
  'priorCost',
  'priorPulls'
]

const layout: SnapshotLayout = {
  kind: 'arm-table',
  version: 1,
  figures: tableFigureNames,
  columns: tableColumnNames,
  lengthOf: ({ size }) => size ?? 0
}

const rewardRange = { least: 0, greatest: 1, greatestWeight: maxRewardWeight }
const costRange = { least: 0, greatest: Infinity, greatestWeight: 1 }

/** The figures of a table by name. */
export const tableFigures = ({ size, rejected }: ArmTable): Readonly<Record<string, number>> => ({
  size,
  rejected
})

/** The columns of a table by name. */
export const tableColumns = (table: ArmTable): Readonly<Record<string, Float64Array>> => ({
  ...momentColumns('reward', table.reward),
  ...momentColumns('cost', table.cost),
  priorCost: table.priorCost,
  priorPulls: table.priorPulls
})

/**
 * Returns the table as a document that can be kept as JSON.
 *
 * Cost: O(arms) time and memory.
 *
 * @category snapshot
 * @since 0.1.0
 * @example
 * import { addArm, makeArmTable, observe, restoreTable, snapshotTable } from '@stageroute/estimators'
 *
 * const table = makeArmTable(4)
 * observe(table, addArm(table), 0.5, 0.002)
 * const text = JSON.stringify(snapshotTable(table))
 *
 * const other = makeArmTable(4)
 * restoreTable(other, JSON.parse(text))._tag // => 'Right'
 * other.reward.mean[0] // => 0.5
 *
 * const spoilt = restoreTable(other, JSON.parse(text.replace('0.5', '0.6')))
 * spoilt._tag === 'Left' && spoilt.left.field // => 'checksum'
 */
export const snapshotTable = (table: ArmTable): Snapshot =>
  makeSnapshot(layout, tableFigures(table), tableColumns(table))

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

const findNegative = ({ columns }: Snapshot, name: string): InvalidSnapshot | undefined => {
  const i = (columns[name] ?? []).findIndex((value) => value < 0)
  return i < 0 ? undefined : invalidSnapshot(`columns.${name}[${i}]`, 'is negative')
}

const findPriorOfNothing = ({ columns }: Snapshot): InvalidSnapshot | undefined => {
  const i = (columns.priorPulls ?? []).findIndex(
    (pulls, arm) => pulls === 0 && columns.priorCost?.[arm] !== 0
  )
  return i < 0 ? undefined : invalidSnapshot(`columns.priorCost[${i}]`, 'set, but worth no pulls')
}

/** Why a table with this room cannot hold what a snapshot says, or undefined. */
export const findBadTable = (table: ArmTable, snapshot: Snapshot): InvalidSnapshot | undefined => {
  const { size, rejected } = snapshot.figures
  const room = table.priorPulls.length
  if (size > room) return invalidSnapshot('figures.size', `${size} arms, there is room for ${room}`)
  if (!isCount(rejected)) return invalidSnapshot('figures.rejected', `${rejected} is no count`)
  return (
    findBadMoments('reward', snapshot, rewardRange) ??
    findBadMoments('cost', snapshot, costRange) ??
    findNegative(snapshot, 'priorCost') ??
    findNegative(snapshot, 'priorPulls') ??
    findPriorOfNothing(snapshot)
  )
}

/** Writes what {@link findBadTable} accepted. */
export const restoreTableColumns = (table: ArmTable, snapshot: Snapshot): void => {
  restoreMoments('reward', snapshot, table.reward)
  restoreMoments('cost', snapshot, table.cost)
  table.priorCost.fill(0)
  table.priorCost.set(snapshot.columns.priorCost ?? [])
  table.priorPulls.fill(0)
  table.priorPulls.set(snapshot.columns.priorPulls ?? [])
  table.size = snapshot.figures.size
  table.rejected = snapshot.figures.rejected
}

/**
 * Puts a snapshot in the place of everything in a table and returns the table; refuses what `snapshotTable` cannot have written and then
 * changes nothing. What was restored is what was kept, to the last bit.
 *
 * Errors: `InvalidSnapshot` with the first field that is wrong, and why; more arms than the table has room for is one.
 * Cost: O(arms).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreTable = (
  table: ArmTable,
  document: unknown
): E.Either<InvalidSnapshot, ArmTable> =>
  restoreChecked(table, document, layout, findBadTable, (snapshot) =>
    restoreTableColumns(table, snapshot)
  )
