import type { Law } from '@stageroute/numeric'
import type { LinearProgram, MixedIntegerProgram } from '../program'
import type { LpSolver, MipSolver, SolverResult } from '../solver'
import { demand } from './check'
import { integerZoo, linearZoo } from './linear-zoo'
import { lpLaws } from './lp-laws'
import { mipLaws } from './mip-laws'
import { defaultSolverLawOptions, type SolverLawOptions } from './options'

type Solver = LpSolver & MipSolver

/** Solves a program by every port that takes it. */
const solveAll = (solver: Solver, program: MixedIntegerProgram): ReadonlyArray<SolverResult> => [
  solver.solveLp(program),
  solver.solveMip(program)
]

const spoilt: MixedIntegerProgram = {
  ...linearZoo[1].program,
  objective: Float64Array.of(Number.NaN, 1)
}

const sharedLaws = (solver: Solver): ReadonlyArray<Law> => [
  {
    name: 'a program that is not one of numbers fails as a result, not as an exception',
    check: () =>
      solveAll(solver, spoilt).forEach((result) => {
        const isAnswer = result.termination._tag === 'optimal'
        demand(!isAnswer, 'a reward that is not a number has no optimum', result)
      })
  },
  {
    name: 'a program is read, not written',
    check: () =>
      [...linearZoo, ...integerZoo].forEach(({ name, program }) => {
        const before = JSON.stringify(program)
        solveAll(solver, program)
        demand(JSON.stringify(program) === before, `${name}: changed`, program)
      })
  },
  {
    name: 'the same program has the same answer, whatever was solved before',
    check: () => {
      const answers = (programs: ReadonlyArray<LinearProgram>): ReadonlyArray<string> =>
        programs.map((program) => JSON.stringify(solver.solveLp(program)))
      const programs = linearZoo.map(({ program }) => program)
      const backwards = [...answers([...programs].reverse())].reverse()
      demand(answers(programs).join() === backwards.join(), 'answers depend on order', backwards)
    }
  }
]

const exclusionLaw = (known: ReadonlyArray<Law>, { exclusions }: SolverLawOptions): Law => ({
  name: 'every exclusion names a law and gives a reason',
  check: () =>
    exclusions.forEach((exclusion) => {
      const isKnown = known.some(({ name }) => name === exclusion.law)
      demand(isKnown && exclusion.reason.trim() !== '', 'not an exclusion', exclusion)
    })
})

/**
 * Returns the laws that every implementation of `LpSolver` and `MipSolver` obeys: verdicts, feasibility, prices, wholeness and
 * bounds on programs with known answers, on the corners of the domain and on random ones. A solver is accepted by running them all.
 *
 * Errors: a law's `check` throws with the program and the answer that break it.
 * Cost: a few solves per program and law.
 *
 * @category law
 * @since 0.1.0
 * @example
 * import { loadHighsSolver } from '@stageroute/optimizer-highs'
 * import { solverLaws } from '@stageroute/optimizer/testing'
 *
 * const loaded = await loadHighsSolver()
 * const laws = loaded._tag === 'Right' ? solverLaws(loaded.right, { programs: 5 }) : []
 * laws.forEach(({ check }) => check())
 * laws.length > 0 // => true
 */
export const solverLaws = (
  solver: LpSolver & MipSolver,
  options: Partial<SolverLawOptions> = {}
): ReadonlyArray<Law> => {
  const settings = { ...defaultSolverLawOptions, ...options }
  const laws = [...lpLaws(solver, settings), ...mipLaws(solver, settings), ...sharedLaws(solver)]
  const isExcluded = ({ name }: Law): boolean => settings.exclusions.some(({ law }) => law === name)
  return [...laws.filter((law) => !isExcluded(law)), exclusionLaw(laws, settings)]
}
