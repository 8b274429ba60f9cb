import { dot, selectByWeightInto, tolerance } from '@stageroute/numeric'
import type { BudgetedSimplex, BudgetedSimplexWorkspace } from '../budgeted-simplex'

/**
 * Writes the vertex that is optimal at one budget price: arms in order of reduced reward, each filled to capacity until the shares sum to
 * one. Price 0 ignores the budget; price Infinity is the cheapest full mix. Stores the vertex's value and cost in the workspace and
 * returns false when the capacities sum below one.
 *
 * Ties: lower cost first (at price Infinity: higher reward first), then lower index.
 * Cost: O(size) expected, no allocation.
 */
export const fillInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  price: number,
  out: Float64Array
): boolean => {
  const { size, reward, cost, capacity } = program
  const { order, key, tie } = workspace
  const isCheapest = price === Infinity
  for (let m = 0; m < size; m++) {
    key[m] = isCheapest ? -cost[m] : reward[m] - price * cost[m]
    tie[m] = isCheapest ? -reward[m] : cost[m]
    out[m] = 0
  }
  const reached = selectByWeightInto(key, tie, capacity, 1 - tolerance.share, size, order)
  const filled = reached < 0 ? size : reached
  let remaining = 1
  for (let i = 0; i < filled; i++) {
    const m = order[i]
    out[m] = snappedShare(remaining, capacity[m])
    remaining -= out[m]
  }
  workspace.value = dot(reward, out, size)
  workspace.cost = dot(cost, out, size)
  return reached >= 0
}

/**
 * The part of `mass` that fits into a capacity. Rounding that is left of sums of capacities is dropped, so that a share is exactly zero,
 * exactly the capacity, or truly between.
 */
export const snappedShare = (mass: number, capacity: number): number =>
  mass <= tolerance.share ? 0 : mass >= capacity - tolerance.share ? capacity : mass
