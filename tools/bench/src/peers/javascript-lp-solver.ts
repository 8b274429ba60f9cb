import solver from 'javascript-lp-solver'
import type { MixedIntegerProgram } from '@stageroute/optimizer'
import { entriesOf, isBoundImplied } from '../statement'
import type { Peer, Stated } from './peer'

type Side = { equal: number } | { max: number } | { min: number; max: number }

const sideOf = (lower: number, upper: number): Side =>
  lower === upper
    ? { equal: lower }
    : lower === -Infinity
      ? { max: upper }
      : { min: lower, max: upper }

/** Columns start at zero here too; an upper bound is a row of its own, unless it is that of a choice. */
const stateForJavascriptLpSolver = (program: MixedIntegerProgram, seconds: number): Stated => {
  const constraints: Record<string, Side> = {}
  for (let i = 0; i < program.rows; i++) {
    constraints[`r${i}`] = sideOf(program.rowLower[i] ?? 0, program.rowUpper[i] ?? 0)
  }
  const binaries: Record<string, 1> = {}
  const variables: Record<string, Record<string, number>> = {}
  for (let j = 0; j < program.columns; j++) {
    const column: Record<string, number> = { profit: program.objective[j] ?? 0 }
    for (const { row, coefficient } of entriesOf(program, j)) column[`r${row}`] = coefficient
    if (program.isInteger[j] === 1) binaries[`x${j}`] = 1
    else if (!isBoundImplied(program, j)) {
      constraints[`u${j}`] = { max: program.columnUpper[j] ?? Infinity }
      column[`u${j}`] = 1
    }
    variables[`x${j}`] = column
  }
  const model = {
    optimize: 'profit',
    opType: 'max' as const,
    constraints,
    variables,
    binaries,
    options: { timeout: seconds * 1000 }
  }
  return () => {
    const started = performance.now()
    const { feasible, result } = solver.Solve(model) as { feasible: boolean; result: number }
    // It does not say that it ran out of time, and gives the best point so far as if it were the optimum.
    const isCut = performance.now() - started >= seconds * 1000
    return feasible && !isCut ? result : Number.NaN
  }
}

export const javascriptLpSolver: Peer = {
  name: 'javascript-lp-solver',
  state: stateForJavascriptLpSolver
}
