import { selectByWeightInto } from '@stageroute/numeric'
import type { BudgetedSelection, BudgetedSelectionWorkspace } from '../budgeted-selection'
import { dropHopeless, undoTo } from './fixing'

/** Arms of the core; a pool of less than four times as many is searched at once. */
const CORE_SIZE = 24

/** Nodes that the search of the core may take: it only has to find a good selection. */
const CORE_NODES = 200

/** Whether a core is worth a search of its own: at the root, where the pool is large. */
export const hasCore = ({
  relaxation,
  trail,
  isCoreSearched
}: BudgetedSelectionWorkspace): boolean =>
  !isCoreSearched && trail.size === 0 && relaxation.poolSize >= 4 * CORE_SIZE

type Search = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  out: Float64Array
) => void

/**
 * Searches the core, the arms of greatest reduced reward, before the whole pool: what is found there leaves little of the pool worth looking at. What
 * is proved about the core is proved of nothing else, so the search's bound is left alone.
 *
 * Requires: reduced rewards and potentials of the root.
 * Source: E. Balas and E. Zemel, Oper. Res. 28 (1980): the core of a knapsack problem.
 */
export const searchCoreInto = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  search: Search,
  out: Float64Array
): void => {
  const { relaxation, wholePool, unit, bound, isProved, nodeLimit } = workspace
  const { pool, poolSize, nearness } = relaxation
  undoTo(workspace, 0)
  selectByWeightInto(nearness, unit, unit, CORE_SIZE, poolSize, pool)
  for (let i = 0; i < poolSize; i++) wholePool[i] = pool[i]
  relaxation.poolSize = CORE_SIZE
  relaxation.startPrice = relaxation.price
  workspace.isCoreSearched = true
  workspace.nodeLimit = Math.min(nodeLimit, workspace.nodes + CORE_NODES)
  search(workspace, program, out)

  for (let i = 0; i < poolSize; i++) pool[i] = wholePool[i]
  relaxation.poolSize = poolSize
  workspace.nodeLimit = nodeLimit
  workspace.isProved = isProved
  workspace.bound = bound
  dropHopeless(workspace)
}
