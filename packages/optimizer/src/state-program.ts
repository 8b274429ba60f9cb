import type { BudgetedSelection } from './budgeted-selection'
import type { BudgetedSimplex } from './budgeted-simplex'
import type { LinearProgram, MixedIntegerProgram } from './program'

/** Row of `sum p = 1` in the stated programmes; the budget row follows. */
export const massRow = 0
export const budgetRow = 1

/**
 * The number that the budget row is divided by: solvers read rows with absolute tolerances, and costs per query are far below them.
 */
export const budgetScale = ({ size, cost, budget }: BudgetedSimplex): number => {
  let largest = Number.isFinite(budget) ? budget : 0
  for (let m = 0; m < size; m++) largest = Math.max(largest, cost[m])
  return largest > 0 ? largest : 1
}

/**
 * States RouteOPT for a general solver: one column per arm, the mass row, and the budget row scaled by {@link budgetScale}.
 */
export const stateSimplex = (program: BudgetedSimplex): LinearProgram => {
  const { size, reward, cost, capacity, budget } = program
  const scale = budgetScale(program)
  const rowIndex = new Int32Array(2 * size)
  const coefficient = new Float64Array(2 * size)
  for (let m = 0; m < size; m++) {
    rowIndex[2 * m + 1] = budgetRow
    coefficient[2 * m] = 1
    coefficient[2 * m + 1] = cost[m] / scale
  }
  return {
    columns: size,
    rows: 2,
    objective: reward.slice(0, size),
    columnLower: new Float64Array(size),
    columnUpper: capacity.slice(0, size),
    rowLower: Float64Array.of(1, -Infinity),
    rowUpper: Float64Array.of(1, budget / scale),
    columnStart: Int32Array.from({ length: size + 1 }, (_, m) => 2 * m),
    rowIndex,
    coefficient
  }
}

/**
 * States DeployOPT for a general solver: columns d then z; rows mass, budget, `sum z <= maxSelected`, and `d - capacity z <= 0` per arm.
 */
export const stateSelection = (program: BudgetedSelection): MixedIntegerProgram => {
  const { size, capacity, fixedCost, maxSelected } = program
  const mix = stateSimplex(program)
  const linkRow = 3
  const rowIndex: Array<number> = []
  const coefficient: Array<number> = []
  for (let m = 0; m < size; m++) {
    rowIndex.push(massRow, budgetRow, linkRow + m)
    coefficient.push(1, mix.coefficient[2 * m + 1], 1)
  }
  for (let m = 0; m < size; m++) {
    rowIndex.push(2, linkRow + m)
    coefficient.push(1, -capacity[m])
  }
  const starts = Int32Array.from({ length: 2 * size + 1 }, (_, j) =>
    j <= size ? 3 * j : 3 * size + 2 * (j - size)
  )
  return {
    columns: 2 * size,
    rows: linkRow + size,
    objective: Float64Array.from({ length: 2 * size }, (_, j) =>
      j < size ? mix.objective[j] : -fixedCost[j - size]
    ),
    columnLower: new Float64Array(2 * size),
    columnUpper: Float64Array.from({ length: 2 * size }, (_, j) => (j < size ? capacity[j] : 1)),
    rowLower: Float64Array.from({ length: linkRow + size }, (_, i) =>
      i === massRow ? 1 : -Infinity
    ),
    rowUpper: Float64Array.from(
      { length: linkRow + size },
      (_, i) => [1, mix.rowUpper[budgetRow], maxSelected][i] ?? 0
    ),
    columnStart: starts,
    rowIndex: Int32Array.from(rowIndex),
    coefficient: Float64Array.from(coefficient),
    isInteger: Uint8Array.from({ length: 2 * size }, (_, j) => (j < size ? 0 : 1))
  }
}
