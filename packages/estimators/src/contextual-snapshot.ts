import type * as E from 'fp-ts/Either'
import { tolerance } from '@stageroute/numeric'
import { maxRewardWeight } from './arm-table'
import type { ContextualTable, PooledMoments } from './contextual'
import {
  findBadEntry,
  findNoCount,
  findOtherShape,
  isNear,
  restoreChecked
} from './snapshot-checks'
import {
  findBadMoments,
  momentColumnNames,
  momentColumns,
  restoreMoments
} from './moments-snapshot'
import {
  invalidSnapshot,
  makeSnapshot,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from './snapshot'

const quantities = ['reward', 'cost'] as const
type Quantity = (typeof quantities)[number]

const totalNames = ['Seen', 'Within', 'SquaredWeights', 'UnitWeights'] as const

const layout: SnapshotLayout = {
  kind: 'contextual-table',
  version: 1,
  figures: ['size', 'contexts', 'maxArms', 'costMax', 'rejected'],
  columns: quantities.flatMap((quantity) => [
    ...momentColumnNames(`${quantity}Cell`),
    ...momentColumnNames(`${quantity}Whole`),
    ...totalNames.map((name) => quantity + name)
  ]),
  lengthOf: ({ contexts, maxArms }, column) =>
    /^(reward|cost)Cell/.test(column) ? contexts * maxArms : maxArms
}

const totalsOf = (
  pooled: PooledMoments
): Readonly<Record<(typeof totalNames)[number], Float64Array>> => ({
  Seen: pooled.seen,
  Within: pooled.within,
  SquaredWeights: pooled.cellSquares,
  UnitWeights: pooled.cellUnits
})

const columnsOf = (quantity: Quantity, pooled: PooledMoments) => ({
  ...momentColumns(`${quantity}Cell`, pooled.cells),
  ...momentColumns(`${quantity}Whole`, pooled.whole),
  ...Object.fromEntries(totalNames.map((name) => [quantity + name, totalsOf(pooled)[name]]))
})

/**
 * Returns the table as a document that can be kept as JSON.
 *
 * Cost: O(contexts * maxArms) time and memory.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const snapshotContextual = (table: ContextualTable): Snapshot =>
  makeSnapshot(
    layout,
    {
      size: table.size,
      contexts: table.reward.contexts,
      maxArms: table.reward.maxArms,
      costMax: table.cost.range,
      rejected: table.rejected
    },
    { ...columnsOf('reward', table.reward), ...columnsOf('cost', table.cost) }
  )

/** What an arm's cells add up to, in the order of the totals and then the weight of all. */
const addCells = (snapshot: Snapshot, quantity: Quantity, arm: number): ReadonlyArray<number> => {
  const { maxArms } = snapshot.figures
  const [weights, squaredWeights, , squares] = momentColumnNames(`${quantity}Cell`).map(
    (name) => snapshot.columns[name]
  )
  let [seen, within, ofSquares, units, weight] = [0, 0, 0, 0, 0]
  for (let cell = arm; cell < weights.length; cell += maxArms) {
    if (weights[cell] === 0) continue
    seen++
    within += squares[cell]
    ofSquares += weights[cell] * weights[cell]
    units += squaredWeights[cell] / weights[cell]
    weight += weights[cell]
  }
  return [seen, within, ofSquares, units, weight]
}

/** The totals of an arm are sums over its cells; within may be anything up to rounding of the values' squares. */
const findBadTotal = (snapshot: Snapshot, quantity: Quantity): InvalidSnapshot | undefined => {
  const { size, maxArms, costMax } = snapshot.figures
  const range = quantity === 'reward' ? 1 : costMax
  const columns = [...totalNames.map((name) => quantity + name), `${quantity}WholeWeight`]
  for (let arm = 0; arm < maxArms; arm++) {
    const sums = addCells(snapshot, quantity, arm)
    const weight = sums[4]
    if (arm >= size && weight > 0)
      return invalidSnapshot('figures.size', `${size}, yet arm ${arm} was observed`)
    const scales = [0, weight * range * range, weight * weight, sums[3], weight]
    const i = columns.findIndex(
      (name, at) => !isNear(snapshot.columns[name][arm], sums[at], scales[at], tolerance.sums)
    )
    if (i >= 0)
      return invalidSnapshot(
        `columns.${columns[i]}[${arm}]`,
        `${snapshot.columns[columns[i]][arm]}, its cells add up to ${sums[i]}`
      )
  }
  return undefined
}

const findBadQuantity = (snapshot: Snapshot, quantity: Quantity): InvalidSnapshot | undefined => {
  const isReward = quantity === 'reward'
  const range = {
    least: 0,
    greatest: isReward ? 1 : snapshot.figures.costMax,
    greatestWeight: isReward ? maxRewardWeight : 1
  }
  return (
    findBadMoments(`${quantity}Cell`, snapshot, range) ??
    findBadMoments(`${quantity}Whole`, snapshot, range) ??
    findBadEntry(snapshot, `${quantity}Within`, (value) => value >= 0, 'is negative') ??
    findBadTotal(snapshot, quantity)
  )
}

const findProblem = (table: ContextualTable, snapshot: Snapshot): InvalidSnapshot | undefined => {
  const { size } = snapshot.figures
  const { contexts, maxArms } = table.reward
  return (
    findOtherShape(snapshot, { contexts, maxArms, costMax: table.cost.range }) ??
    findNoCount(snapshot, ['size', 'rejected']) ??
    (size > maxArms
      ? invalidSnapshot('figures.size', `${size} arms, there is room for ${maxArms}`)
      : undefined) ??
    findBadQuantity(snapshot, 'reward') ??
    findBadQuantity(snapshot, 'cost')
  )
}

/**
 * Puts a snapshot in the place of everything in a table of the same contexts, arms and largest cost, and returns the table; refuses what
 * `snapshotContextual` cannot have written and then changes nothing. What was restored is what was kept, to the last bit.
 *
 * Errors: `InvalidSnapshot` with the first field that is wrong, and why; totals that are not those of the cells are one.
 * Cost: O(contexts * maxArms).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreContextual = (
  table: ContextualTable,
  document: unknown
): E.Either<InvalidSnapshot, ContextualTable> =>
  restoreChecked(table, document, layout, findProblem, (snapshot) => {
    for (const quantity of quantities) {
      restoreMoments(`${quantity}Cell`, snapshot, table[quantity].cells)
      restoreMoments(`${quantity}Whole`, snapshot, table[quantity].whole)
      const totals = totalsOf(table[quantity])
      for (const name of totalNames) totals[name].set(snapshot.columns[quantity + name])
    }
    table.size = snapshot.figures.size
    table.rejected = snapshot.figures.rejected
  })
