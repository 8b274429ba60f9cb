import { isAffordable } from './internal/afford'
import { applyBasisInto, isStrictlyOptimal, recordBasis, regime } from './internal/basis'
import { fillInto } from './internal/fill'
import { keepCheap, keepDear, searchPrice } from './internal/price-search'
import { slideToBudgetInto, storeThreshold } from './internal/slide'
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

const searchInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  out: Float64Array
): BudgetedSimplexStatus => {
  const { size } = program
  const { dear, cheap, order, budget } = workspace
  workspace.filled = 0
  for (let m = 0; m < size; m++) order[m] = m

  workspace.budgetPrice = 0
  const isFull = fillInto(workspace, program, dear)
  if (!isFull || isAffordable(workspace.cost, budget)) {
    finishInto(workspace, program, isFull ? regime.slack : NO_REGIME, dear, out)
    return isFull ? budgetedSimplexStatus.optimal : budgetedSimplexStatus.capacityInfeasible
  }
  keepDear(workspace, dear)

  workspace.budgetPrice = Infinity
  fillInto(workspace, program, cheap)
  if (!isAffordable(workspace.cost, budget)) {
    finishInto(workspace, program, regime.cheapest, cheap, out)
    return budgetedSimplexStatus.budgetInfeasible
  }
  keepCheap(workspace, cheap)
  searchPrice(workspace, program)
  slideToBudgetInto(workspace, program, workspace.cheap)
  finishInto(workspace, program, regime.priced, workspace.cheap, out)
  return budgetedSimplexStatus.optimal
}

const NO_REGIME = -1

/** Writes the mix found, from its basis where it has one, so that the same basis gives the same bits however it was found. */
const finishInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  basisRegime: number,
  mix: Float64Array,
  out: Float64Array
): void => {
  const { size, reward, cost } = program
  recordBasis(workspace, program, basisRegime, mix)
  if (applyBasisInto(workspace, program, out)) return
  workspace.basisSize = 0
  let value = 0
  let spent = 0
  for (let m = 0; m < size; m++) {
    out[m] = mix[m]
    value += mix[m] * reward[m]
    spent += mix[m] * cost[m]
  }
  workspace.value = value
  workspace.cost = spent
  workspace.slack = Math.max(0, workspace.budget - spent)
  storeThreshold(workspace, program, out)
}
