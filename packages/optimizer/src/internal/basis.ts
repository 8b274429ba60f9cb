import { tolerance } from '@stageroute/numeric'
import type { BudgetedSimplex, BudgetedSimplexWorkspace } from '../budgeted-simplex'
import { isAffordable } from './afford'

// Read once: the kernels below ask for it at every query.
const strict = tolerance.strict

/** Where an arm of a basic mix stands. */
const place = { empty: 0, full: 1, between: 2 } as const

/** What holds the arms between: nothing but the mass row, the budget row too, or, where no mix fits the budget, the least cost. */
export const regime = { slack: 0, priced: 1, cheapest: 2 } as const

/**
 * Remembers the basis of a mix as the solver left it; none when the mix is degenerate, because then other bases describe it as well.
 */
export const recordBasis = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  basisRegime: number,
  mix: Float64Array
): void => {
  const { size, cost, capacity } = program
  const { place: places, fullArms } = workspace
  let between = 0
  let full = 0
  workspace.basisSize = 0
  for (let m = 0; m < size; m++) {
    const share = mix[m]
    places[m] = share <= 0 ? place.empty : share < capacity[m] ? place.between : place.full
    if (places[m] === place.full) fullArms[full++] = m
    if (places[m] !== place.between) continue
    if (between === 0) workspace.cheaper = m
    else workspace.dearer = m
    between++
  }
  if (between !== (basisRegime === regime.priced ? 2 : 1)) return
  const { cheaper, dearer } = workspace
  if (basisRegime === regime.priced && cost[cheaper] > cost[dearer]) {
    workspace.cheaper = dearer
    workspace.dearer = cheaper
  }
  workspace.full = full
  workspace.basisRegime = basisRegime
  workspace.basisSize = size
}

/**
 * Writes the mix of the remembered basis under the numbers of `program`, with its scalars: two arms between from the mass and the budget row,
 * one from the mass row alone. Returns false, and writes nothing, when there is no such basis or a share is not clearly between its bounds.
 *
 * Cost: O(size), no allocation.
 */
export const applyBasisInto = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex,
  out: Float64Array
): boolean => {
  const { size, reward, cost, capacity } = program
  const { fullArms, full, cheaper, dearer, budget } = workspace
  if (workspace.basisSize !== size) return false
  let mass = 1
  let spent = 0
  let value = 0
  for (let i = 0; i < full; i++) {
    const m = fullArms[i]
    mass -= capacity[m]
    spent += capacity[m] * cost[m]
    value += capacity[m] * reward[m]
  }
  const isPriced = workspace.basisRegime === regime.priced
  const step = isPriced ? cost[dearer] - cost[cheaper] : 1
  const dearShare = isPriced ? (budget - spent - cost[cheaper] * mass) / step : 0
  const cheapShare = mass - dearShare
  const cheapRoom = capacity[cheaper] - cheapShare
  const dearRoom = isPriced ? capacity[dearer] - dearShare : 1
  if (!(step > 0 && cheapShare > strict && cheapRoom > strict)) return false
  if (isPriced && !(dearShare > strict && dearRoom > strict)) return false
  const price = isPriced ? (reward[dearer] - reward[cheaper]) / step : 0
  // A price beyond all numbers is none.
  if (!(Math.abs(price) < Infinity)) return false

  for (let m = 0; m < size; m++) out[m] = 0
  for (let i = 0; i < full; i++) out[fullArms[i]] = capacity[fullArms[i]]
  out[cheaper] = cheapShare
  value += cheapShare * reward[cheaper]
  spent += cheapShare * cost[cheaper]
  if (isPriced) {
    out[dearer] = dearShare
    value += dearShare * reward[dearer]
    spent += dearShare * cost[dearer]
  }
  workspace.value = value
  workspace.cost = spent
  // Rewards that differ by rounding alone give a price of nothing.
  workspace.budgetPrice = price > 0 ? price : 0
  storePrices(workspace, program)
  return true
}

/** What follows from the price of the budget. */
const storePrices = (
  workspace: BudgetedSimplexWorkspace,
  { reward, cost }: BudgetedSimplex
): void => {
  const { basisRegime, cheaper } = workspace
  workspace.slack = 0
  if (basisRegime === regime.priced) {
    workspace.threshold = reward[cheaper] - workspace.budgetPrice * cost[cheaper]
  } else if (basisRegime === regime.slack) {
    workspace.slack = Math.max(0, workspace.budget - workspace.cost)
    workspace.threshold = reward[cheaper]
  } else {
    workspace.budgetPrice = Infinity
    workspace.threshold = 0
  }
}

/**
 * Whether the basis just applied is the only optimal one: every arm outside stands clearly below the threshold, every full one clearly above, and
 * the budget is clearly on the side that the regime says. Anything less is left to the search, whose ties are documented.
 *
 * Cost: O(size), no allocation.
 * Source: complementary slackness of RouteOPT, arXiv 2506.17254, Eq. 7.
 */
export const isStrictlyOptimal = (
  workspace: BudgetedSimplexWorkspace,
  program: BudgetedSimplex
): boolean => {
  const { size, reward, cost } = program
  const { place: places, basisRegime, cheaper, budget, budgetPrice, cost: spent } = workspace
  const isCheapest = basisRegime === regime.cheapest
  const isPriced = basisRegime === regime.priced
  const worth = isCheapest ? 0 : 1
  const price = isCheapest ? 1 : budgetPrice
  if (isPriced && budgetPrice === 0) return false
  const edge = isCheapest ? 1 - strict : 1 + strict
  if (!isPriced && isAffordable(spent * edge, budget) === isCheapest) return false
  const threshold = worth * reward[cheaper] - price * cost[cheaper]
  const least = Math.abs(threshold)
  for (let m = 0; m < size; m++) {
    const stands = places[m]
    if (stands === place.between) continue
    const gain = worth * reward[m]
    const paid = price * cost[m]
    const above = gain - paid - threshold
    const unclear = strict * (Math.abs(gain) + paid + least)
    // Stated so that what is no number is not clear either.
    if (!(stands === place.full ? above > unclear : above < -unclear)) return false
  }
  return true
}
