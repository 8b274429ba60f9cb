import type { LpSolver, MipSolver, SolverResult, Termination } from '../src'

/** A solver that ends every solve the same way, or in turn: programs are for real solvers. */
export const stubSolver = (...terminations: ReadonlyArray<Termination>): LpSolver & MipSolver => {
  let solves = 0
  const solve = ({ columns, rows }: { columns: number; rows: number }): SolverResult => ({
    termination: terminations[Math.min(solves++, terminations.length - 1)],
    objective: Number.NaN,
    bound: Number.NaN,
    primal: new Float64Array(columns),
    rowPrice: new Float64Array(rows)
  })
  return { name: 'stub', solveLp: solve, solveMip: solve }
}
