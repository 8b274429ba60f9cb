import { sortByKeyInto, tolerance } from '@stageroute/numeric'
import type { BudgetedSelection, BudgetedSelectionWorkspace } from '../budgeted-selection'
import { budgetedSimplexStatus } from '../budgeted-simplex'
import { solveBudgetedSimplexInto } from '../solve-budgeted-simplex'
import { relaxNode } from './relaxation'
import { decision } from './relaxation-workspace'

/** Writes the arms with the largest capacities, as many as may be selected, to the members; returns their number. */
const listLargestInto = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection
): number => {
  const { size, capacity } = program
  const { members } = workspace
  for (let m = 0; m < size; m++) members[m] = m
  sortByKeyInto(capacity, capacity, size, members)
  return Math.min(size, program.maxSelected)
}

/** Whether the `maxSelected` largest capacities reach one; without that no selection carries a full mix. */
export const isCapacityEnough = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection
): boolean => {
  const largest = listLargestInto(workspace, program)
  let reach = 0
  for (let i = 0; i < largest; i++) reach += program.capacity[workspace.members[i]]
  return reach >= 1 - tolerance.share
}

/**
 * Depth-first branch and bound: writes the best selection's mix and stores its net value, the certified bound and the number of nodes.
 * Returns false when no selection within the budget was found: there is none unless the bound is left above -Infinity.
 */
export const branchInto = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  out: Float64Array
): boolean => {
  workspace.relaxation.decisions.fill(decision.free, 0, program.size)
  workspace.value = -Infinity
  workspace.bound = -Infinity
  workspace.nodes = 0
  // Roundings may miss a full mix; the largest capacities carry one, so only the budget can leave nothing found.
  offerInto(workspace, program, listLargestInto(workspace, program), out)
  visitNode(workspace, program, out)
  workspace.bound = Math.max(workspace.bound, workspace.value)
  return workspace.value > -Infinity
}

const visitNode = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  out: Float64Array
): void => {
  const { relaxation } = workspace
  workspace.nodes++
  if (!relaxNode(relaxation, program)) return
  const bound = relaxation.bound
  const branchArm = mostFractionalArm(workspace, program)
  roundInto(workspace, program, relaxation.mix, out)
  if (workspace.value === -Infinity) roundInto(workspace, program, relaxation.cheap, out)
  const isClosed = bound <= workspace.value + relaxation.rounding
  const isCutShort = !isClosed && branchArm >= 0 && workspace.nodes >= workspace.nodeLimit
  if (isCutShort) workspace.isProved = false
  if (isClosed || branchArm < 0 || isCutShort) {
    // What a closed leaf could still hold is part of the certificate.
    workspace.bound = Math.max(workspace.bound, bound)
    return
  }
  relaxation.decisions[branchArm] = decision.selected
  visitNode(workspace, program, out)
  relaxation.decisions[branchArm] = decision.excluded
  visitNode(workspace, program, out)
  relaxation.decisions[branchArm] = decision.free
}

/** The free arm whose occupied slot d/capacity is closest to one half; -1 when every slot is whole. */
const mostFractionalArm = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection
): number => {
  const { arms, inner, mix, decisions } = workspace.relaxation
  let chosen = -1
  let closest = 0.5 - tolerance.share
  for (let i = 0; i < inner.size; i++) {
    const m = arms[i]
    if (decisions[m] !== decision.free) continue
    const distance = Math.abs(mix[i] / program.capacity[m] - 0.5)
    if (distance < closest) {
      closest = distance
      chosen = m
    }
  }
  return chosen
}

/** Rounds a relaxed mix: the node's selected arms and the free ones that occupy most of a slot, re-solved exactly. */
const roundInto = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  relaxed: Float64Array,
  out: Float64Array
): void => {
  const { relaxation, members, isMember, mix } = workspace
  const { arms, inner, decisions, freeSlots } = relaxation
  let free = 0
  for (let i = 0; i < inner.size; i++) {
    const m = arms[i]
    const isFree = decisions[m] === decision.free
    isMember[m] = isFree ? 0 : 1
    mix[m] = relaxed[i] / program.capacity[m]
    if (isFree && relaxed[i] > tolerance.share) members[free++] = m
  }
  sortByKeyInto(mix, program.cost, free, members)
  for (let i = 0; i < Math.min(free, freeSlots); i++) isMember[members[i]] = 1
  let size = 0
  for (let i = 0; i < inner.size; i++) if (isMember[arms[i]] === 1) members[size++] = arms[i]
  offerInto(workspace, program, size, out)
}

/** Solves RouteOPT on the first `size` members and keeps the mix when it beats the best so far. */
const offerInto = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  size: number,
  out: Float64Array
): void => {
  const { restricted, members, simplex, mix } = workspace
  restricted.size = size
  restricted.budget = program.budget
  for (let i = 0; i < size; i++) {
    const m = members[i]
    restricted.reward[i] = program.reward[m]
    restricted.cost[i] = program.cost[m]
    restricted.capacity[i] = program.capacity[m]
  }
  if (size === 0) return
  const status = solveBudgetedSimplexInto(simplex, restricted, mix)
  if (status !== budgetedSimplexStatus.optimal) return
  let value = simplex.value
  for (let i = 0; i < size; i++) if (mix[i] > 0) value -= program.fixedCost[members[i]]
  if (!(value > workspace.value)) return
  workspace.value = value
  workspace.budgetPrice = simplex.budgetPrice
  workspace.threshold = simplex.threshold
  for (let m = 0; m < program.size; m++) out[m] = 0
  for (let i = 0; i < size; i++) out[members[i]] = mix[i]
}
