import { tolerance } from '@stageroute/numeric'
import type { BudgetedSimplex, BudgetedSimplexWorkspace } from '../budgeted-simplex'
import { isAffordable, priceBetween } from './afford'
import { fillInto } from './fill'

// Read once: the search asks for it at every step.
const { rounding } = tolerance

/**
 * Narrows the vertices around the budget, `dear` above and `cheap` within it, to two that are optimal at one common price, which it stores.
 *
 * Requires: both vertices with their values and costs in the workspace.
 * Source: the secant search of M. J. Eisner and D. G. Severance, J. ACM 23 (1976).
 */
export const searchPrice = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex
): void => {
  for (;;) {
    const { dearValue, dearCost, cheapValue, cheapCost, trial } = workspace
    const price = priceBetween(dearValue, dearCost, cheapValue, cheapCost)
    workspace.budgetPrice = price
    fillInto(workspace, program, trial)
    const { value, cost } = workspace
    const line = cheapValue - price * cheapCost
    const noise = rounding * (Math.abs(value) + price * cost)
    const isNoBetter = value - price * cost - line <= noise
    if (isNoBetter || !(cost > cheapCost) || !(cost < dearCost)) return
    if (isAffordable(cost, workspace.budget)) keepCheap(workspace)
    else keepDear(workspace)
  }
}

/** Keeps the vertex just filled as the one within the budget. */
export const keepCheap = (workspace: BudgetedSimplexWorkspace): void => {
  const { cheap } = workspace
  workspace.cheap = workspace.trial
  workspace.trial = cheap
  workspace.cheapValue = workspace.value
  workspace.cheapCost = workspace.cost
}

/** Keeps the vertex just filled as the one above the budget. */
export const keepDear = (workspace: BudgetedSimplexWorkspace): void => {
  const { dear } = workspace
  workspace.dear = workspace.trial
  workspace.trial = dear
  workspace.dearValue = workspace.value
  workspace.dearCost = workspace.cost
}
