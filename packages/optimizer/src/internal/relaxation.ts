import { dot, tolerance } from '@stageroute/numeric'
import type { BudgetedSelection } from '../budgeted-selection'
import { budgetedSimplexStatus } from '../budgeted-simplex'
import { solveBudgetedSimplexInto } from '../solve-budgeted-simplex'
import { isAffordable, priceBetween } from './afford'
import { decision, type RelaxationWorkspace } from './relaxation-workspace'

/**
 * Solves the linear relaxation of a node, `max netReward.d  s.t.  cost.d <= budget, sum d = 1, sum of slots.d <= freeSlots,
 * 0 <= d <= capacity` with `slots = 1/capacity` for free arms and 0 for selected ones: the budget row is priced out by a secant search,
 * and what is left for each price is a `BudgetedSimplex` whose "budget" are the free slots.
 *
 * `startPrice`, the parent's, is tried first: often its Lagrangian bound closes the node. Returns false when the node holds no feasible mix or
 * nothing above `cutoff`; else stores the upper `bound`, the relaxed `mix` and the multipliers.
 */
export const relaxNode = (
  workspace: RelaxationWorkspace,
  program: BudgetedSelection,
  cutoff: number,
  startPrice: number
): boolean => {
  openNode(workspace, program)
  workspace.bound = -Infinity
  if (workspace.inner.size === 0) return false
  workspace.bound = Infinity
  const isStarted = startPrice > 0 && startPrice < Infinity
  if (isStarted && !boundAtPrice(workspace, program.budget, startPrice, cutoff)) return false
  const isStartCheap = isStarted && isAffordable(costOf(workspace, workspace.trial), program.budget)
  if (isStartCheap) swapCheap(workspace)
  else if (isStarted) swapDear(workspace)

  if (!isStarted || isStartCheap) {
    if (!boundAtPrice(workspace, program.budget, 0, cutoff)) return false
    swapDear(workspace)
    if (isAffordable(costOf(workspace, workspace.dear), program.budget)) {
      workspace.mix.set(workspace.dear)
      workspace.cheap.set(workspace.dear)
      return true
    }
  }
  if (!isStartCheap) {
    if (!solveAtPrice(workspace, Infinity)) return closed(workspace)
    swapCheap(workspace)
    if (!isAffordable(costOf(workspace, workspace.cheap), program.budget)) return closed(workspace)
  }
  return searchPrice(workspace, program.budget, cutoff)
}

/** A node without a feasible mix bounds nothing. */
const closed = (workspace: RelaxationWorkspace): false => {
  workspace.bound = -Infinity
  return false
}

const swapCheap = (workspace: RelaxationWorkspace): void => {
  const { cheap } = workspace
  workspace.cheap = workspace.trial
  workspace.trial = cheap
}

const swapDear = (workspace: RelaxationWorkspace): void => {
  const { dear } = workspace
  workspace.dear = workspace.trial
  workspace.trial = dear
}

/** Lists the open arms and states the inner program but for its reward, which depends on the price. */
const openNode = (workspace: RelaxationWorkspace, program: BudgetedSelection): void => {
  const { decisions, pool, poolSize, arms, inner, netReward, cost } = workspace
  let selected = 0
  workspace.paidFixedCost = 0
  workspace.selectedCapacity = 0
  for (let i = 0; i < poolSize; i++) {
    const m = pool[i]
    if (decisions[m] !== decision.selected) continue
    selected++
    workspace.paidFixedCost += program.fixedCost[m]
    workspace.selectedCapacity += program.capacity[m]
  }
  workspace.freeSlots = program.maxSelected - selected
  let size = 0
  for (let i = 0; i < poolSize; i++) {
    const m = pool[i]
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
    size++
  }
  inner.size = size
  inner.budget = workspace.freeSlots
}

/** Writes the vertex that is optimal at one budget price (Infinity: the cheapest) to `trial`; false when the slots cannot carry a full mix. */
const solveAtPrice = (workspace: RelaxationWorkspace, price: number): boolean => {
  const { inner, simplex, netReward, cost, trial } = workspace
  const isCheapest = price === Infinity
  for (let i = 0; i < inner.size; i++) {
    inner.reward[i] = isCheapest ? -cost[i] : netReward[i] - price * cost[i]
  }
  return solveBudgetedSimplexInto(simplex, inner, trial) === budgetedSimplexStatus.optimal
}

/** Solves at a price and tightens the node's bound; false when that closes the node. */
const boundAtPrice = (
  workspace: RelaxationWorkspace,
  budget: number,
  price: number,
  cutoff: number
): boolean => {
  if (!solveAtPrice(workspace, price)) return closed(workspace)
  const { simplex, paidFixedCost } = workspace
  const spent = costOf(workspace, workspace.trial)
  const paid = price > 0 ? price * (spent + budget) : 0
  // Each term carries the rounding of its own size, which costs that are nearly equal make large.
  workspace.noise = tolerance.rounding * (Math.abs(simplex.value) + paid)
  workspace.price = price
  workspace.slotPrice = simplex.budgetPrice
  workspace.threshold = simplex.threshold
  const refund = price > 0 ? price * budget + workspace.noise : 0
  const lagrangian = simplex.value + refund - paidFixedCost
  // Any price gives a valid bound.
  workspace.bound = Math.min(workspace.bound, lagrangian)
  return workspace.bound > cutoff
}

const costOf = ({ cost, inner }: RelaxationWorkspace, vertex: Float64Array): number =>
  dot(cost, vertex, inner.size)

const valueOf = ({ netReward, inner }: RelaxationWorkspace, vertex: Float64Array): number =>
  dot(netReward, vertex, inner.size)

const searchPrice = (workspace: RelaxationWorkspace, budget: number, cutoff: number): boolean => {
  let dearValue = valueOf(workspace, workspace.dear)
  let dearCost = costOf(workspace, workspace.dear)
  let cheapValue = valueOf(workspace, workspace.cheap)
  let cheapCost = costOf(workspace, workspace.cheap)
  for (let step = 0; step < STEP_LIMIT; step++) {
    const price = priceBetween(dearValue, dearCost, cheapValue, cheapCost)
    if (!boundAtPrice(workspace, budget, price, cutoff)) return false
    const value = valueOf(workspace, workspace.trial)
    const spent = costOf(workspace, workspace.trial)
    const better = value - price * spent - (cheapValue - price * cheapCost)
    if (better <= Math.max(workspace.noise, workspace.rounding / 10)) break
    if (isAffordable(spent, budget)) {
      cheapValue = value
      cheapCost = spent
      swapCheap(workspace)
    } else {
      dearValue = value
      dearCost = spent
      swapDear(workspace)
    }
  }
  const { mix, dear, cheap, inner } = workspace
  const weight = Math.min(1, Math.max(0, (budget - cheapCost) / (dearCost - cheapCost)))
  for (let i = 0; i < inner.size; i++) mix[i] = weight * dear[i] + (1 - weight) * cheap[i]
  return true
}

/** The search takes about ten steps; the limit only guards against a cycle in the last bits. */
const STEP_LIMIT = 200
