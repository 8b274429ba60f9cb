import { sortByKeyInto, tolerance } from '@stageroute/numeric'
import { budgetedSimplexStatus } from '../budgeted-simplex'
import { solveFlooredSimplexInto } from '../solve-floored-simplex'
import { packMissing } from './limits'
import { decision } from './relaxation-workspace'
import type { RuledSearch } from './ruled-search'

/** Offers the arms of a list in its order, as far as the rules let them in, with what the rules ask for beside them. */
export const offerListInto = (
  search: RuledSearch,
  list: ArrayLike<number>,
  size: number,
  out: Float64Array
): void => {
  for (let i = 0; i < size; i++) search.preference[i] = list[i]
  offerPreferredInto(search, size, out)
}

/** Offers the free arms of a relaxed mix by the part of a slot that they occupy. */
export const offerRelaxedInto = (
  search: RuledSearch,
  relaxed: Float64Array,
  out: Float64Array
): void => {
  const { core, node, preference, program } = search
  const { arms, inner, decisions } = core.relaxation
  let size = 0
  for (let i = 0; i < inner.size; i++) {
    const m = arms[i]
    core.mix[m] = relaxed[i] / node.capacity[m]
    if (decisions[m] === decision.free && relaxed[i] > tolerance.share) preference[size++] = m
  }
  sortByKeyInto(core.mix, program.cost, size, preference)
  offerPreferredInto(search, size, out)
}

const offerPreferredInto = (search: RuledSearch, size: number, out: Float64Array): void => {
  const { core, program, preference } = search
  admitSelected(search)
  for (let i = 0; i < size; i++) admit(search, preference[i])
  if (!admitMissing(search)) return
  for (let i = 0; i < program.size && search.memberCapacity < 1; i++) {
    admit(search, core.byCapacity[i])
  }
  offerMembersInto(search, out)
}

const admitSelected = (search: RuledSearch): void => {
  const { core, program, isMember, admitted } = search
  admitted.fill(0)
  search.memberMass = 0
  search.memberCapacity = 0
  for (let m = 0; m < program.size; m++) {
    isMember[m] = 0
    if (core.relaxation.decisions[m] === decision.selected) enter(search, m)
  }
}

const enter = (search: RuledSearch, arm: number): void => {
  const { limits, admitted, isMember, rules, program } = search
  isMember[arm] = 1
  for (const g of limits.of[arm]) admitted[g]++
  search.memberMass += rules.minimum[arm]
  search.memberCapacity += program.capacity[arm]
}

/** Lets an arm in where every limit, the minimums and the slots that groups still need leave room for it. */
const admit = (search: RuledSearch, arm: number): boolean => {
  const { core, rules, limits, isMember, admitted, missing, packed } = search
  if (isMember[arm] === 1 || core.relaxation.decisions[arm] === decision.excluded) return false
  if (search.memberMass + rules.minimum[arm] > 1 + tolerance.share) return false
  if (limits.of[arm].some((g) => admitted[g] >= limits.all[g].atMost)) return false
  limits.all.forEach(({ atLeast }, g) => (missing[g] = atLeast - admitted[g]))
  for (const g of limits.of[arm]) missing[g]--
  if (packMissing(limits, missing, packed) > limits.all[0].atMost - admitted[0] - 1) return false
  enter(search, arm)
  return true
}

/** Lets in the best arms of groups that miss some; false where that does not meet every group. */
const admitMissing = (search: RuledSearch): boolean => {
  const { limits, admitted } = search
  for (let g = 0; g < limits.all.length; g++) {
    while (admitted[g] < limits.all[g].atLeast) if (!admitBest(search, g)) return false
  }
  return true
}

const admitBest = (search: RuledSearch, g: number): boolean => {
  const { core, program, limits } = search
  const { price } = core.relaxation
  const arms = Array.from(limits.all[g].arms)
  const worth = (m: number): number =>
    program.reward[m] - (price < Infinity ? price : 0) * program.cost[m] - program.fixedCost[m]
  return arms.sort((a, b) => worth(b) - worth(a) || a - b).some((m) => admit(search, m))
}

/** Solves RouteOPT above the minimums on the members and keeps the mix when it beats the best so far. */
const offerMembersInto = (search: RuledSearch, out: Float64Array): void => {
  const { core, program, rules, members, isMember, floor } = search
  const { restricted, simplex, mix } = core
  let size = 0
  for (let m = 0; m < program.size; m++) {
    if (isMember[m] === 0) continue
    members[size] = m
    restricted.reward[size] = program.reward[m]
    restricted.cost[size] = program.cost[m]
    restricted.capacity[size] = program.capacity[m]
    floor[size] = rules.minimum[m]
    size++
  }
  if (size === 0) return
  restricted.size = size
  restricted.budget = program.budget
  const status = solveFlooredSimplexInto(simplex, restricted, floor, mix)
  if (status !== budgetedSimplexStatus.optimal) return
  for (let i = 0; i < size; i++) if (mix[i] <= 0) dismiss(search, members[i])
  let value = simplex.value
  for (let i = 0; i < size; i++)
    if (isMember[members[i]] === 1) value -= program.fixedCost[members[i]]
  if (!(value > core.value)) return
  core.value = value
  core.slack = simplex.slack
  core.budgetPrice = simplex.budgetPrice
  core.threshold = simplex.threshold
  out.fill(0, 0, program.size)
  for (let i = 0; i < size; i++) out[members[i]] = mix[i]
  search.isSelected.set(isMember)
}

/** Lets an arm without a share go where no rule asks for it. */
const dismiss = ({ rules, limits, admitted, isMember }: RuledSearch, arm: number): void => {
  if (rules.required.includes(arm)) return
  if (limits.of[arm].some((g) => admitted[g] <= limits.all[g].atLeast)) return
  isMember[arm] = 0
  for (const g of limits.of[arm]) admitted[g]--
}
