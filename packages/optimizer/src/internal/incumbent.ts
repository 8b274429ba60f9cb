import { sortByKeyInto, tolerance } from '@stageroute/numeric'
import type { BudgetedSelection, BudgetedSelectionWorkspace } from '../budgeted-selection'
import { budgetedSimplexStatus } from '../budgeted-simplex'
import { solveBudgetedSimplexInto } from '../solve-budgeted-simplex'
import { decision } from './relaxation-workspace'

/** Solves RouteOPT on the first `size` members and keeps the mix when it beats the best so far. */
export const offerInto = (
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
  workspace.slack = simplex.slack
  workspace.budgetPrice = simplex.budgetPrice
  workspace.threshold = simplex.threshold
  for (let m = 0; m < program.size; m++) out[m] = 0
  for (let i = 0; i < size; i++) out[members[i]] = mix[i]
}

/** Rounds a relaxed mix: the node's selected arms and the free ones that occupy most of a slot, re-solved exactly. */
export const roundInto = (
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
