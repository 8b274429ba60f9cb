import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { dot } from '@stageroute/numeric'
import { capacityPrices, type MixAnswer, type SolverFailure } from './answer'
import type { BudgetedSimplex } from './budgeted-simplex'
import { checkSimplex, type InvalidProgram } from './invalid-program'
import { requestedAccuracy, type LpSolver, type SolverResult } from './solver'
import { budgetRow, budgetScale, massRow, stateSimplex } from './state-program'

/**
 * Returns the optimal mix found by a general linear solver: the reference for the exact one.
 *
 * Errors: `InvalidProgram`; `SolverFailure` when the solver gave neither an optimum nor a proof that there is none.
 *
 * @category door
 * @since 0.1.0
 */
export const solveBudgetedSimplexBy =
  (solver: LpSolver) =>
  (program: BudgetedSimplex): E.Either<InvalidProgram | SolverFailure, MixAnswer> =>
    pipe(
      checkSimplex(program),
      E.chainW((valid) => answerSimplexBy(solver, valid))
    )

/** What is left of a result that is no answer. */
export const failure = (solver: string, result: SolverResult): SolverFailure => ({
  _tag: 'SolverFailure',
  solver,
  problem:
    result.termination._tag === 'failed' ? result.termination.problem : result.termination._tag
})

/** The same programme with cost to minimise, scaled to order one, and no budget. */
export const cheapest = <P extends BudgetedSimplex>(program: P): P => ({
  ...program,
  reward: program.cost.map((cost) => -cost / budgetScale(program)),
  budget: Infinity
})

const answerSimplexBy = (
  solver: LpSolver,
  program: BudgetedSimplex
): E.Either<SolverFailure, MixAnswer> => {
  const result = solver.solveLp(stateSimplex(program))
  const share = result.primal
  if (result.termination._tag === 'optimal') {
    const budgetPrice = result.rowPrice[budgetRow] / budgetScale(program)
    const capacityPrice = capacityPrices(program, share, budgetPrice, result.rowPrice[massRow])
    const slack = Math.max(0, program.budget - dot(program.cost, share, program.size))
    return E.right({
      _tag: 'optimal',
      value: result.objective,
      share,
      budgetPrice,
      capacityPrice,
      slack
    })
  }
  if (result.termination._tag !== 'infeasible') return E.left(failure(solver.name, result))
  const fallback = solver.solveLp(stateSimplex(cheapest(program)))
  const best = bestOfCheapest(program, fallback, (tied) => solver.solveLp(stateSimplex(tied)))
  return cheapestAnswer(solver.name, program, best)
}

/** Of all mixes as cheap as the one found, the one with the greatest reward: the programme itself with that cost as its budget. */
export const bestOfCheapest = <P extends BudgetedSimplex>(
  program: P,
  cheapestFound: SolverResult,
  solve: (tied: P) => SolverResult
): SolverResult => {
  if (cheapestFound.termination._tag !== 'optimal') return cheapestFound
  const leastCost = dot(program.cost, cheapestFound.primal, program.size)
  const slack = requestedAccuracy.feasibility * budgetScale(program)
  const tied = solve({ ...program, budget: leastCost + slack })
  return tied.termination._tag === 'optimal' ? tied : cheapestFound
}

export const cheapestAnswer = (
  solver: string,
  program: BudgetedSimplex,
  result: SolverResult
): E.Either<SolverFailure, MixAnswer> => {
  if (result.termination._tag === 'infeasible') return E.right({ _tag: 'capacityInfeasible' })
  if (result.termination._tag !== 'optimal') return E.left(failure(solver, result))
  const share = result.primal.slice(0, program.size)
  const value = share.reduce((sum, used, m) => sum + used * program.reward[m], 0)
  return E.right({ _tag: 'budgetInfeasible', value, share })
}
