import { dot, tolerance } from '@stageroute/numeric'
import { isAffordable, priceBetween } from './afford'
import type { BudgetedSelection } from '../budgeted-selection'
import { budgetedSimplexStatus } from '../budgeted-simplex'
import { solveBudgetedSimplexInto } from '../solve-budgeted-simplex'
import { decision, type RelaxationWorkspace } from './relaxation-workspace'

/**
 * Solves the linear relaxation of a node, `max netReward.d  s.t.  cost.d <= budget, sum d = 1, sum of slots.d <= freeSlots,
 * 0 <= d <= capacity` with `slots = 1/capacity` for free arms and 0 for selected ones: the budget row is priced out by a secant search,
 * and what is left for each price is a {@link BudgetedSimplex} whose "budget" are the free slots.
 *
 * Returns false when the node holds no feasible mix; else stores the upper `bound` and the relaxed `mix`.
 */
export const relaxNode = (workspace: RelaxationWorkspace, program: BudgetedSelection): boolean => {
  openNode(workspace, program)
  if (workspace.inner.size === 0) return false
  const { budget } = program
  const { inner, cheap, dear, mix, netReward, cost } = workspace
  const size = inner.size
  if (!solveAtPrice(workspace, 0, dear)) return false
  const dearValue = dot(netReward, dear, size)
  const dearCost = dot(cost, dear, size)
  workspace.bound = dearValue - workspace.paidFixedCost
  if (isAffordable(dearCost, budget)) {
    for (let i = 0; i < size; i++) mix[i] = cheap[i] = dear[i]
    return true
  }
  solveAtPrice(workspace, Infinity, cheap)
  const cheapestCost = dot(cost, cheap, size)
  if (!isAffordable(cheapestCost, budget)) return false
  searchPrice(workspace, budget)
  return true
}

/** Lists the open arms and states the inner program but for its reward, which depends on the price. */
const openNode = (workspace: RelaxationWorkspace, program: BudgetedSelection): void => {
  const { decisions, arms, inner, netReward, cost } = workspace
  let selected = 0
  let scale = 0
  workspace.paidFixedCost = 0
  for (let m = 0; m < program.size; m++) {
    if (decisions[m] !== decision.selected) continue
    selected++
    workspace.paidFixedCost += program.fixedCost[m]
  }
  workspace.freeSlots = program.maxSelected - selected
  let size = 0
  for (let m = 0; m < program.size; m++) {
    const isFree = decisions[m] === decision.free
    const capacity = program.capacity[m]
    if (decisions[m] === decision.excluded || (isFree && workspace.freeSlots === 0)) continue
    // Such an arm carries nothing but rounding, and one slot per capacity would overflow.
    if (capacity <= tolerance.share) continue
    arms[size] = m
    netReward[size] = program.reward[m] - (isFree ? program.fixedCost[m] / capacity : 0)
    cost[size] = program.cost[m]
    inner.cost[size] = isFree ? 1 / capacity : 0
    inner.capacity[size] = capacity
    scale = Math.max(scale, Math.abs(program.reward[m]), program.fixedCost[m])
    size++
  }
  // Differences below this are rounding, in the program's own unit of reward.
  workspace.rounding = tolerance.bound * scale
  inner.size = size
  inner.budget = workspace.freeSlots
}

/** Writes the vertex that is optimal at one budget price (Infinity: the cheapest); false when the slots cannot carry a full mix. */
const solveAtPrice = (
  workspace: RelaxationWorkspace,
  price: number,
  vertex: Float64Array
): boolean => {
  const { inner, simplex, netReward, cost } = workspace
  const isCheapest = price === Infinity
  for (let i = 0; i < inner.size; i++) {
    inner.reward[i] = isCheapest ? -cost[i] : netReward[i] - price * cost[i]
  }
  return solveBudgetedSimplexInto(simplex, inner, vertex) === budgetedSimplexStatus.optimal
}

const searchPrice = (workspace: RelaxationWorkspace, budget: number): void => {
  const { inner, dear, cheap, trial, mix, netReward, cost, paidFixedCost } = workspace
  const size = inner.size
  let dearValue = dot(netReward, dear, size)
  let dearCost = dot(cost, dear, size)
  let cheapValue = dot(netReward, cheap, size)
  let cheapCost = dot(cost, cheap, size)
  for (let step = 0; step < STEP_LIMIT; step++) {
    const price = priceBetween(dearValue, dearCost, cheapValue, cheapCost)
    solveAtPrice(workspace, price, trial)
    const value = dot(netReward, trial, size)
    const spent = dot(cost, trial, size)
    const lagrangian = value - price * spent
    // Each term carries the rounding of its own size, which costs that are nearly equal make large.
    const noise = tolerance.rounding * (Math.abs(value) + price * (spent + budget))
    // Any price gives a valid bound; the last one gives the least.
    workspace.bound = Math.min(workspace.bound, lagrangian + price * budget + noise - paidFixedCost)
    const better = lagrangian - (cheapValue - price * cheapCost)
    if (better <= Math.max(noise, workspace.rounding / 10)) break
    if (isAffordable(spent, budget)) {
      cheapValue = value
      cheapCost = spent
      for (let i = 0; i < size; i++) cheap[i] = trial[i]
    } else {
      dearValue = value
      dearCost = spent
      for (let i = 0; i < size; i++) dear[i] = trial[i]
    }
  }
  const weight = Math.min(1, Math.max(0, (budget - cheapCost) / (dearCost - cheapCost)))
  for (let i = 0; i < size; i++) mix[i] = weight * dear[i] + (1 - weight) * cheap[i]
}

/** The search takes about ten steps; the limit only guards against a cycle in the last bits. */
const STEP_LIMIT = 200
