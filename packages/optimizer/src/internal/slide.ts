import { sortByKeyInto, tolerance } from '@stageroute/numeric'
import { snapShare } from './fill'
import type { BudgetedSimplex, BudgetedSimplexWorkspace } from '../budgeted-simplex'

// Read once: the slide asks for it at every step.
const roundingShare = tolerance.share

/**
 * Turns two vertices that are optimal at the workspace's price, `dear` above the budget and `out` within it, into a basic optimal mix
 * between them.
 *
 * All arms on which the two differ have the same reduced reward, so only their total cost matters: they are refilled cheapest first, then
 * the filled window slides towards the dearer arms until the budget is met. Both ends of a window are the only fractional shares, so the
 * mix is basic, whatever the ties.
 */
export const slideToBudgetInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  out: Float64Array
): void => {
  const { size, cost, capacity } = program
  const { tiedArms, budget } = workspace
  const tied = refillCheapestInto(workspace, program, out)
  let spent = 0
  for (let m = 0; m < size; m++) spent += out[m] * cost[m]
  let missing = budget - spent
  let from = 0
  let to = 0
  while (missing > 0 && to < tied) {
    const giver = tiedArms[from]
    const taker = tiedArms[to]
    const room = capacity[taker] - out[taker]
    // What is moved into less room than that would be dropped as rounding, again and again.
    if (from === to || room <= roundingShare) {
      to++
      continue
    }
    const step = cost[taker] - cost[giver]
    const most = out[giver] < room ? out[giver] : room
    const isEnough = most * step >= missing
    const moved = isEnough ? missing / step : most
    out[giver] -= moved
    out[taker] += moved
    snapShare(out, capacity, giver)
    snapShare(out, capacity, taker)
    if (isEnough) return
    missing -= moved * step
    if (out[giver] <= 0) from++
  }
}

/** Lists the tied arms by rising cost and moves their whole mass to the cheapest; returns how many there are. */
const refillCheapestInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  out: Float64Array
): number => {
  const { size, cost, capacity } = program
  const { tiedArms, key, tie, dear } = workspace
  let tied = 0
  let mass = 0
  for (let m = 0; m < size; m++) {
    const isFractional = out[m] > 0 && out[m] < capacity[m]
    if (out[m] === dear[m] && !isFractional) continue
    mass += out[m]
    out[m] = 0
    key[m] = -cost[m]
    tie[m] = m
    tiedArms[tied++] = m
  }
  sortByKeyInto(key, tie, tied, tiedArms)
  for (let i = 0; i < tied; i++) {
    const m = tiedArms[i]
    out[m] = mass
    snapShare(out, capacity, m)
    mass -= out[m]
  }
  return tied
}

/** Stores the reduced reward of a fractional arm; without one, of the worst arm in the mix. */
export const storeThreshold = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  share: Float64Array
): void => {
  const { size, reward, cost, capacity } = program
  const price = workspace.budgetPrice
  let worst = Infinity
  for (let m = 0; m < size; m++) {
    if (share[m] <= 0) continue
    const reduced = reward[m] - price * cost[m]
    worst = Math.min(worst, reduced)
    if (share[m] >= capacity[m]) continue
    worst = reduced
    break
  }
  workspace.threshold = price === Infinity ? 0 : worst
}
