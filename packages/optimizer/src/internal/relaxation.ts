import { tolerance } from '@stageroute/numeric'
import type { BudgetedSelection } from '../budgeted-selection'
import { budgetedSimplexStatus } from '../budgeted-simplex'
import { isAffordable, priceBetween } from './afford'
import { forgetSearch, searchOnInto } from './search'
import { decision, type RelaxationWorkspace } from './relaxation-workspace'

// Read once: the kernels below ask for them at every arm and step.
const { rounding, share: roundingShare } = tolerance

/**
 * Solves the linear relaxation of a node, `max netReward.d  s.t.  cost.d <= budget, sum d = 1, sum of slots.d <= freeSlots,
 * 0 <= d <= capacity` with `slots = 1/capacity` for free arms and 0 for selected ones: the budget row is priced out by a secant search,
 * and what is left for each price is a `BudgetedSimplex` whose "budget" are the free slots.
 *
 * The start price, the parent's, is tried first: often its Lagrangian bound closes the node. Returns false when the node holds no feasible mix or
 * nothing above the cutoff; else stores the upper bound, the relaxed mix and the multipliers.
 */
export const relaxNode = (workspace: RelaxationWorkspace, program: BudgetedSelection): boolean => {
  openNode(workspace, program)
  workspace.bound = Infinity
  if (workspace.inner.size === 0) return closed(workspace)
  const { startPrice, budget } = workspace
  const isStarted = startPrice > 0 && startPrice < Infinity
  let isStartCheap = false
  if (isStarted) {
    workspace.price = startPrice
    if (!boundAtPrice(workspace)) return false
    isStartCheap = isAffordable(workspace.trialCost, budget)
    if (isStartCheap) keepCheap(workspace)
    else keepDear(workspace)
  }
  if (!isStarted || isStartCheap) {
    workspace.price = 0
    if (!boundAtPrice(workspace)) return false
    keepDear(workspace)
    if (isAffordable(workspace.dearCost, budget)) return keepFreeMix(workspace)
  }
  if (!isStartCheap) {
    workspace.price = Infinity
    if (!solveAtPrice(workspace)) return closed(workspace)
    keepCheap(workspace)
    if (!isAffordable(workspace.cheapCost, budget)) return closed(workspace)
  }
  return searchPrice(workspace)
}

/** A node without a feasible mix bounds nothing. */
const closed = (workspace: RelaxationWorkspace): false => {
  workspace.bound = -Infinity
  return false
}

/** The mix that ignores the budget is within it. */
const keepFreeMix = ({ mix, cheap, dear, inner }: RelaxationWorkspace): true => {
  for (let i = 0; i < inner.size; i++) mix[i] = cheap[i] = dear[i]
  return true
}

const keepCheap = (workspace: RelaxationWorkspace): void => {
  const { cheap } = workspace
  workspace.cheap = workspace.trial
  workspace.cheapValue = workspace.trialValue
  workspace.cheapCost = workspace.trialCost
  workspace.trial = cheap
}

const keepDear = (workspace: RelaxationWorkspace): void => {
  const { dear } = workspace
  workspace.dear = workspace.trial
  workspace.dearValue = workspace.trialValue
  workspace.dearCost = workspace.trialCost
  workspace.trial = dear
}

/** Lists the open arms and states the inner program but for its reward, which depends on the price. */
const openNode = (workspace: RelaxationWorkspace, program: BudgetedSelection): void => {
  const { decisions, pool, poolSize, arms, inner, netReward, cost } = workspace
  let selected = 0
  let paid = 0
  let carried = 0
  for (let i = 0; i < poolSize; i++) {
    const m = pool[i]
    if (decisions[m] !== decision.selected) continue
    selected++
    paid += program.fixedCost[m]
    carried += program.capacity[m]
  }
  workspace.paidFixedCost = paid
  workspace.selectedCapacity = carried
  workspace.freeSlots = program.maxSelected - selected
  let size = 0
  for (let i = 0; i < poolSize; i++) {
    const m = pool[i]
    const isFree = decisions[m] === decision.free
    const capacity = program.capacity[m]
    if (decisions[m] === decision.excluded || (isFree && workspace.freeSlots === 0)) continue
    // Such an arm carries nothing but rounding, and one slot per capacity would overflow.
    if (capacity <= roundingShare) continue
    arms[size] = m
    netReward[size] = program.reward[m] - (isFree ? program.fixedCost[m] / capacity : 0)
    cost[size] = program.cost[m]
    inner.cost[size] = isFree ? 1 / capacity : 0
    inner.capacity[size] = capacity
    size++
  }
  inner.size = size
  inner.budget = workspace.freeSlots
  workspace.simplex.budget = workspace.freeSlots
  forgetSearch(workspace.simplex, size)
}

/** Writes the vertex that is optimal at the price (Infinity: the cheapest) to `trial`; false when the slots cannot carry a full mix. */
const solveAtPrice = (workspace: RelaxationWorkspace): boolean => {
  const { inner, simplex, netReward, cost, trial, price } = workspace
  const isCheapest = price === Infinity
  for (let i = 0; i < inner.size; i++) {
    inner.reward[i] = isCheapest ? -cost[i] : netReward[i] - price * cost[i]
  }
  const status = searchOnInto(simplex, inner, trial)
  let value = 0
  let spent = 0
  for (let i = 0; i < inner.size; i++) {
    value += netReward[i] * trial[i]
    spent += cost[i] * trial[i]
  }
  workspace.trialValue = value
  workspace.trialCost = spent
  return status === budgetedSimplexStatus.optimal
}

/** Solves at the price and tightens the node's bound; false when that closes the node. */
const boundAtPrice = (workspace: RelaxationWorkspace): boolean => {
  if (!solveAtPrice(workspace)) return closed(workspace)
  const { simplex, price, budget, trialCost } = workspace
  const charged = price > 0 ? price * (trialCost + budget) : 0
  // Each term carries the rounding of its own size, which costs that are nearly equal make large.
  workspace.noise = rounding * (Math.abs(simplex.value) + charged)
  workspace.slotPrice = simplex.budgetPrice
  workspace.threshold = simplex.threshold
  const refund = price > 0 ? price * budget + workspace.noise : 0
  const lagrangian = simplex.value + refund - workspace.paidFixedCost
  // Any price gives a valid bound.
  workspace.bound = Math.min(workspace.bound, lagrangian)
  return workspace.bound > workspace.cutoff
}

const searchPrice = (workspace: RelaxationWorkspace): boolean => {
  for (let step = 0; step < STEP_LIMIT; step++) {
    const { dearValue, dearCost, cheapValue, cheapCost } = workspace
    const price = priceBetween(dearValue, dearCost, cheapValue, cheapCost)
    workspace.price = price
    if (!boundAtPrice(workspace)) return false
    const { trialValue, trialCost } = workspace
    const better = trialValue - price * trialCost - (cheapValue - price * cheapCost)
    if (better <= Math.max(workspace.noise, workspace.rounding / 10)) break
    if (isAffordable(trialCost, workspace.budget)) keepCheap(workspace)
    else keepDear(workspace)
  }
  const { mix, dear, cheap, inner, dearCost, cheapCost, budget } = workspace
  const weight = Math.min(1, Math.max(0, (budget - cheapCost) / (dearCost - cheapCost)))
  for (let i = 0; i < inner.size; i++) mix[i] = weight * dear[i] + (1 - weight) * cheap[i]
  return true
}

/** The search takes about ten steps; the limit only guards against a cycle in the last bits. */
const STEP_LIMIT = 200
