import {
  budgetedSimplexStatus,
  type BudgetedSimplex,
  type BudgetedSimplexStatus,
  type BudgetedSimplexWorkspace
} from '../budgeted-simplex'
import { isAffordable } from './afford'
import { applyBasisInto, recordBasis, regime } from './basis'
import { fillInto } from './fill'
import { keepCheap, keepDear, searchPrice } from './price-search'
import { slideToBudgetInto, storeThreshold } from './slide'

/**
 * Solves a program from scratch.
 *
 * Requires: the program's budget in the workspace.
 */
export const searchInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  out: Float64Array
): BudgetedSimplexStatus => {
  forgetSearch(workspace, program.size)
  return searchOnInto(workspace, program, out)
}

/** Makes the next search start from nothing, on a program of another size or of other arms. */
export const forgetSearch = (workspace: BudgetedSimplexWorkspace, size: number): void => {
  const { order } = workspace
  workspace.startPrice = 0
  workspace.filled = 0
  for (let m = 0; m < size; m++) order[m] = m
}

/**
 * Solves a program whose arms are those of the last search, starting from its price and its fill: faster for rewards or a budget that changed a
 * little. Where several mixes are optimal it may find another one than a search from scratch would.
 *
 * Requires: the program's budget in the workspace.
 */
export const searchOnInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  out: Float64Array
): BudgetedSimplexStatus => {
  const { startPrice, budget } = workspace
  const isStarted = startPrice > 0 && startPrice < Infinity
  let isStartCheap = false
  if (isStarted) {
    workspace.budgetPrice = startPrice
    if (!fillInto(workspace, program, workspace.trial)) return endShortInto(workspace, program, out)
    isStartCheap = isAffordable(workspace.cost, budget)
    if (isStartCheap) keepCheap(workspace)
    else keepDear(workspace)
  }
  if (!isStarted || isStartCheap) {
    workspace.budgetPrice = 0
    if (!fillInto(workspace, program, workspace.trial)) return endShortInto(workspace, program, out)
    const isWithin = isAffordable(workspace.cost, budget)
    keepDear(workspace)
    if (isWithin) return endInto(workspace, program, regime.slack, workspace.dear, out)
  }
  if (!isStartCheap) {
    workspace.budgetPrice = Infinity
    fillInto(workspace, program, workspace.trial)
    const isWithin = isAffordable(workspace.cost, budget)
    keepCheap(workspace)
    if (!isWithin) return endInto(workspace, program, regime.cheapest, workspace.cheap, out)
  }
  searchPrice(workspace, program)
  slideToBudgetInto(workspace, program, workspace.cheap)
  return endInto(workspace, program, regime.priced, workspace.cheap, out)
}

const endShortInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  out: Float64Array
): BudgetedSimplexStatus => {
  finishInto(workspace, program, NO_REGIME, workspace.trial, out)
  return budgetedSimplexStatus.capacityInfeasible
}

const endInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  basisRegime: number,
  mix: Float64Array,
  out: Float64Array
): BudgetedSimplexStatus => {
  finishInto(workspace, program, basisRegime, mix, out)
  return basisRegime === regime.cheapest
    ? budgetedSimplexStatus.budgetInfeasible
    : budgetedSimplexStatus.optimal
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
  workspace.startPrice = workspace.budgetPrice
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
