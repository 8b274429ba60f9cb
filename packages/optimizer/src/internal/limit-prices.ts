import { tolerance } from '@stageroute/numeric'
import { decision } from './relaxation-workspace'
import { offerRelaxedInto } from './ruled-incumbent'
import { relaxRuledNode } from './ruled-node'
import type { RuledSearch } from './ruled-search'

/** Steps of the search for prices; the bound hardly moves after them. */
const STEPS = 60

/** After so many steps without a better bound the steps are halved. */
const PATIENCE = 4

/**
 * Finds prices of the groups' upper limits that make the root's bound low, by subgradient steps towards the best selection known. Any prices give valid
 * bounds, so the steps need not end anywhere in particular.
 *
 * Source: B. T. Polyak, USSR Comput. Math. 9 (1969): step lengths from a target value.
 */
export const tuneLimitPrices = (search: RuledSearch, out: Float64Array): void => {
  const { limits, limitPrice, core } = search
  if (limits.all.length === 1) return
  const best = new Float64Array(limitPrice.length)
  const excess = new Float64Array(limitPrice.length)
  let least = Infinity
  let factor = 1
  let idle = 0
  for (let step = 0; step < STEPS; step++) {
    core.relaxation.startPrice = 0
    // Prices that close the root are the best there can be.
    if (!relaxRuledNode(search)) return
    offerRelaxedInto(search, core.relaxation.mix, out)
    idle = search.nodeBound < least ? 0 : idle + 1
    if (idle === 0) best.set(limitPrice)
    least = Math.min(least, search.nodeBound)
    if (idle === PATIENCE) {
      factor /= 2
      idle = 0
    }
    const norm = storeExcess(search, excess)
    if (norm <= tolerance.share) break
    follow(search, excess, factor / norm)
  }
  limitPrice.set(best)
}

/** Moves the prices along the excess, as far as would take the bound to the best selection known. */
const follow = (
  { core, limitPrice, nodeBound, rounding }: RuledSearch,
  excess: Float64Array,
  factor: number
): void => {
  const target = core.value > -Infinity ? core.value : nodeBound - Math.abs(nodeBound)
  const length = factor * Math.max(nodeBound - target, rounding)
  for (let g = 1; g < excess.length; g++) {
    limitPrice[g] = Math.max(0, limitPrice[g] + length * excess[g])
  }
}

/** By how much the relaxed mix exceeds each group's limit, where the price can follow; returns the sum of squares. */
const storeExcess = (search: RuledSearch, excess: Float64Array): number => {
  const { core, limits, limitPrice, node } = search
  const { arms, inner, mix, decisions } = core.relaxation
  excess.fill(0)
  limits.all.forEach(({ arms: group, atMost }, g) => {
    for (const m of group) if (decisions[m] === decision.selected) excess[g]++
    excess[g] -= atMost
  })
  for (let i = 0; i < inner.size; i++) {
    if (decisions[arms[i]] !== decision.free) continue
    for (const g of limits.of[arms[i]]) excess[g] += mix[i] / node.capacity[arms[i]]
  }
  let norm = 0
  for (let g = 1; g < excess.length; g++) {
    if (excess[g] < 0 && limitPrice[g] === 0) excess[g] = 0
    norm += excess[g] * excess[g]
  }
  return norm
}
