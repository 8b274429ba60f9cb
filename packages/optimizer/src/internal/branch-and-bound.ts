import { sortByKeyInto, tolerance } from '@stageroute/numeric'
import type { BudgetedSelection, BudgetedSelectionWorkspace } from '../budgeted-selection'
import { fixArms, undoTo } from './fixing'
import { offerInto, roundInto } from './incumbent'
import { relaxNode } from './relaxation'
import { decision, type RelaxationWorkspace } from './relaxation-workspace'

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
  visitNode(workspace, program, 0, out)
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
  workspace.trail.size = 0
  workspace.value = -Infinity
  workspace.bound = -Infinity
  workspace.nodes = 0
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
  startPrice: number,
  out: Float64Array
): void => {
  const { relaxation, trail } = workspace
  workspace.nodes++
  const isOpen = relaxNode(relaxation, program, cutoffOf(workspace), startPrice)
  const { bound, price } = relaxation
  if (!isOpen) {
    // What a closed node could still hold is part of the certificate.
    workspace.bound = Math.max(workspace.bound, bound)
    return
  }
  roundInto(workspace, program, relaxation.mix, out)
  if (workspace.value === -Infinity) roundInto(workspace, program, relaxation.cheap, out)
  const isCutShort = workspace.nodes >= workspace.nodeLimit
  const isClosed = bound <= cutoffOf(workspace)
  if (isClosed || isCutShort) {
    workspace.isProved &&= isClosed
    workspace.bound = Math.max(workspace.bound, bound)
    return
  }
  const decided = trail.size
  const given = fixArms(relaxation, program, workspace.byCapacity, trail, cutoffOf(workspace))
  workspace.bound = Math.max(workspace.bound, given)
  if (decided === 0) dropExcluded(relaxation)
  const branchArm = mostFractionalArm(workspace, program)
  if (branchArm >= 0) {
    decideAndVisit(workspace, program, branchArm, decision.selected, price, out)
    decideAndVisit(workspace, program, branchArm, decision.excluded, price, out)
  } else if (trail.size > decided) visitNode(workspace, program, price, out)
  else workspace.bound = Math.max(workspace.bound, bound)
  undoTo(relaxation, trail, decided)
}

/** What the root excludes is excluded everywhere: no later node looks at it. */
const dropExcluded = (relaxation: RelaxationWorkspace): void => {
  const { pool, decisions, poolSize } = relaxation
  let kept = 0
  for (let i = 0; i < poolSize; i++) {
    if (decisions[pool[i]] !== decision.excluded) pool[kept++] = pool[i]
  }
  relaxation.poolSize = kept
}

/** No selection better than this is worth a node. */
const cutoffOf = ({ value, relaxation }: BudgetedSelectionWorkspace): number =>
  value + relaxation.rounding

const decideAndVisit = (
  workspace: BudgetedSelectionWorkspace,
  program: BudgetedSelection,
  arm: number,
  verdict: number,
  startPrice: number,
  out: Float64Array
): void => {
  const { relaxation, trail } = workspace
  relaxation.decisions[arm] = verdict
  trail.arms[trail.size++] = arm
  visitNode(workspace, program, startPrice, out)
  undoTo(relaxation, trail, trail.size - 1)
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
