import { applyBasisInto, isStrictlyOptimal, regime } from './internal/basis'
import { searchInto } from './internal/search'
import {
  budgetedSimplexStatus,
  type BudgetedSimplex,
  type BudgetedSimplexStatus,
  type BudgetedSimplexWorkspace
} from './budgeted-simplex'

/**
 * Writes the mix with the greatest reward that respects capacities and budget. The basis of the workspace's last answer is tried first; where it
 * is not clearly optimal for this program, a secant (Eisner-Severance) search finds the price at which the Lagrangian fill changes sides of
 * the budget.
 *
 * Shape: `out` has length `program.size` or more; entries past `size` are left alone.
 * Unit: `out` in shares.
 * Requires: `size >= 1`, finite entries, non-negative costs and budget, `0 < capacity <= 1`, as `solveBudgetedSimplex` checks.
 * Errors: none thrown; see {@link budgetedSimplexStatus}.
 * Cost: O(size) with the last basis, else O(size) expected for each of typically 5-10 prices; no allocation.
 * Ties: equal reduced reward prefers lower cost, then lower index; at most two shares are strictly between zero and capacity. The answer does not
 *   depend on what the workspace solved before.
 * Source: arXiv 2506.17254, Eq. 7 (RouteOPT). Search: Eisner and Severance, J. ACM 23 (1976).
 *
 * @category kernel
 * @since 0.1.0
 */
export const solveBudgetedSimplexInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  out: Float64Array
): BudgetedSimplexStatus => {
  // Numbers are read from the caller's object once: an engine boxes what it reads from objects of several shapes.
  workspace.budget = program.budget
  const isRemembered =
    applyBasisInto(workspace, program, out) && isStrictlyOptimal(workspace, program)
  if (!isRemembered) return searchInto(workspace, program, out)
  return workspace.basisRegime === regime.cheapest
    ? budgetedSimplexStatus.budgetInfeasible
    : budgetedSimplexStatus.optimal
}
