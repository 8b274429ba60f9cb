import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { dot, tolerance } from '@stageroute/numeric'
import {
  capacityPrices,
  carriers,
  type MixAnswer,
  type SelectionAnswer,
  type SolverFailure
} from './answer'
import type { BudgetedSelection } from './budgeted-selection'
import type { BudgetedSimplex } from './budgeted-simplex'
import { checkSelection, checkSimplex, type InvalidProgram } from './invalid-program'
import { solveBudgetedSimplex } from './solve'
import { requestedAccuracy, type LpSolver, type MipSolver, type SolverResult } from './solver'
import { budgetRow, budgetScale, massRow, stateSelection, stateSimplex } from './state-program'

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
 * Returns the optimal selection found by a general mixed-integer solver; where that met its limit, the best one it had, which says that it is not
 * proved.
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
const bestOfCheapest = <P extends BudgetedSimplex>(
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

const cheapestAnswer = (
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

/** The prices of a mix are those of RouteOPT on the arms it uses, solved exactly; a mixed-integer solver has none. */
const pricedMix = (program: BudgetedSelection, share: Float64Array, value: number): MixAnswer => {
  const used = carriers(share)
  const pick = (values: Float64Array): Float64Array => Float64Array.from(used, (m) => values[m])
  const restricted = solveBudgetedSimplex({
    size: used.length,
    reward: pick(program.reward),
    cost: pick(program.cost),
    capacity: pick(program.capacity),
    budget: program.budget
  })
  // The solver's tolerance is wider than ours: what it calls feasible may miss the budget by more than rounding.
  if (E.isLeft(restricted) || restricted.right._tag !== 'optimal') {
    return { _tag: 'budgetInfeasible', value, share }
  }
  const { budgetPrice, capacityPrice: usedPrice, slack } = restricted.right
  const capacityPrice = new Float64Array(program.size)
  used.forEach((m, i) => (capacityPrice[m] = usedPrice[i]))
  return { _tag: 'optimal', value, share, budgetPrice, capacityPrice, slack }
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
  const { termination, objective } = result
  if (termination._tag === 'infeasible') return cheapestSelection(solver, program)
  const isProved = termination._tag === 'optimal'
  const hasPoint = isProved || (termination._tag === 'limit' && Number.isFinite(objective))
  if (!hasPoint) return E.left(failure(solver.name, result))
  const share = roundedShare(result, program.size)
  const mix = pricedMix(program, share, result.objective)
  return E.right({ mix, selected: carriers(share), ...proof, isProved, bound: result.bound })
}

/** The tree of a general solver is not ours to describe. */
const proof = { nodes: 0, isRelaxationExact: false, isProved: true } as const

/** The cheapest full mix of few enough arms, net of the fixed costs it would have to pay. */
const cheapestSelection = (
  solver: MipSolver,
  program: BudgetedSelection
): E.Either<SolverFailure, SelectionAnswer> => {
  const free = { ...cheapest(program), fixedCost: new Float64Array(program.size) }
  const result = bestOfCheapest(program, solver.solveMip(stateSelection(free)), (tied) =>
    solver.solveMip(stateSelection(tied))
  )
  return pipe(
    cheapestAnswer(solver.name, program, {
      ...result,
      primal: roundedShare(result, program.size)
    }),
    E.map((mix): SelectionAnswer => {
      if (mix._tag !== 'budgetInfeasible') return { mix, selected: [], bound: 0, ...proof }
      const selected = carriers(mix.share)
      const value = selected.reduce((net, m) => net - program.fixedCost[m], mix.value)
      return { mix: { ...mix, value }, selected, bound: value, ...proof }
    })
  )
}
