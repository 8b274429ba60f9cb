import { pipe } from 'fp-ts/function'
import * as E from 'fp-ts/Either'
import { tolerance } from '@stageroute/numeric'
import type { SelectionAnswer } from './answer'
import type { BudgetedSelection } from './budgeted-selection'
import type { RuledAnswer, SelectionRules } from './ruled-selection'
import { solveBudgetedSelectionBy, solveRuledSelectionBy } from './solve-selection-by'
import type { MipSolver } from './solver'

/**
 * Returns the answer of an exact search that the node limit cut short, closed by a general solver as far as that gets: the better of the two
 * selections under the lower of the two bounds. A proved answer is returned as it is, without asking; a general solver that fails
 * leaves the search's answer, which says that it is not proved.
 *
 * The class that needs it: capacities of 1/k with k slots, where shares are whole, and rewards that rise with costs on a line (strongly
 * correlated equality knapsacks).
 *
 * Requires: `answer` is an answer to `program`, which is valid.
 * Cost: none for a proved answer, else that of the general solver.
 *
 * @category door
 * @since 0.1.0
 */
export const closeSelectionBy =
  (solver: MipSolver) =>
  (program: BudgetedSelection, answer: SelectionAnswer): SelectionAnswer =>
    closeBy(program, answer, () => solveBudgetedSelectionBy(solver)(program))

/**
 * Returns the answer of a search under rules that the node limit cut short, closed as {@link closeSelectionBy} does.
 *
 * Requires: `answer` is an answer to `program` and `rules`, which are valid.
 * Cost: none for a proved answer, else that of the general solver.
 *
 * @category door
 * @since 0.1.0
 */
export const closeRuledSelectionBy =
  (solver: MipSolver) =>
  (program: BudgetedSelection, rules: SelectionRules, answer: RuledAnswer): RuledAnswer =>
    closeBy(program, answer, () => solveRuledSelectionBy(solver)(program, rules))

const closeBy = <A extends RuledAnswer>(
  program: BudgetedSelection,
  answer: A,
  ask: () => E.Either<unknown, A>
): A =>
  answer.isProved
    ? answer
    : pipe(
        ask(),
        E.match(
          () => answer,
          (general) => better(answer, general, tolerance.general * rewardScale(program))
        )
      )

/** Both bounds hold, so the lower one does; both selections are feasible, so the better one may be kept. */
const better = <A extends RuledAnswer>(exact: A, general: A, near: number): A => {
  // Proved infeasible: then the exact search found nothing either.
  if (general.mix._tag !== 'optimal') return general
  const kept = netValue(general) > netValue(exact) ? general : exact
  const bound = Math.max(netValue(kept), Math.min(exact.bound, general.bound))
  const isProved = bound - netValue(kept) <= near
  return { ...kept, bound, nodes: exact.nodes, isRelaxationExact: false, isProved }
}

const netValue = ({ mix }: RuledAnswer): number => (mix._tag === 'optimal' ? mix.value : -Infinity)

/** The size of rewards and fixed costs, by which a gap is small or large. */
const rewardScale = ({ size, reward, fixedCost }: BudgetedSelection): number => {
  let scale = 0
  for (let m = 0; m < size; m++) scale = Math.max(scale, Math.abs(reward[m]), fixedCost[m])
  return scale
}
