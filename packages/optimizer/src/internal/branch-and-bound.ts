import { sortByKeyInto, tolerance } from '@stageroute/numeric'
import type { BudgetedSelection, BudgetedSelectionWorkspace } from '../budgeted-selection'
import { hasCore, searchCoreInto } from './core'
import { dropHopeless, fixArms, undoTo } from './fixing'
import { offerInto, roundInto } from './incumbent'
import { relaxNode } from './relaxation'
import { decision } from './relaxation-workspace'

/** Lists all arms by falling capacity; equal ones by index. */
export const sortByCapacity = (
  { byCapacity }: BudgetedSelectionWorkspace,
  { size, capacity }: BudgetedSelection
): void => {
  for (let m = 0; m < size; m++) byCapacity[m] = m
  sortByKeyInto(capacity, capacity, size, byCapacity)
}

/** Whether the `maxSelected` largest capacities reach one; without that no selection carries a full mix. */
export const isCapacityEnough = (
  { byCapacity }: BudgetedSelectionWorkspace,
  { size, capacity, maxSelected }: BudgetedSelection
): boolean => {
  let reach = 0
  for (let i = 0; i < Math.min(size, maxSelected); i++) reach += capacity[byCapacity[i]]
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
  openSearch(workspace, program)
  offerListInto(workspace, program, workspace.suggestion, workspace.suggested, out)
  // Roundings may miss a full mix; the largest capacities carry one, so only the budget can leave nothing found.
  const most = Math.min(program.size, program.maxSelected)
  offerListInto(workspace, program, workspace.byCapacity, most, out)
  workspace.relaxation.cutoff = workspace.value + workspace.relaxation.rounding
  workspace.relaxation.startPrice = workspace.poolPrice
  visitNode(workspace, program, out)
  workspace.bound = Math.max(workspace.bound, workspace.value)
  return workspace.value > -Infinity
}

const openSearch = (workspace: BudgetedSelectionWorkspace, program: BudgetedSelection): void => {
  const { relaxation } = workspace
  const { size, reward, fixedCost } = program
  let scale = 0
  for (let m = 0; m < size; m++) {
    relaxation.decisions[m] = decision.free
    relaxation.pool[m] = m
    scale = Math.max(scale, Math.abs(reward[m]), fixedCost[m])
  }
  relaxation.poolSize = size
  // Differences below this are rounding, in the program's own unit of reward.
  relaxation.rounding = tolerance.bound * scale
  relaxation.budget = program.budget
  relaxation.cutoff = -Infinity
  workspace.trail.size = 0
  workspace.value = -Infinity
  workspace.bound = -Infinity
  workspace.nodes = 0
  workspace.isCoreSearched = false
}

const offerListInto = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  arms: Int32Array,
  size: number,
  out: Float64Array
): void => {
  for (let i = 0; i < size; i++) workspace.members[i] = arms[i]
  offerInto(workspace, program, size, out)
}

const visitNode = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  out: Float64Array
): void => {
  const { relaxation, trail } = workspace
  workspace.nodes++
  const isOpen = relaxNode(relaxation, program)
  // What a closed node could still hold is part of the certificate.
  if (!isOpen) return keepBound(workspace)
  roundNodeInto(workspace, program, out)
  const isClosed = relaxation.bound <= relaxation.cutoff
  if (isClosed || workspace.nodes >= workspace.nodeLimit) {
    workspace.isProved &&= isClosed
    return keepBound(workspace)
  }
  const decided = trail.size
  fixArms(workspace, program)
  if (decided === 0) dropHopeless(workspace)
  if (hasCore(workspace)) {
    searchCoreInto(workspace, program, visitNode, out)
    return visitNode(workspace, program, out)
  }
  const branchArm = mostFractionalArm(workspace, program)
  if (branchArm < 0 && trail.size === decided) return keepBound(workspace)
  relaxation.startPrices[decided] = relaxation.price
  if (branchArm < 0) visitFrom(workspace, program, decided, out)
  else {
    decideAndVisit(workspace, program, branchArm, decision.selected, decided, out)
    decideAndVisit(workspace, program, branchArm, decision.excluded, decided, out)
  }
  undoTo(workspace, decided)
}

const keepBound = (workspace: BudgetedSelectionWorkspace): void => {
  workspace.bound = Math.max(workspace.bound, workspace.relaxation.bound)
}

/** Rounds the relaxed mix, and its vertex within the budget while nothing is known; what is found raises the cutoff and thins the pool. */
const roundNodeInto = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  out: Float64Array
): void => {
  const { relaxation, trail } = workspace
  const before = workspace.value
  roundInto(workspace, program, relaxation.mix, out)
  if (workspace.value === -Infinity) roundInto(workspace, program, relaxation.cheap, out)
  if (workspace.value === before) return
  relaxation.cutoff = workspace.value + relaxation.rounding
  if (trail.size > 0) dropHopeless(workspace)
}

const decideAndVisit = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  arm: number,
  verdict: number,
  parent: number,
  out: Float64Array
): void => {
  const { relaxation, trail } = workspace
  relaxation.decisions[arm] = verdict
  trail.arms[trail.size++] = arm
  visitFrom(workspace, program, parent, out)
  undoTo(workspace, trail.size - 1)
}

/** Visits a node from the price of its parent, which is known by the length of the trail at which it was visited. */
const visitFrom = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  parent: number,
  out: Float64Array
): void => {
  const { relaxation } = workspace
  relaxation.startPrice = relaxation.startPrices[parent]
  visitNode(workspace, program, out)
}

/** The free arm whose occupied slot d/capacity is closest to one half; -1 when every slot is whole. */
export const mostFractionalArm = (
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
