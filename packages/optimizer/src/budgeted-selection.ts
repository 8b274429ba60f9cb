import {
  budgetedSimplexStatus,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSimplexInto,
  type BudgetedSimplex,
  type BudgetedSimplexStatus,
  type BudgetedSimplexWorkspace
} from './budgeted-simplex'
import { branchInto, isCapacityEnough } from './internal/branch-and-bound'
import { makeRelaxationWorkspace, type RelaxationWorkspace } from './internal/relaxation'

/**
 * DeployOPT: {@link BudgetedSimplex} in which at most `maxSelected` arms may carry a share, and an arm that does costs `fixedCost`,
 * `max reward.d - fixedCost.z  s.t.  cost.d <= budget, sum d = 1, 0 <= d <= capacity z, sum z <= maxSelected, z binary`.
 *
 * Unit: `fixedCost` in reward per query (a switch cost divided by the stage length), not negative.
 *
 * @category program
 * @since 0.1.0
 */
export interface BudgetedSelection extends BudgetedSimplex {
  maxSelected: number
  readonly fixedCost: Float64Array
}

/**
 * Buffers of the branch and bound, owned by the caller, and the last answer's scalars: net `value`, certified upper `bound`, `nodes`
 * solved, whether the root relaxation was already a selection, and `budgetPrice` and `threshold` of the mix on the selected arms, as
 * {@link BudgetedSimplexWorkspace} defines them.
 *
 * @category workspace
 * @since 0.1.0
 */
export interface BudgetedSelectionWorkspace {
  readonly simplex: BudgetedSimplexWorkspace
  readonly relaxation: RelaxationWorkspace
  readonly restricted: BudgetedSimplex
  readonly members: Int32Array
  readonly isMember: Int8Array
  readonly mix: Float64Array
  value: number
  bound: number
  nodes: number
  nodeLimit: number
  isRelaxationExact: boolean
  budgetPrice: number
  threshold: number
}

/**
 * Nodes after which the branch and bound stops and reports the gap that is left.
 *
 * @category workspace
 * @since 0.1.0
 */
export const defaultNodeLimit = 20_000

/**
 * Returns buffers for programs of up to `maxSize` arms.
 *
 * @category workspace
 * @since 0.1.0
 */
export const makeBudgetedSelectionWorkspace = (
  maxSize: number,
  nodeLimit: number = defaultNodeLimit
): BudgetedSelectionWorkspace => ({
  simplex: makeBudgetedSimplexWorkspace(maxSize),
  relaxation: makeRelaxationWorkspace(maxSize),
  restricted: {
    size: 0,
    reward: new Float64Array(maxSize),
    cost: new Float64Array(maxSize),
    capacity: new Float64Array(maxSize),
    budget: 0
  },
  members: new Int32Array(maxSize),
  isMember: new Int8Array(maxSize),
  mix: new Float64Array(maxSize),
  value: 0,
  bound: 0,
  nodes: 0,
  nodeLimit,
  isRelaxationExact: false,
  budgetPrice: 0,
  threshold: 0
})

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
 * Ties: the first best selection found in a fixed order; a basic mix, so never more arms than the program needs.
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
  workspace.budgetPrice = Infinity
  workspace.threshold = 0
  if (!isCapacityEnough(workspace, program)) {
    for (let m = 0; m < program.size; m++) out[m] = 0
    workspace.value = 0
    workspace.bound = 0
    return budgetedSimplexStatus.capacityInfeasible
  }
  const poolStatus = solveBudgetedSimplexInto(workspace.simplex, program, out)
  if (isSelection(program, out)) {
    workspace.value = workspace.simplex.value
    workspace.bound = workspace.simplex.value
    workspace.budgetPrice = workspace.simplex.budgetPrice
    workspace.threshold = workspace.simplex.threshold
    return poolStatus
  }
  workspace.isRelaxationExact = false
  const isSearched = poolStatus === budgetedSimplexStatus.optimal
  if (isSearched && branchInto(workspace, program, out)) return budgetedSimplexStatus.optimal
  const missed = isSearched ? workspace.bound : -Infinity
  const searched = isSearched ? workspace.nodes : 0
  branchInto(workspace, cheapestMixProgram(program), out)
  workspace.budgetPrice = Infinity
  workspace.threshold = 0
  workspace.value = valueOf(program, out)
  workspace.bound = Math.max(workspace.value, missed)
  workspace.nodes += searched
  return budgetedSimplexStatus.budgetInfeasible
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

/** The same selection problem with cost to minimise instead of reward to maximise; built only when no mix fits the budget. */
const cheapestMixProgram = (program: BudgetedSelection): BudgetedSelection => ({
  ...program,
  reward: program.cost.map((cost) => -cost),
  fixedCost: new Float64Array(program.fixedCost.length),
  budget: Infinity
})
