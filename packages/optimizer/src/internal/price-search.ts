import { tolerance } from '@stageroute/numeric'
import type { BudgetedSimplex, BudgetedSimplexWorkspace } from '../budgeted-simplex'
import { isAffordable, priceBetween } from './afford'
import { fillInto } from './fill'

/**
 * Narrows the vertices around the budget, `dear` above and `cheap` within it, to two that are optimal at one common price, which it stores. On
 * entry the workspace holds value and cost of `cheap`.
 *
 * Source: the secant search of M. J. Eisner and D. G. Severance, J. ACM 23 (1976).
 */
export const searchPrice = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  firstDearValue: number,
  firstDearCost: number
): void => {
  let dearValue = firstDearValue
  let dearCost = firstDearCost
  let cheapValue = workspace.value
  let cheapCost = workspace.cost
  for (;;) {
    const price = priceBetween(dearValue, dearCost, cheapValue, cheapCost)
    const { trial } = workspace
    workspace.budgetPrice = price
    fillInto(workspace, program, price, trial)
    const { value, cost } = workspace
    const line = cheapValue - price * cheapCost
    const noise = tolerance.rounding * (Math.abs(value) + price * cost)
    const isNoBetter = value - price * cost - line <= noise
    if (isNoBetter || !(cost > cheapCost) || !(cost < dearCost)) return
    if (isAffordable(cost, program.budget)) {
      cheapValue = value
      cheapCost = cost
      workspace.trial = workspace.cheap
      workspace.cheap = trial
    } else {
      dearValue = value
      dearCost = cost
      workspace.trial = workspace.dear
      workspace.dear = trial
    }
  }
}
