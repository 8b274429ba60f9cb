import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { tolerance } from '@stageroute/numeric'
import { carriers, type MixAnswer, type SelectionAnswer, type SolverFailure } from './answer'
import type { BudgetedSelection } from './budgeted-selection'
import type { BudgetedSimplex } from './budgeted-simplex'
import { checkSelection, checkSimplex, type InvalidProgram } from './invalid-program'
import { priceSelection } from './solve'
import type { LpSolver, MipSolver, SolverResult } from './solver'
import { budgetRow, budgetScale, stateSelection, stateSimplex } from './state-program'

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

/**
 * Returns the optimal selection found by a general mixed-integer solver.
 *
 * Errors: as {@link solveBudgetedSimplexBy}.
 *
 * @category door
 * @since 0.1.0
 */
export const solveBudgetedSelectionBy =
  (solver: MipSolver) =>
  (program: BudgetedSelection): E.Either<InvalidProgram | SolverFailure, SelectionAnswer> =>
    pipe(
      checkSelection(program),
      E.chainW((valid) => answerSelectionBy(solver, valid))
    )

const failure = (solver: string, result: SolverResult): SolverFailure => ({
  _tag: 'SolverFailure',
  solver,
  problem:
    result.termination._tag === 'failed' ? result.termination.problem : result.termination._tag
})

/** The same programme with cost to minimise, scaled to order one, and no budget. */
const cheapest = <P extends BudgetedSimplex>(program: P): P => ({
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
    const massPrice = result.rowPrice[0]
    const capacityPrice = share.map((used, m) =>
      used > 0 ? Math.max(0, program.reward[m] - budgetPrice * program.cost[m] - massPrice) : 0
    )
    return E.right({ _tag: 'optimal', value: result.objective, share, budgetPrice, capacityPrice })
  }
  if (result.termination._tag !== 'infeasible') return E.left(failure(solver.name, result))
  const fallback = solver.solveLp(stateSimplex(cheapest(program)))
  return pipe(cheapestAnswer(solver.name, program, fallback, program.size))
}

const cheapestAnswer = (
  solver: string,
  program: BudgetedSimplex,
  result: SolverResult,
  size: number
): E.Either<SolverFailure, MixAnswer> => {
  if (result.termination._tag === 'infeasible') return E.right({ _tag: 'capacityInfeasible' })
  if (result.termination._tag !== 'optimal') return E.left(failure(solver, result))
  const share = result.primal.slice(0, size)
  const value = share.reduce((sum, used, m) => sum + used * program.reward[m], 0)
  return E.right({ _tag: 'budgetInfeasible', value, share })
}

/** A mixed-integer solver leaves shares of the size of its tolerance on arms it did not select. */
const roundedShare = (result: SolverResult, size: number): Float64Array =>
  result.primal
    .slice(0, size)
    .map((used, m) => (result.primal[size + m] > 0.5 && used > tolerance.general ? used : 0))

const answerSelectionBy = (
  solver: MipSolver,
  program: BudgetedSelection
): E.Either<SolverFailure, SelectionAnswer> => {
  const result = solver.solveMip(stateSelection(program))
  const isSolved = result.termination._tag === 'optimal'
  if (!isSolved && result.termination._tag !== 'infeasible') {
    return E.left(failure(solver.name, result))
  }
  const proof = { bound: result.bound, nodes: 0, isRelaxationExact: false }
  if (isSolved) {
    const share = roundedShare(result, program.size)
    const mix = priceSelection(program, share, result.objective)
    return E.right({ mix, selected: carriers(share), ...proof })
  }
  const noFixedCost = { ...cheapest(program), fixedCost: new Float64Array(program.size) }
  const fallback = solver.solveMip(stateSelection(noFixedCost))
  return pipe(
    cheapestAnswer(solver.name, program, fallback, program.size),
    E.map((mix) => ({
      mix,
      selected: mix._tag === 'budgetInfeasible' ? carriers(mix.share) : [],
      ...proof,
      bound: mix._tag === 'budgetInfeasible' ? mix.value : 0
    }))
  )
}
