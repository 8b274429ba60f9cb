import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { tolerance } from '@stageroute/numeric'
import type { MixAnswer, SelectionAnswer, SolverFailure } from './answer'
import type { BudgetedSelection } from './budgeted-selection'
import { findConflict } from './internal/limits'
import { anyCostProgram } from './internal/make-program'
import { checkRules, checkSelection, type InvalidProgram } from './invalid-program'
import { noRules, withoutMinimums, type RuledAnswer, type SelectionRules } from './ruled-selection'
import { solveFlooredSimplex } from './solve'
import { bestOfCheapest, cheapest, cheapestAnswer, failure } from './solve-general'
import type { MipSolver, SolverResult } from './solver'
import { stateRuledSelection } from './state-rules'

/**
 * Returns the optimal selection found by a general mixed-integer solver; where that met its limit, the best one it had, which says that it is not
 * proved.
 *
 * Errors: `InvalidProgram`; `SolverFailure` when the solver gave neither a selection nor a proof that there is none.
 *
 * @category door
 * @since 0.1.0
 */
export const solveBudgetedSelectionBy =
  (solver: MipSolver) =>
  (program: BudgetedSelection): E.Either<InvalidProgram | SolverFailure, SelectionAnswer> =>
    pipe(
      checkSelection(program),
      E.chainW((valid) => answerSelectionBy(solver, valid, noRules(valid.size)))
    )

/**
 * Returns the optimal selection under rules found by a general mixed-integer solver: the reference for `solveRuledSelection`.
 *
 * Errors: as {@link solveBudgetedSelectionBy}, of the rules too.
 *
 * @category door
 * @since 0.1.0
 */
export const solveRuledSelectionBy =
  (solver: MipSolver) =>
  (
    program: BudgetedSelection,
    rules: SelectionRules
  ): E.Either<InvalidProgram | SolverFailure, RuledAnswer> =>
    pipe(
      checkSelection(program),
      E.chain((valid) => checkRules(valid, rules)),
      E.chainW((valid) => answerSelectionBy(solver, valid, rules)),
      E.chainW((answer) =>
        answer.mix._tag === 'capacityInfeasible'
          ? explainBy(solver, program, rules, answer)
          : E.right(answer)
      )
    )

/** Where nothing carries a full mix: whether it is the rules that no selection obeys. */
const explainBy = (
  solver: MipSolver,
  program: BudgetedSelection,
  rules: SelectionRules,
  answer: SelectionAnswer
): E.Either<SolverFailure, RuledAnswer> => {
  const conflict = findConflict(program, rules) ?? ({ _tag: 'together' } as const)
  const result = solver.solveMip(
    stateRuledSelection(anyCostProgram(program), withoutMinimums(rules))
  )
  if (result.termination._tag === 'optimal') return E.right(answer)
  return result.termination._tag === 'infeasible'
    ? E.right({ ...answer, mix: { _tag: 'rulesInfeasible', conflict } })
    : E.left(failure(solver.name, result))
}

/** The prices of a mix are those of RouteOPT on the arms selected, solved exactly; a mixed-integer solver has none. */
const pricedMix = (
  program: BudgetedSelection,
  { minimum }: SelectionRules,
  { share, selected }: Selection,
  value: number
): MixAnswer => {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(selected, (m) => values[m])
  const restricted = solveFlooredSimplex(
    {
      size: selected.length,
      reward: pick(program.reward),
      cost: pick(program.cost),
      capacity: pick(program.capacity),
      budget: program.budget
    },
    pick(minimum)
  )
  // The solver's tolerance is wider than ours: what it calls feasible may miss the budget by more than rounding.
  if (E.isLeft(restricted) || restricted.right._tag !== 'optimal') {
    return { _tag: 'budgetInfeasible', value, share }
  }
  const { budgetPrice, capacityPrice: selectedPrice, slack } = restricted.right
  const capacityPrice = new Float64Array(program.size)
  selected.forEach((m, i) => (capacityPrice[m] = selectedPrice[i]))
  return { _tag: 'optimal', value, share, budgetPrice, capacityPrice, slack }
}

interface Selection {
  readonly share: Float64Array
  readonly selected: ReadonlyArray<number>
}

/** What a solver selected: without shares of the size of its tolerance, and without arms that have no share and that no rule asks for. */
const selectionOf = (
  { primal }: SolverResult,
  { size }: BudgetedSelection,
  rules: SelectionRules
): Selection => {
  const isSelected = (m: number): boolean => primal[size + m] > 0.5
  const share = primal
    .slice(0, size)
    .map((used, m) => (isSelected(m) && used > tolerance.general ? used : 0))
  const all = Array.from(share.keys()).filter(isSelected)
  const selected = all.reduce(
    (kept, m) => (share[m] > 0 || isAskedFor(m, kept, rules) ? kept : kept.filter((k) => k !== m)),
    all
  )
  return { share, selected }
}

const isAskedFor = (
  arm: number,
  selected: ReadonlyArray<number>,
  { required, groups }: SelectionRules
): boolean =>
  required.includes(arm) ||
  groups.some(
    ({ arms, atLeast }) =>
      arms.includes(arm) && arms.filter((m) => selected.includes(m)).length <= atLeast
  )

const answerSelectionBy = (
  solver: MipSolver,
  program: BudgetedSelection,
  rules: SelectionRules
): E.Either<SolverFailure, SelectionAnswer> => {
  const result = solver.solveMip(stateRuledSelection(program, rules))
  const { termination, objective } = result
  if (termination._tag === 'infeasible') return cheapestSelection(solver, program, rules)
  const isProved = termination._tag === 'optimal'
  const hasPoint = isProved || (termination._tag === 'limit' && Number.isFinite(objective))
  if (!hasPoint) return E.left(failure(solver.name, result))
  const selection = selectionOf(result, program, rules)
  const mix = pricedMix(program, rules, selection, result.objective)
  const { selected } = selection
  return E.right({ mix, selected, ...proof, isProved, bound: result.bound })
}

/** The tree of a general solver is not ours to describe. */
const proof = { nodes: 0, isRelaxationExact: false, isProved: true } as const

/** The cheapest full mix that the slots and rules allow, net of the fixed costs it would have to pay. */
const cheapestSelection = (
  solver: MipSolver,
  program: BudgetedSelection,
  rules: SelectionRules
): E.Either<SolverFailure, SelectionAnswer> => {
  const solve = (stated: BudgetedSelection): SolverResult =>
    solver.solveMip(stateRuledSelection(stated, rules))
  const free = { ...cheapest(program), fixedCost: new Float64Array(program.size) }
  const result = bestOfCheapest(program, solve(free), solve)
  const { share, selected } = selectionOf(result, program, rules)
  return pipe(
    cheapestAnswer(solver.name, program, { ...result, primal: share }),
    E.map((mix): SelectionAnswer => {
      if (mix._tag !== 'budgetInfeasible') return { mix, selected: [], bound: 0, ...proof }
      const value = selected.reduce((net, m) => net - program.fixedCost[m], mix.value)
      return { mix: { ...mix, value }, selected, bound: value, ...proof }
    })
  )
}
