import { solve, type Constraint } from 'yalps'
import type { MixedIntegerProgram } from '@stageroute/optimizer'
import { entriesOf, isBoundImplied } from '../statement'
import type { Peer, Stated } from './peer'

const constraintOf = (lower: number, upper: number): Constraint =>
  lower === upper
    ? { equal: lower }
    : lower === -Infinity
      ? { max: upper }
      : { min: lower, max: upper }

const profit = 'profit'

/** Columns start at zero in YALPS; an upper bound is a row of its own, unless it is that of a choice. */
const stateForYalps = (program: MixedIntegerProgram, seconds: number): Stated => {
  const constraints = new Map<string, Constraint>()
  for (let i = 0; i < program.rows; i++) {
    constraints.set(`r${i}`, constraintOf(program.rowLower[i] ?? 0, program.rowUpper[i] ?? 0))
  }
  const binaries: Array<string> = []
  const variables = Array.from({ length: program.columns }, (_, j) => {
    const entries = entriesOf(program, j).map(
      ({ row, coefficient }) => [`r${row}`, coefficient] as const
    )
    const column: Array<readonly [string, number]> = [
      [profit, program.objective[j] ?? 0],
      ...entries
    ]
    if (program.isInteger[j] === 1) binaries.push(`x${j}`)
    else if (!isBoundImplied(program, j)) {
      constraints.set(`u${j}`, { max: program.columnUpper[j] ?? Infinity })
      column.push([`u${j}`, 1])
    }
    return [`x${j}`, column] as const
  })
  const model = {
    direction: 'maximize',
    objective: profit,
    constraints,
    variables,
    binaries
  } as const
  return () => {
    const { status, result } = solve(model, { timeout: seconds * 1000, maxIterations: Infinity })
    return status === 'optimal' ? result : Number.NaN
  }
}

export const yalps: Peer = { name: 'yalps', state: stateForYalps }
