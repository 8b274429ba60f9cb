import { tolerance } from '@stageroute/numeric'
import { mostFractionalArm, sortByCapacity } from './branch-and-bound'
import { undoTo } from './fixing'
import { tuneLimitPrices } from './limit-prices'
import { decide, propagate } from './propagate'
import { decision } from './relaxation-workspace'
import { offerListInto, offerRelaxedInto } from './ruled-incumbent'
import { fixRuledArms, relaxRuledNode, storeCutoff } from './ruled-node'
import type { RuledSearch } from './ruled-search'

/**
 * Depth-first branch and bound under rules: writes the best selection's mix and stores its net value, the certified bound and the number of nodes in
 * the core. Returns false when no selection was found.
 */
export const branchRuledInto = (search: RuledSearch, out: Float64Array): boolean => {
  const { core, program } = search
  openSearch(search)
  if (propagate(search)) {
    offerListInto(search, core.suggestion, core.suggested, out)
    offerListInto(search, core.byCapacity, program.size, out)
    tuneLimitPrices(search, out)
    core.relaxation.startPrice = 0
    visit(search, out)
  }
  core.bound = Math.max(core.bound, core.value)
  return core.value > -Infinity
}

const openSearch = (search: RuledSearch): void => {
  const { core, program, rules } = search
  const { relaxation } = core
  sortByCapacity(core, program)
  let scale = 0
  for (let m = 0; m < program.size; m++) {
    relaxation.decisions[m] = decision.free
    relaxation.pool[m] = m
    scale = Math.max(scale, Math.abs(program.reward[m]), program.fixedCost[m])
  }
  relaxation.poolSize = program.size
  relaxation.price = 0
  search.rounding = tolerance.bound * scale
  search.limitPrice.fill(0)
  core.trail.size = 0
  core.value = -Infinity
  core.bound = -Infinity
  core.nodes = 0
  core.isProved = true
  // Potentials of the root are of no use here: decisions of a node are made anew from its own multipliers.
  core.isCoreSearched = true
  for (const arm of rules.required) decide(search, arm, decision.selected)
}

const visit = (search: RuledSearch, out: Float64Array): void => {
  const { core } = search
  const decided = core.trail.size
  core.nodes++
  if (propagate(search)) {
    if (relaxRuledNode(search)) expand(search, out)
    else keepBound(search)
  }
  undoTo(core, decided)
}

/** What a closed node could still hold is part of the certificate. */
const keepBound = ({ core, nodeBound }: RuledSearch): void => {
  core.bound = Math.max(core.bound, nodeBound)
}

const expand = (search: RuledSearch, out: Float64Array): void => {
  const { core } = search
  const { relaxation, trail } = core
  offerRelaxedInto(search, relaxation.mix, out)
  if (core.value === -Infinity) offerRelaxedInto(search, relaxation.cheap, out)
  const isClosed = search.nodeBound <= core.value + search.rounding
  if (isClosed || core.nodes >= core.nodeLimit) {
    core.isProved &&= isClosed
    return keepBound(search)
  }
  storeCutoff(search)
  const decided = trail.size
  fixRuledArms(search)
  const startPrice = relaxation.price
  const arm = findBranchArm(search)
  if (arm < 0)
    return trail.size > decided ? visitFrom(search, startPrice, out) : settle(search, out)
  for (const verdict of [decision.selected, decision.excluded]) {
    decide(search, arm, verdict)
    visitFrom(search, startPrice, out)
    undoTo(core, trail.size - 1)
  }
}

const visitFrom = (search: RuledSearch, startPrice: number, out: Float64Array): void => {
  search.core.relaxation.startPrice = startPrice
  visit(search, out)
}

/** A node that leaves nothing to branch on is a selection, unless a group is charged for room that it does not fill: then without the charge. */
const settle = (search: RuledSearch, out: Float64Array): void => {
  const { limitPrice, core } = search
  const charged = limitPrice.findIndex((price) => price > 0)
  if (charged < 0) return keepBound(search)
  const price = limitPrice[charged]
  limitPrice[charged] = 0
  visitFrom(search, core.relaxation.price, out)
  limitPrice[charged] = price
}

const findBranchArm = (search: RuledSearch): number => {
  const fractional = mostFractionalArm(search.core, search.node)
  return fractional >= 0 ? fractional : findGroupArm(search)
}

/** With whole slots, an arm of the first group that has too many or too few: a free one with a share, or the best free one. */
const findGroupArm = (search: RuledSearch): number => {
  const { core, limits, isMember, program } = search
  const { arms, inner, mix, decisions, price } = core.relaxation
  for (let m = 0; m < program.size; m++) isMember[m] = decisions[m] === decision.selected ? 1 : 0
  for (let i = 0; i < inner.size; i++) if (mix[i] > tolerance.share) isMember[arms[i]] = 1
  for (const { arms: group, atLeast, atMost } of limits.all) {
    let count = 0
    for (const m of group) count += isMember[m]
    if (count >= atLeast && count <= atMost) continue
    const worth = (m: number): number =>
      program.reward[m] - price * program.cost[m] - program.fixedCost[m]
    const open = Array.from(group).filter(
      (m) => decisions[m] === decision.free && (count < atLeast || isMember[m] === 1)
    )
    if (open.length > 0) return open.reduce((best, m) => (worth(m) > worth(best) ? m : best))
  }
  return -1
}
