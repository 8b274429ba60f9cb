import type { BudgetedSelection, BudgetedSelectionWorkspace } from '../budgeted-selection'
import { decision, type RelaxationWorkspace } from './relaxation-workspace'

/**
 * Decides free arms of a node from its multipliers alone: an arm whose selection, or whose exclusion, leaves a Lagrangian bound of at most the
 * cutoff need not be tried. Decided arms are appended to the trail; what was given away is part of the search's bound.
 *
 * A selected arm gets at least the share that the others' capacities cannot carry, which is what makes selecting a poor arm expensive where
 * slots are scarce.
 *
 * Requires: multipliers of a relaxation of this very node; any non-negative ones give valid bounds (weak duality).
 * Cost: O(open arms), and a look at the largest capacities; no allocation.
 */
export const fixArms = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection
): void => {
  const { relaxation, trail } = workspace
  const { decisions, potential, nearness, minimum, arms, inner } = relaxation
  const { cutoff, price, slotPrice, threshold } = relaxation
  const { reward, cost, fixedCost } = program
  // The first relaxation is that of all arms; a later root may be that of a core, whose bounds say nothing of the whole.
  const isWhole = trail.size === 0 && !workspace.isCoreSearched
  storeDualBound(relaxation)
  storeLeastShare(workspace, program)
  const { dualBound, leastShare } = relaxation
  for (let i = 0; i < inner.size; i++) {
    const m = arms[i]
    if (decisions[m] !== decision.free) continue
    const capacity = inner.capacity[i]
    const unslotted = reward[m] - price * cost[m] - threshold
    const reduced = relaxation.netReward[i] - price * cost[m] - slotPrice / capacity - threshold
    const whenExcluded = reduced > 0 ? dualBound - capacity * reduced : dualBound
    const least = leastShare > minimum[m] ? leastShare : minimum[m]
    const share = unslotted >= 0 || least > capacity ? capacity : least
    const whenSelected = whenExcluded + share * unslotted - fixedCost[m] - slotPrice
    if (isWhole) {
      potential[m] = whenSelected
      nearness[m] = reduced
    }
    if (whenSelected > cutoff && whenExcluded > cutoff) continue
    decisions[m] = whenSelected > cutoff ? decision.selected : decision.excluded
    trail.arms[trail.size++] = m
    const given = Math.min(whenSelected, whenExcluded)
    if (given > workspace.bound) workspace.bound = given
  }
}

/** Frees the arms decided after a position of the trail. */
export const undoTo = ({ relaxation, trail }: BudgetedSelectionWorkspace, size: number): void => {
  while (trail.size > size) relaxation.decisions[trail.arms[--trail.size]] = decision.free
}

/** Takes arms out of the pool whose potential is no more than the cutoff; what they could have earned is part of the search's bound. */
export const dropHopeless = (workspace: BudgetedSelectionWorkspace): void => {
  const { pool, poolSize, potential, decisions, cutoff } = workspace.relaxation
  let kept = 0
  for (let i = 0; i < poolSize; i++) {
    const m = pool[i]
    if (potential[m] > cutoff || decisions[m] === decision.selected) pool[kept++] = m
    else if (potential[m] > workspace.bound) workspace.bound = potential[m]
  }
  workspace.relaxation.poolSize = kept
}

/** The dual objective of the node at its multipliers, an upper bound whatever they are. */
const storeDualBound = (relaxation: RelaxationWorkspace): void => {
  const { inner, netReward, cost, price, budget, slotPrice, threshold, freeSlots } = relaxation
  const refund = price > 0 ? price * budget : 0
  let objective = refund + slotPrice * freeSlots + threshold
  for (let i = 0; i < inner.size; i++) {
    const reduced = netReward[i] - price * cost[i] - slotPrice * inner.cost[i] - threshold
    if (reduced > 0) objective += inner.capacity[i] * reduced
  }
  relaxation.dualBound = objective - relaxation.paidFixedCost + relaxation.noise
}

/** The least share of a selected arm: what the selected arms and the largest free capacities, but for one slot, cannot carry. */
const storeLeastShare = (
  { relaxation, byCapacity }: BudgetedSelectionWorkspace,
  { size, capacity }: BudgetedSelection
): void => {
  const { decisions, freeSlots } = relaxation
  let carried = relaxation.selectedCapacity
  let found = 0
  for (let i = 0; i < size && found < freeSlots - 1; i++) {
    const m = byCapacity[i]
    if (decisions[m] !== decision.free) continue
    carried += capacity[m]
    found++
  }
  relaxation.leastShare = carried < 1 ? 1 - carried : 0
}
