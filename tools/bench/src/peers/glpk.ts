import type { GLPK, LP } from 'glpk.js/node'
import type { MixedIntegerProgram } from '@stageroute/optimizer'
import { entriesOf } from '../statement'
import type { Peer, Stated } from './peer'

const stateForGlpk = (glpk: GLPK, program: MixedIntegerProgram, seconds: number): Stated => {
  const boundOf = (lower: number, upper: number): { type: number; lb: number; ub: number } =>
    lower === upper
      ? { type: glpk.GLP_FX, lb: lower, ub: upper }
      : lower === -Infinity
        ? { type: glpk.GLP_UP, lb: 0, ub: upper }
        : { type: glpk.GLP_DB, lb: lower, ub: upper }
  const vars: Array<Array<{ name: string; coef: number }>> = Array.from(
    { length: program.rows },
    () => []
  )
  for (let j = 0; j < program.columns; j++) {
    for (const { row, coefficient } of entriesOf(program, j)) {
      vars[row]?.push({ name: `x${j}`, coef: coefficient })
    }
  }
  const columns = Array.from({ length: program.columns }, (_, j) => j)
  const isBinary = (j: number): boolean => program.isInteger[j] === 1
  const statement: LP = {
    name: 'bench',
    objective: {
      direction: glpk.GLP_MAX,
      name: 'profit',
      vars: columns.map((j) => ({ name: `x${j}`, coef: program.objective[j] ?? 0 }))
    },
    subjectTo: vars.map((row, i) => ({
      name: `r${i}`,
      vars: row,
      bnds: boundOf(program.rowLower[i] ?? 0, program.rowUpper[i] ?? 0)
    })),
    bounds: columns
      .filter((j) => !isBinary(j))
      .map((j) => ({
        name: `x${j}`,
        ...boundOf(program.columnLower[j] ?? 0, program.columnUpper[j] ?? 0)
      })),
    binaries: columns.filter(isBinary).map((j) => `x${j}`),
    options: { msglev: glpk.GLP_MSG_OFF, tmlim: Math.ceil(seconds), mipgap: 0 }
  }
  return () => {
    const { result } = glpk.solve(statement)
    return result.status === glpk.GLP_OPT ? result.z : Number.NaN
  }
}

/** GLPK is under the GPL: it is here to be measured against, in a private tool, and no package of ours may bring it along. */
export const loadGlpkPeer = async (): Promise<Peer> => {
  const { default: load } = await import('glpk.js/node')
  const glpk = await load()
  return { name: 'glpk.js', state: (program, seconds) => stateForGlpk(glpk, program, seconds) }
}
