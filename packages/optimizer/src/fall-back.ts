import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { tolerance } from '@stageroute/numeric'
import type { SelectionAnswer } from './answer'
import type { BudgetedSelection } from './budgeted-selection'
import type { InvalidProgram } from './invalid-program'
import { solveBudgetedSelection, type SelectionSearch } from './solve'
import { solveBudgetedSelectionBy } from './solve-general'
import type { MipSolver } from './solver'

/**
 * Returns the exact search's answer, and where the node limit cut it short, the better of it and a general solver's, under the lower of their
 * bounds. A general solver that fails or meets its own limit leaves the exact search's answer, which says that it is not proved.
 *
 * The class that needs it: capacities of 1/k with k slots, where shares are whole, and rewards that rise with costs on a line (strongly
 * correlated equality knapsacks).
 *
 * Errors: `InvalidProgram`.
 * Cost: that of the exact search, and for programs that it does not close, of the general solver.
 *
 * @category door
 * @since 0.1.0
 */
export const solveBudgetedSelectionOr =
  (solver: MipSolver) =>
  (
    program: BudgetedSelection,
    search: SelectionSearch = {}
  ): E.Either<InvalidProgram, SelectionAnswer> =>
    pipe(
      solveBudgetedSelection(program, search),
      E.map((exact) =>
        exact.isProved
          ? exact
          : pipe(
              solveBudgetedSelectionBy(solver)(program),
              E.match(
                () => exact,
                (general) => better(exact, general)
              )
            )
      )
    )

/** Both bounds hold, so the lower one does; both selections are feasible, so the better one may be kept. */
const better = (exact: SelectionAnswer, general: SelectionAnswer): SelectionAnswer => {
  const kept = netValue(general) > netValue(exact) ? general : exact
  const bound = Math.max(netValue(kept), Math.min(exact.bound, general.bound))
  const isProved = bound - netValue(kept) <= tolerance.general
  return { ...kept, bound, nodes: exact.nodes, isRelaxationExact: false, isProved }
}

const netValue = ({ mix }: SelectionAnswer): number =>
  mix._tag === 'optimal' ? mix.value : -Infinity
