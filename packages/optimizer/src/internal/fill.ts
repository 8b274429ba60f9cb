import { selectByWeightInto, tolerance } from '@stageroute/numeric'
import type { BudgetedSimplex, BudgetedSimplexWorkspace } from '../budgeted-simplex'

// Read once: the kernels below ask for it at every arm.
const roundingShare = tolerance.share

/** Up to this size sorting every arm, from the order of the last fill, beats looking for candidates. */
const SORTED_SIZE = 24

/**
 * Writes the vertex that is optimal at one budget price: arms in order of reduced reward, each filled to capacity until the shares sum to
 * one. Price 0 ignores the budget; price Infinity is the cheapest full mix. Stores the vertex's value and cost in the workspace and
 * returns false when the capacities sum below one.
 *
 * Requires: `order` a permutation of the arms when `filled` is 0, else as the last fill left it.
 * Ties: lower cost first (at price Infinity: higher reward first), then lower index.
 * Cost: O(size) expected, no allocation; one pass and a selection among few where an earlier fill carried every query.
 */
export const fillInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  price: number,
  out: Float64Array
): boolean => {
  const { size, reward, cost, capacity } = program
  const { order, key, tie } = workspace
  const candidates = listCandidates(workspace, program, price)
  const tieKey = price === Infinity ? tie : cost
  const full = 1 - roundingShare
  const reached = selectByWeightInto(key, tieKey, capacity, full, candidates, order)
  const filled = reached < 0 ? candidates : reached
  let remaining = 1
  let value = 0
  let spent = 0
  out.fill(0, 0, size)
  for (let i = 0; i < filled; i++) {
    const m = order[i]
    const share = snappedShare(remaining, capacity[m])
    out[m] = share
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
const listCandidates = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  price: number
): number => {
  const { size, reward, cost } = program
  const { order, key, tie, filled } = workspace
  const isCheapest = price === Infinity
  if (isCheapest) for (let m = 0; m < size; m++) tie[m] = -reward[m]
  if (size <= SORTED_SIZE || filled === 0) {
    for (let m = 0; m < size; m++) key[m] = isCheapest ? -cost[m] : reward[m] - price * cost[m]
    return size
  }
  // The arms of the last fill carry every query, so whoever stands below all of them is not needed.
  let least = Infinity
  for (let i = 0; i < filled; i++) {
    const m = order[i]
    least = Math.min(least, isCheapest ? -cost[m] : reward[m] - price * cost[m])
  }
  let candidates = 0
  for (let m = 0; m < size; m++) {
    const reduced = isCheapest ? -cost[m] : reward[m] - price * cost[m]
    key[m] = reduced
    if (reduced >= least) order[candidates++] = m
  }
  return candidates
}

/**
 * The part of `mass` that fits into a capacity. Rounding that is left of sums of capacities is dropped, so that a share is exactly zero,
 * exactly the capacity, or truly between.
 */
export const snappedShare = (mass: number, capacity: number): number =>
  mass <= roundingShare ? 0 : mass >= capacity - roundingShare ? capacity : mass
