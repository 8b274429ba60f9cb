import type { BudgetedSelection } from '../budgeted-selection'
import { decision, type RelaxationWorkspace, type Trail } from './relaxation-workspace'

/**
 * Decides free arms of a node from its multipliers alone: an arm whose selection, or whose exclusion, leaves a Lagrangian bound of at most `cutoff`
 * need not be tried. Decided arms are appended to `trail`; returns the greatest bound given away, or -Infinity when nothing was decided.
 *
 * A selected arm gets at least the share that the others' capacities cannot carry, which is what makes selecting a poor arm expensive where
 * slots are scarce.
 *
 * Requires: multipliers of a relaxation of this very node; any non-negative ones give valid bounds (weak duality).
 * Cost: O(open arms + size of `byCapacity`), no allocation.
 */
export const fixArms = (
  workspace: RelaxationWorkspace,
  program: BudgetedSelection,
  byCapacity: Int32Array,
  trail: Trail,
  cutoff: number
): number => {
  const { decisions, arms, inner } = workspace
  const bound = dualBound(workspace, program.budget)
  const carried = workspace.selectedCapacity + largestFree(workspace, program, byCapacity)
  const leastShare = Math.max(0, 1 - carried)
  let given = -Infinity
  for (let i = 0; i < inner.size; i++) {
    const m = arms[i]
    if (decisions[m] !== decision.free) continue
    const gained = inner.capacity[i] * Math.max(0, reduced(workspace, i))
    const unslotted = program.reward[m] - workspace.price * program.cost[m] - workspace.threshold
    const share = unslotted >= 0 ? inner.capacity[i] : Math.min(leastShare, inner.capacity[i])
    const whenExcluded = bound - gained
    const whenSelected =
      whenExcluded + share * unslotted - program.fixedCost[m] - workspace.slotPrice
    if (whenSelected <= cutoff) decisions[m] = decision.excluded
    else if (whenExcluded <= cutoff) decisions[m] = decision.selected
    else continue
    trail.arms[trail.size++] = m
    given = Math.max(given, Math.min(whenSelected, whenExcluded))
  }
  return given
}

/** Frees the arms decided after a position of the trail. */
export const undoTo = ({ decisions }: RelaxationWorkspace, trail: Trail, size: number): void => {
  while (trail.size > size) decisions[trail.arms[--trail.size]] = decision.free
}

const reduced = (
  { inner, netReward, cost, price, slotPrice, threshold }: RelaxationWorkspace,
  i: number
): number => netReward[i] - price * cost[i] - slotPrice * inner.cost[i] - threshold

/** The dual objective of the node at its multipliers, an upper bound whatever they are. */
const dualBound = (workspace: RelaxationWorkspace, budget: number): number => {
  const { inner, price, slotPrice, threshold, freeSlots, paidFixedCost, noise } = workspace
  const refund = price > 0 ? price * budget : 0
  let objective = refund + slotPrice * freeSlots + threshold - paidFixedCost + noise
  for (let i = 0; i < inner.size; i++) {
    objective += inner.capacity[i] * Math.max(0, reduced(workspace, i))
  }
  return objective
}

/** The most that one free arm's competitors for the slots can carry: the largest free capacities but for one slot. */
const largestFree = (
  { decisions, freeSlots }: RelaxationWorkspace,
  { size, capacity }: BudgetedSelection,
  byCapacity: Int32Array
): number => {
  let sum = 0
  let found = 0
  for (let i = 0; i < size && found < freeSlots - 1; i++) {
    const m = byCapacity[i]
    if (decisions[m] !== decision.free) continue
    sum += capacity[m]
    found++
  }
  return sum
}
