import { dot } from '@stageroute/numeric'
import type { BudgetedSelection, BudgetedSelectionWorkspace } from './budgeted-selection'
import { budgetedSimplexStatus, type BudgetedSimplexStatus } from './budgeted-simplex'
import { branchInto, isCapacityEnough, sortByCapacity } from './internal/branch-and-bound'
import { cheapestMixProgram } from './internal/make-program'
import { solveBudgetedSimplexInto } from './solve-budgeted-simplex'

/**
 * Writes the best mix carried by at most `maxSelected` arms, by branch and bound on the linear relaxation
 * `sum over free arms of d/capacity <= free slots`.
 *
 * Shape: `out` has length `program.size` or more; the selected arms are its positive entries.
 * Requires: as `solveBudgetedSimplexInto`, `maxSelected >= 1`, `fixedCost >= 0`, as `solveBudgetedSelection` checks.
 * Errors: none thrown. `budgetInfeasible` writes the cheapest full mix of at most `maxSelected` arms; `capacityInfeasible` (the
 *   `maxSelected` largest capacities sum below one) writes zeros. A search that the node limit ends before it finds a selection within
 *   the budget answers `budgetInfeasible` too, with a `bound` above the `value` for what it may have missed.
 * Cost: one RouteOPT when the cap is redundant: always for uniform capacities a and `maxSelected >= ceil(1/a) + 1`. NP-hard in general.
 * Limit: after `workspace.nodeLimit` nodes of one search the best selection found stands, and `workspace.isProved` is false.
 * Ties: the first best selection found in a fixed order; of equally cheap mixes, the greatest net reward; a basic mix, so never more arms than the program needs.
 * Source: arXiv 2506.17254, Eq. 3 (DeployOPT).
 *
 * @category kernel
 * @since 0.1.0
 */
export const solveBudgetedSelectionInto = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  out: Float64Array
): BudgetedSimplexStatus => {
  workspace.nodes = 1
  workspace.isRelaxationExact = true
  workspace.isProved = true
  workspace.slack = 0
  workspace.budgetPrice = Infinity
  workspace.threshold = 0
  sortByCapacity(workspace, program)
  if (!isCapacityEnough(workspace, program)) {
    for (let m = 0; m < program.size; m++) out[m] = 0
    workspace.value = 0
    workspace.bound = 0
    return budgetedSimplexStatus.capacityInfeasible
  }
  const poolStatus = solvePoolInto(workspace, program, out)
  if (isSelection(program, out)) {
    workspace.value = workspace.simplex.value
    workspace.bound = workspace.simplex.value
    workspace.slack = workspace.simplex.slack
    workspace.budgetPrice = workspace.simplex.budgetPrice
    workspace.threshold = workspace.simplex.threshold
    return poolStatus
  }
  workspace.isRelaxationExact = false
  workspace.poolPrice = workspace.simplex.budgetPrice
  const isSearched = poolStatus === budgetedSimplexStatus.optimal
  if (isSearched && branchInto(workspace, program, out)) return budgetedSimplexStatus.optimal
  // A search cut short that found nothing may have missed a mix within the budget: its bound stays.
  const missed = isSearched ? workspace.bound : -Infinity
  const searched = isSearched ? workspace.nodes : 0
  findCheapestInto(workspace, program, out)
  workspace.budgetPrice = Infinity
  workspace.threshold = 0
  workspace.bound = Math.max(workspace.bound, missed)
  workspace.nodes += searched
  return budgetedSimplexStatus.budgetInfeasible
}

/** RouteOPT on all arms, as if every one might be selected for nothing. */
const solvePoolInto = (
  { pool, simplex }: BudgetedSelectionWorkspace,
  { size, reward, cost, capacity, budget }: BudgetedSelection,
  out: Float64Array
): BudgetedSimplexStatus => {
  pool.size = size
  pool.reward = reward
  pool.cost = cost
  pool.capacity = capacity
  pool.budget = budget
  return solveBudgetedSimplexInto(simplex, pool, out)
}

/** Writes the cheapest full mix of few enough arms; of equally cheap ones, that with the greatest net reward. */
const findCheapestInto = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  out: Float64Array
): void => {
  workspace.poolPrice = 0
  branchInto(workspace, cheapestMixProgram(program), out)
  const nodes = workspace.nodes
  const leastCost = dot(program.cost, out, program.size)
  const isFound = branchInto(workspace, withBudget(program, leastCost), out)
  workspace.nodes += nodes
  if (!isFound) workspace.value = valueOf(program, out)
  workspace.bound = Math.max(workspace.bound, workspace.value)
}

/** Whether a mix uses at most the allowed number of arms and pays no fixed cost: then the relaxation's optimum is a selection's. */
const isSelection = (program: BudgetedSelection, share: Float64Array): boolean => {
  let used = 0
  for (let m = 0; m < program.size; m++) {
    if (share[m] <= 0) continue
    if (program.fixedCost[m] > 0) return false
    used++
  }
  return used <= program.maxSelected
}

const valueOf = (program: BudgetedSelection, share: Float64Array): number => {
  let value = 0
  for (let m = 0; m < program.size; m++) {
    if (share[m] > 0) value += share[m] * program.reward[m] - program.fixedCost[m]
  }
  return value
}

const withBudget = (program: BudgetedSelection, budget: number): BudgetedSelection => ({
  ...program,
  budget
})
