import { tolerance } from '@stageroute/numeric'
import { isAffordable, priceBetween } from './internal/afford'
import { finishBasisInto } from './internal/basis'
import { fillInto } from './internal/fill'
import {
  budgetedSimplexStatus,
  type BudgetedSimplex,
  type BudgetedSimplexStatus,
  type BudgetedSimplexWorkspace
} from './budgeted-simplex'

/**
 * Writes the mix with the greatest reward that respects capacities and budget, by the secant (Eisner-Severance) search for the price at
 * which the Lagrangian fill changes sides of the budget.
 *
 * Shape: `out` has length `program.size` or more; entries past `size` are left alone.
 * Unit: `out` in shares.
 * Requires: `size >= 1`, finite entries, non-negative costs and budget, `0 < capacity <= 1`, as `solveBudgetedSimplex` checks.
 * Errors: none thrown; see {@link budgetedSimplexStatus}.
 * Cost: O(size) expected for each of typically 5-10 prices; no allocation.
 * Ties: equal reduced reward prefers lower cost, then lower index; at most two shares are strictly between zero and capacity.
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
  const { size, budget } = program
  const { dear } = workspace
  for (let m = 0; m < size; m++) workspace.order[m] = m

  const isFull = fillInto(workspace, program, 0, dear)
  if (!isFull || isAffordable(workspace.cost, budget)) {
    for (let m = 0; m < size; m++) out[m] = dear[m]
    workspace.budgetPrice = 0
    finishBasisInto(workspace, program, out)
    return isFull ? budgetedSimplexStatus.optimal : budgetedSimplexStatus.capacityInfeasible
  }
  const dearValue = workspace.value
  const dearCost = workspace.cost

  fillInto(workspace, program, Infinity, out)
  if (!isAffordable(workspace.cost, budget)) {
    workspace.budgetPrice = Infinity
    workspace.threshold = 0
    return budgetedSimplexStatus.budgetInfeasible
  }
  searchPriceInto(workspace, program, dearValue, dearCost, out)
  finishBasisInto(workspace, program, out)
  return budgetedSimplexStatus.optimal
}

/**
 * Narrows the vertices around the budget, `dear` above and `out` within it, to two that are optimal at one common price. On entry the
 * workspace holds value and cost of `out`.
 */
const searchPriceInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  firstDearValue: number,
  firstDearCost: number,
  out: Float64Array
): void => {
  const { size, budget } = program
  const { dear, trial } = workspace
  let dearValue = firstDearValue
  let dearCost = firstDearCost
  let cheapValue = workspace.value
  let cheapCost = workspace.cost
  for (;;) {
    const price = priceBetween(dearValue, dearCost, cheapValue, cheapCost)
    workspace.budgetPrice = price
    fillInto(workspace, program, price, trial)
    const { value, cost } = workspace
    const line = cheapValue - price * cheapCost
    const noise = tolerance.rounding * (Math.abs(value) + price * cost)
    const isNoBetter = value - price * cost - line <= noise
    if (isNoBetter || !(cost > cheapCost) || !(cost < dearCost)) return
    if (isAffordable(cost, budget)) {
      cheapValue = value
      cheapCost = cost
      for (let m = 0; m < size; m++) out[m] = trial[m]
    } else {
      dearValue = value
      dearCost = cost
      for (let m = 0; m < size; m++) dear[m] = trial[m]
    }
  }
}
