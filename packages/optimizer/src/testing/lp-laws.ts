import type { Law } from '@stageroute/numeric'
import type { LinearProgram } from '../program'
import type { LpSolver, SolverResult } from '../solver'
import { stateSimplex } from '../state-program'
import { demand, demandClose } from './check'
import { degenerateSimplices, type NamedProgram } from './degenerate'
import { drawSimplex } from './draw'
import { linearZoo } from './linear-zoo'
import { dualBound, infeasibility, objectiveAt, slackness } from './measure'
import type { SolverLawOptions } from './options'

type Named = NamedProgram<LinearProgram>

/** The zoo, the corners of the domain, and random routing programs. */
const programs = ({ seed, programs: count }: SolverLawOptions): ReadonlyArray<Named> => [
  ...linearZoo,
  ...degenerateSimplices.map(({ name, program }) => ({ name, program: stateSimplex(program) })),
  ...Array.from({ length: count }, (_, i) => ({
    name: `program of seed ${seed + i}`,
    program: stateSimplex(drawSimplex(seed + i, 1 + (i % 12)))
  }))
]

/** Checks every program that the solver calls optimal. */
const forOptimal = (
  solver: LpSolver,
  options: SolverLawOptions,
  check: (named: Named, result: SolverResult) => void
): void =>
  programs(options).forEach((named) => {
    const result = solver.solveLp(named.program)
    if (result.termination._tag === 'optimal') check(named, result)
  })

/** What a linear solver owes. */
export const lpLaws = (solver: LpSolver, options: SolverLawOptions): ReadonlyArray<Law> => [
  {
    name: 'linear: tells optimal, infeasible and unbounded apart, with the known optimum',
    check: () =>
      linearZoo.forEach(({ name, program, termination, objective }) => {
        const result = solver.solveLp(program)
        demand(result.termination._tag === termination, `${name}: expected ${termination}`, result)
        if (objective === undefined) return
        demandClose(result.objective, objective, options.objective, name, result)
      })
  },
  {
    name: 'linear: an optimum respects bounds and rows and earns its objective',
    check: () =>
      forOptimal(solver, options, ({ name, program }, result) => {
        const { primal, objective } = result
        const evidence = { program, result }
        demand(primal.length === program.columns, `${name}: one value per column`, evidence)
        demand(
          infeasibility(program, primal) <= options.feasibility,
          `${name}: infeasible`,
          evidence
        )
        demandClose(objectiveAt(program, primal), objective, options.objective, name, evidence)
      })
  },
  {
    name: 'linear: row prices have the sign of their side and prove the optimum',
    check: () =>
      forOptimal(solver, options, ({ name, program }, result) => {
        const { rowPrice, objective } = result
        const evidence = { program, result }
        demand(rowPrice.length === program.rows, `${name}: one price per row`, evidence)
        const bound = dualBound(program, rowPrice, options.objective)
        const slack = options.objective * (1 + program.rows + program.columns)
        demandClose(bound, objective, slack, `${name}: bound of the prices`, evidence)
      })
  },
  {
    name: 'linear: what has a price, or a reduced reward, lies at the side it pushes against',
    check: () =>
      forOptimal(solver, options, ({ name, program }, result) => {
        const open = slackness(program, result.primal, result.rowPrice)
        demand(open <= options.objective, `${name}: ${open} is lost`, { program, result })
      })
  },
  {
    name: 'linear: other sides earn no more than the prices say',
    check: () =>
      forOptimal(solver, options, ({ name, program }, result) =>
        [-0.01, 0.01].forEach((more) => {
          const changed = { ...program, rowUpper: program.rowUpper.map((side) => side + more) }
          const { termination, objective } = solver.solveLp(changed)
          if (termination._tag !== 'optimal') return
          const worth = result.rowPrice.reduce((sum, price) => sum + Math.max(0, price) * more, 0)
          const slack = options.objective * (1 + program.rows + program.columns)
          const evidence = { program, result, changed, objective }
          demand(objective <= result.objective + worth + slack, `${name}, by ${more}`, evidence)
        })
      )
  },
  {
    name: 'linear: the bound of an optimum is its objective',
    check: () =>
      forOptimal(solver, options, ({ name, program }, result) =>
        demandClose(result.bound, result.objective, options.objective, name, { program, result })
      )
  }
]
