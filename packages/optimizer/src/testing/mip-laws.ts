import type { Law } from '@stageroute/numeric'
import type { MixedIntegerProgram } from '../program'
import type { MipSolver, SolverResult } from '../solver'
import { stateSelection } from '../state-program'
import { demand, demandClose } from './check'
import { degenerateSelections, type NamedProgram } from './degenerate'
import { drawSelection } from './draw'
import { integerZoo, linearZoo } from './linear-zoo'
import { infeasibility, objectiveAt } from './measure'
import type { SolverLawOptions } from './options'

type Named = NamedProgram<MixedIntegerProgram>

/** Every how-many-eth of the many degenerate deployments is enough for a general solver. */
const SAMPLED = 7

const programs = ({ seed, programs: count }: SolverLawOptions): ReadonlyArray<Named> => [
  ...integerZoo,
  ...degenerateSelections
    .filter((_, i) => i % SAMPLED === 0)
    .map(({ name, program }) => ({ name, program: stateSelection(program) })),
  ...Array.from({ length: count }, (_, i) => ({
    name: `program of seed ${seed + i}`,
    program: stateSelection(drawSelection(seed + i, 1 + (i % 8)))
  }))
]

const forOptimal = (
  solver: MipSolver,
  options: SolverLawOptions,
  check: (named: Named, result: SolverResult) => void
): void =>
  programs(options).forEach((named) => {
    const result = solver.solveMip(named.program)
    if (result.termination._tag === 'optimal') check(named, result)
  })

const fraction = (program: MixedIntegerProgram, x: Float64Array): number =>
  x.reduce(
    (worst, value, j) =>
      program.isInteger[j] === 1 ? Math.max(worst, Math.abs(value - Math.round(value))) : worst,
    0
  )

/** What a mixed-integer solver owes. */
export const mipLaws = (solver: MipSolver, options: SolverLawOptions): ReadonlyArray<Law> => [
  {
    name: 'integer: tells optimal and infeasible apart, with the known optimum',
    check: () =>
      integerZoo.forEach(({ name, program, termination, objective }) => {
        const result = solver.solveMip(program)
        demand(result.termination._tag === termination, `${name}: expected ${termination}`, result)
        if (objective === undefined) return
        demandClose(result.objective, objective, options.objective, name, result)
      })
  },
  {
    name: 'integer: a program without whole columns is a linear one',
    check: () =>
      linearZoo.forEach(({ name, program, termination, objective }) => {
        const result = solver.solveMip(program)
        if (termination !== 'optimal' || objective === undefined) return
        demandClose(result.objective, objective, options.objective, name, result)
      })
  },
  {
    name: 'integer: an optimum respects bounds, rows and wholeness and earns its objective',
    check: () =>
      forOptimal(solver, options, ({ name, program }, result) => {
        const { primal, objective } = result
        const evidence = { program, result }
        demand(
          infeasibility(program, primal) <= options.feasibility,
          `${name}: infeasible`,
          evidence
        )
        demand(fraction(program, primal) <= options.feasibility, `${name}: not whole`, evidence)
        demandClose(objectiveAt(program, primal), objective, options.objective, name, evidence)
      })
  },
  {
    name: 'integer: the bound of an optimum is no less than its objective, and no more',
    check: () =>
      forOptimal(solver, options, ({ name, program }, result) =>
        demandClose(result.bound, result.objective, options.objective, name, { program, result })
      )
  }
]
