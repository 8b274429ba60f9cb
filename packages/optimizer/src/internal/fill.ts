import { selectByWeightInto, tolerance } from '@stageroute/numeric'
import type { BudgetedSimplex, BudgetedSimplexWorkspace } from '../budgeted-simplex'

// Read once: the kernels below ask for them at every arm.
const roundingShare = tolerance.share
const fullMass = 1 - roundingShare

/** Up to this size sorting every arm, from the order of the last fill, beats looking for candidates. */
const SORTED_SIZE = 24

/**
 * Writes the vertex that is optimal at the workspace's budget price: arms in order of reduced reward, each filled to capacity until the shares sum to
 * one. Price 0 ignores the budget; price Infinity is the cheapest full mix. Stores the vertex's value and cost in the workspace and
 * returns false when the capacities sum below one.
 *
 * Numbers pass from kernel to kernel through the workspace: as arguments and results of calls that are not inlined they would be boxed.
 *
 * Requires: `order` a permutation of the arms when `filled` is 0, else as the last fill left it.
 * Ties: lower cost first (at price Infinity: higher reward first), then lower index.
 * Cost: O(size) expected, no allocation; one pass and a selection among few where an earlier fill carried every query.
 */
export const fillInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  out: Float64Array
): boolean => {
  const { size, reward, cost, capacity } = program
  const { order, key, tie } = workspace
  const candidates = listCandidates(workspace, program)
  const tieKey = workspace.budgetPrice === Infinity ? tie : cost
  const reached = selectByWeightInto(key, tieKey, capacity, fullMass, candidates, order)
  const filled = reached < 0 ? candidates : reached
  let remaining = 1
  let value = 0
  let spent = 0
  out.fill(0, 0, size)
  for (let i = 0; i < filled; i++) {
    const m = order[i]
    out[m] = remaining
    snapShare(out, capacity, m)
    const share = out[m]
    remaining -= share
    value += share * reward[m]
    spent += share * cost[m]
  }
  workspace.filled = reached < 0 ? 0 : filled
  workspace.value = value
  workspace.cost = spent
  return reached >= 0
}

/** Writes the keys of all arms and lists those that can be in the fill first in `order`; returns how many they are. */
const listCandidates = (workspace: BudgetedSimplexWorkspace, program: BudgetedSimplex): number => {
  const { size } = program
  const { order, key, filled } = workspace
  writeKeys(workspace, program)
  if (size <= SORTED_SIZE || filled === 0) return size
  // The arms of the last fill carry every query, so whoever stands below all of them is not needed.
  let least = Infinity
  for (let i = 0; i < filled; i++) if (key[order[i]] < least) least = key[order[i]]
  let candidates = 0
  for (let m = 0; m < size; m++) if (key[m] >= least) order[candidates++] = m
  return candidates
}

const writeKeys = (workspace: BudgetedSimplexWorkspace, program: BudgetedSimplex): void => {
  const { size, reward, cost } = program
  const { key, tie, budgetPrice } = workspace
  if (budgetPrice < Infinity) {
    for (let m = 0; m < size; m++) key[m] = reward[m] - budgetPrice * cost[m]
    return
  }
  for (let m = 0; m < size; m++) {
    key[m] = -cost[m]
    tie[m] = -reward[m]
  }
}

/**
 * Cuts a share down to its capacity. Rounding that is left of sums of capacities is dropped, so that a share is exactly zero, exactly the
 * capacity, or truly between.
 */
export const snapShare = (share: Float64Array, capacity: Float64Array, m: number): void => {
  if (share[m] <= roundingShare) share[m] = 0
  else if (share[m] >= capacity[m] - roundingShare) share[m] = capacity[m]
}
