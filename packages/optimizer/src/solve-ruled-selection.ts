import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { dot } from '@stageroute/numeric'
import { answerMix } from './answer'
import { defaultNodeLimit, type BudgetedSelection } from './budgeted-selection'
import { budgetedSimplexStatus } from './budgeted-simplex'
import { isAffordable } from './internal/afford'
import { findRuled, isFound, type Found } from './internal/find-ruled'
import { findConflict } from './internal/limits'
import { anyCostProgram, cheapestMixProgram } from './internal/make-program'
import { checkRules, checkSearch, checkSelection, type InvalidProgram } from './invalid-program'
import {
  isUnruled,
  withoutMinimums,
  type RuledAnswer,
  type SelectionRules
} from './ruled-selection'
import { solveBudgetedSelection, type SelectionSearch } from './solve'

/**
 * Returns the optimal selection of a programme among those that obey rules, with bound, tree size and the prices of its mix. Rules that forbid
 * nothing give the answer of {@link solveBudgetedSelection}.
 *
 * Errors: `InvalidProgram` naming the first bad field, of the rules too: a minimum is at most the capacity of its arm, lists have distinct
 *   arms of the program, `atLeast` is no more than `atMost`. Rules that no selection obeys are a result, `rulesInfeasible`.
 * Cost: as {@link solveBudgetedSelection}, each node a relaxation over all arms; up to two more searches where no mix fits the budget.
 * Limit: `nodeLimit` is that of each search.
 * Ties: as {@link solveBudgetedSelection}; the suggestion, with what the rules add to it or leave of it, is offered first.
 * Source: ours, on arXiv 2506.17254, Eq. 3 (DeployOPT).
 *
 * @category door
 * @since 0.1.0
 * @example
 * import { noRules, solveRuledSelection } from '@stageroute/optimizer'
 *
 * const program = {
 *   size: 3,
 *   reward: Float64Array.of(0.5, 0.75, 0.25),
 *   cost: Float64Array.of(1, 1, 1),
 *   capacity: Float64Array.of(1, 1, 1),
 *   budget: 1,
 *   maxSelected: 2,
 *   fixedCost: new Float64Array(3)
 * }
 * // The third arm is on trial: it is selected, with an eighth of the queries at least.
 * const rules = { ...noRules(3), required: [2], minimum: Float64Array.of(0, 0, 0.125) }
 * const answer = solveRuledSelection(program, rules)
 * answer._tag === 'Right' && answer.right.selected // => [1, 2]
 * answer._tag === 'Right' && answer.right.bound.toFixed(4) // => '0.6875'
 */
export const solveRuledSelection = (
  program: BudgetedSelection,
  rules: SelectionRules,
  search: SelectionSearch = {}
): E.Either<InvalidProgram, RuledAnswer> =>
  pipe(
    checkSelection(program),
    E.chain((valid) => checkRules(valid, rules)),
    E.chain((valid) =>
      checkSearch(valid, search.nodeLimit ?? defaultNodeLimit, search.suggestion ?? [])
    ),
    E.chain((valid): E.Either<InvalidProgram, RuledAnswer> =>
      isUnruled(valid, rules)
        ? solveBudgetedSelection(valid, search)
        : E.right(answerRuled(valid, rules, search))
    )
  )

const answerRuled = (
  program: BudgetedSelection,
  rules: SelectionRules,
  search: SelectionSearch
): RuledAnswer => {
  const conflict = findConflict(program, rules)
  if (conflict !== undefined) return answerOf({ _tag: 'rulesInfeasible', conflict }, noSelection)
  const best = findRuled(program, rules, search)
  return isFound(best) ? answerBest(program, best) : explain(program, rules, search, best)
}

type Outcome = Pick<Found, 'selected' | 'bound' | 'nodes' | 'isProved'>

const noSelection: Outcome = { selected: [], bound: 0, nodes: 0, isProved: true }

const answerOf = (
  mix: RuledAnswer['mix'],
  { selected, bound, nodes, isProved }: Outcome
): RuledAnswer => {
  const isRelaxationExact = mix._tag === 'optimal' && isProved && nodes === 1
  return { mix, selected, bound, nodes, isRelaxationExact, isProved }
}

const answerBest = (program: BudgetedSelection, best: Found): RuledAnswer =>
  answerOf(answerMix(budgetedSimplexStatus.optimal, best, program, best.share), best)

/** What a further search found, after all that were searched before it. */
const after = ({ nodes, isProved }: Found, next: Found): Found => ({
  ...next,
  nodes: nodes + next.nodes,
  isProved: isProved && next.isProved
})

/** Why a search found nothing: the budget, or what no budget would mend. */
const explain = (
  program: BudgetedSelection,
  rules: SelectionRules,
  search: SelectionSearch,
  missed: Found
): RuledAnswer => {
  const cheapest = after(missed, findRuled(cheapestMixProgram(program), rules, search))
  if (!isFound(cheapest)) return explainAtAnyCost(program, rules, search, missed, cheapest)
  const leastCost = dot(program.cost, cheapest.share, program.size)
  // A search that was cut short may have missed a mix within the budget.
  const isWithin = isAffordable(leastCost, program.budget)
  const budget = isWithin ? program.budget : leastCost
  const known = { ...search, suggestion: cheapest.selected }
  const tied = after(cheapest, findRuled({ ...program, budget }, rules, known))
  if (isWithin && isFound(tied)) return answerBest(program, tied)
  const { share, selected } = isFound(tied) ? tied : cheapest
  const paid = selected.reduce((sum, m) => sum + program.fixedCost[m], 0)
  const value = dot(program.reward, share, program.size) - paid
  const bound = Math.max(value, tied.bound)
  return answerOf({ _tag: 'budgetInfeasible', value, share }, { ...tied, selected, bound })
}

/** Whether a selection obeys the rules where every arm might carry everything, and may carry nothing. */
const explainAtAnyCost = (
  program: BudgetedSelection,
  rules: SelectionRules,
  search: SelectionSearch,
  missed: Found,
  cheapest: Found
): RuledAnswer => {
  const obeying = after(
    cheapest,
    findRuled(anyCostProgram(program), withoutMinimums(rules), search)
  )
  const { nodes, isProved } = obeying
  const bound = missed.bound > -Infinity ? missed.bound : 0
  const mix: RuledAnswer['mix'] = isFound(obeying)
    ? { _tag: 'capacityInfeasible' }
    : { _tag: 'rulesInfeasible', conflict: { _tag: 'together' } }
  return answerOf(mix, { selected: [], bound, nodes, isProved })
}
