import { rounded } from '../rounding'
import type { ChartSource } from './chart'

/** Columns of a heat map: fewer than curves have points, as each has a width. */
const mostColumns = 80

/** Smaller shares are left blank. */
const leastShare = 0.0005

/** Places where columns end: each column takes in the same number of points, the first ones where they do not divide. */
export const columnEnds = (points: number): ReadonlyArray<number> => {
  const columns = Math.min(points, mostColumns)
  return Array.from({ length: columns }, (_, i) => Math.ceil(((i + 1) * points) / columns))
}

/** A coloured cell of a heat map. */
export type Cell = readonly [column: number, arm: number, share: number]

/** Mean share of the queries per column and arm, blank cells left out. */
export const cellsOf = (
  query: ReadonlyArray<number>,
  share: ReadonlyArray<number>,
  arms: number
): ReadonlyArray<Cell> => {
  const cells: Cell[] = []
  const ends = columnEnds(query.length)
  ends.forEach((end, column) => {
    const from = ends[column - 1] ?? 0
    const queries = (query[end - 1] ?? 0) - (query[from - 1] ?? 0)
    for (let arm = 0; arm < arms; arm++) {
      let sum = 0
      for (let point = from; point < end; point++) {
        sum += (share[point * arms + arm] ?? 0) * ((query[point] ?? 0) - (query[point - 1] ?? 0))
      }
      if (sum >= leastShare * queries) cells.push([column, arm, Number((sum / queries).toFixed(3))])
    }
  })
  return cells
}

/** Cells as columns of numbers. */
export const sourceOf = (key: string, cells: ReadonlyArray<Cell>): ChartSource => ({
  key,
  columns: {
    column: cells.map(([column]) => column),
    arm: cells.map(([, arm]) => arm),
    share: cells.map(([, , share]) => rounded(share))
  }
})

/** Steps that a scale of shares ends on. */
const scaleStep = 0.1

/** Where the scale ends that the largest of the shares needs, at a tenth. */
export const scaleEnd = (cells: ReadonlyArray<ReadonlyArray<Cell>>): number => {
  const most = cells.flat().reduce((sofar, [, , share]) => Math.max(sofar, share), scaleStep)
  return Number((Math.ceil(most / scaleStep) * scaleStep).toFixed(1))
}
