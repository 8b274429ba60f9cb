import type {
  BudgetedSelection,
  BudgetedSimplex,
  LinearProgram,
  MixedIntegerProgram
} from '@stageroute/optimizer'

/** RouteOPT as every peer reads it: one column per arm, the mass row, the budget row. */
export const stateRoute = ({
  size,
  reward,
  cost,
  capacity,
  budget
}: BudgetedSimplex): MixedIntegerProgram => ({
  columns: size,
  rows: 2,
  objective: reward.slice(0, size),
  columnLower: new Float64Array(size),
  columnUpper: capacity.slice(0, size),
  rowLower: Float64Array.of(1, -Infinity),
  rowUpper: Float64Array.of(1, budget),
  columnStart: Int32Array.from({ length: size + 1 }, (_, m) => 2 * m),
  rowIndex: Int32Array.from({ length: 2 * size }, (_, k) => k % 2),
  coefficient: Float64Array.from({ length: 2 * size }, (_, k) =>
    k % 2 === 0 ? 1 : (cost[k >> 1] ?? 0)
  ),
  isInteger: new Uint8Array(size)
})

/** DeployOPT: shares, then choices; the rows of RouteOPT, the count of arms, and one link of share and choice per arm. */
export const stateDeploy = (program: BudgetedSelection): MixedIntegerProgram => {
  const { size, reward, cost, capacity, budget, maxSelected, fixedCost } = program
  const [mass, spend, count, link] = [0, 1, 2, 3] as const
  const columns = 2 * size
  const rows = link + size
  const rowIndex: Array<number> = []
  const coefficient: Array<number> = []
  for (let m = 0; m < size; m++) {
    rowIndex.push(mass, spend, link + m)
    coefficient.push(1, cost[m] ?? 0, 1)
  }
  for (let m = 0; m < size; m++) {
    rowIndex.push(count, link + m)
    coefficient.push(1, -(capacity[m] ?? 0))
  }
  const sides = [1, budget, maxSelected]
  return {
    columns,
    rows,
    objective: Float64Array.from({ length: columns }, (_, j) =>
      j < size ? (reward[j] ?? 0) : -(fixedCost[j - size] ?? 0)
    ),
    columnLower: new Float64Array(columns),
    columnUpper: Float64Array.from({ length: columns }, (_, j) => capacity[j] ?? 1),
    rowLower: Float64Array.from({ length: rows }, (_, i) => (i === mass ? 1 : -Infinity)),
    rowUpper: Float64Array.from({ length: rows }, (_, i) => sides[i] ?? 0),
    columnStart: Int32Array.from({ length: columns + 1 }, (_, j) =>
      j <= size ? 3 * j : 3 * size + 2 * (j - size)
    ),
    rowIndex: Int32Array.from(rowIndex),
    coefficient: Float64Array.from(coefficient),
    isInteger: Uint8Array.from({ length: columns }, (_, j) => (j < size ? 0 : 1))
  }
}

export interface Entry {
  readonly row: number
  readonly coefficient: number
}

/** The entries of a column. */
export const entriesOf = (
  { columnStart, rowIndex, coefficient }: LinearProgram,
  column: number
): ReadonlyArray<Entry> =>
  Array.from(
    { length: (columnStart[column + 1] ?? 0) - (columnStart[column] ?? 0) },
    (_, offset) => {
      const k = (columnStart[column] ?? 0) + offset
      return { row: rowIndex[k] ?? -1, coefficient: coefficient[k] ?? Number.NaN }
    }
  )

/**
 * Whether a row of the program already keeps a column below its upper bound: a link of share and choice does. Solvers without bounds of
 * their own are spared a row that says it again.
 */
export const isBoundImplied = (program: MixedIntegerProgram, column: number): boolean =>
  entriesOf(program, column).some(
    ({ row, coefficient }) => coefficient > 0 && program.rowUpper[row] === 0
  )
