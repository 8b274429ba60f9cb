import { tolerance } from '@stageroute/numeric'
import { isAffordable } from './afford'
import { fixArms } from './fixing'
import { relaxNode } from './relaxation'
import { decision } from './relaxation-workspace'
import type { RuledSearch } from './ruled-search'

const { relativeBudget, rounding, share: roundingShare } = tolerance

/**
 * Solves the relaxation of a node whose decisions are propagated. Returns false when it holds no feasible mix or nothing above the best selection so
 * far; `nodeBound` bounds what the node's selections earn.
 */
export const relaxRuledNode = (search: RuledSearch): boolean => {
  const { relaxation } = search.core
  sumSelected(search)
  if (search.nodeMass === 0) return boundMinimums(search)
  stateNode(search)
  storeCutoff(search)
  relaxation.budget = search.node.budget
  relaxation.rounding = search.rounding / search.nodeMass
  const isOpen = relaxNode(relaxation, search.node)
  search.nodeBound = toProgram(search, relaxation.bound)
  return isOpen
}

/** What counts as an improvement, in the unit of the node's program. */
export const storeCutoff = ({ core, rounding: least, nodeOffset, nodeMass }: RuledSearch): void => {
  core.relaxation.cutoff = (core.value + least - nodeOffset) / nodeMass
}

/** A bound of the node's program in the unit of the search, with the rounding of the sum. */
const toProgram = ({ nodeOffset, nodeMass }: RuledSearch, bound: number): number => {
  const noise = rounding * (Math.abs(nodeOffset) + nodeMass * Math.abs(bound))
  return bound === -Infinity ? bound : nodeOffset + nodeMass * bound + noise
}

/** Decides free arms by the node's multipliers; what is given away is part of the search's bound. */
export const fixRuledArms = (search: RuledSearch): void => {
  const { core, node } = search
  if (search.nodeMass === 0) return
  const bound = core.bound
  core.bound = -Infinity
  fixArms(core, node)
  core.bound = Math.max(bound, toProgram(search, core.bound))
}

/** What the minimums of the selected arms carry, cost and earn, with the refund of the room left in priced groups. */
const sumSelected = (search: RuledSearch): void => {
  const { program, rules, limits, limitPrice, counted, core } = search
  let mass = 1
  let spent = 0
  let earned = 0
  for (let m = 0; m < program.size; m++) {
    if (core.relaxation.decisions[m] !== decision.selected) continue
    mass -= rules.minimum[m]
    spent += rules.minimum[m] * program.cost[m]
    earned += rules.minimum[m] * program.reward[m]
  }
  for (let g = 0; g < limits.all.length; g++) {
    earned += limitPrice[g] * (limits.all[g].atMost - counted[g])
  }
  search.nodeMass = mass > roundingShare ? mass : 0
  search.nodeCost = spent
  search.nodeOffset = earned
}

/** Where the minimums are the mix there is nothing to relax: further arms could only be there without a share. */
const boundMinimums = (search: RuledSearch): boolean => {
  const { program, core } = search
  let paid = 0
  for (let m = 0; m < program.size; m++) {
    if (core.relaxation.decisions[m] === decision.selected) paid += program.fixedCost[m]
  }
  core.relaxation.inner.size = 0
  search.nodeBound = isAffordable(search.nodeCost, program.budget)
    ? search.nodeOffset - paid
    : -Infinity
  return search.nodeBound > core.value + search.rounding
}

/** States what the minimums leave as a program of mass one. */
const stateNode = (search: RuledSearch): void => {
  const { core, program, rules, node, nodeMass, nodeCost } = search
  const { decisions, minimum } = core.relaxation
  node.budget = (program.budget - (nodeCost - relativeBudget * nodeCost)) / nodeMass
  for (let m = 0; m < program.size; m++) {
    const isSelected = decisions[m] === decision.selected
    const room = program.capacity[m] - (isSelected ? rules.minimum[m] : 0)
    const charge = isSelected ? 0 : limitCharge(search, m)
    node.capacity[m] = Math.min(room, nodeMass) / nodeMass
    node.fixedCost[m] = (program.fixedCost[m] + charge) / nodeMass
    minimum[m] = rules.minimum[m] / nodeMass
  }
}

const limitCharge = ({ limits, limitPrice }: RuledSearch, arm: number): number => {
  const own = limits.of[arm]
  let charge = 0
  for (let i = 0; i < own.length; i++) charge += limitPrice[own[i]]
  return charge
}
