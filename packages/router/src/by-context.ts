import { bestAtPrices } from '@stageroute/optimizer'
import { basis, type Basis } from './decision-record'
import { setFloors } from './floors'
import type { Router } from './router'

/**
 * Takes the open arms' shares from the mix of a context. Every arm of a mix is optimal at the shared prices, so what closed arms would have
 * taken goes to the others of the mix in proportion; where all of them are closed, to the best open arm at the prices.
 */
export const shareByContext = (router: Router, context: number): void => {
  const { state, contexts, open } = router
  const row = context * state.program.size
  let mass = 0
  for (let i = 0; i < open.size; i++) {
    const cell = row + open.positions[i]
    open.program.reward[i] = contexts.reward[cell]
    open.program.cost[i] = contexts.cost[cell]
    open.share[i] = contexts.mix[cell]
    mass += open.share[i]
  }
  if (mass > 0) for (let i = 0; i < open.size; i++) open.share[i] = open.share[i] / mass
  else giveToBest(router, contexts.budgetPrice, contexts.capacityPrice)
  spread(router, basis.context, contexts.budgetPrice)
}

/** Gives everything to the best open arm at the fixed prices. */
export const shareByPrices = (router: Router): void => {
  const { prices } = router
  giveToBest(router, prices.budget, prices.capacity)
  spread(router, basis.prices, prices.budget)
}

/** Without a price, because nothing fits the budget, the cheapest arm is the best. */
const giveToBest = ({ open }: Router, price: number, capacityPrice: Float64Array): void => {
  const { reward, cost } = open.program
  for (let i = 0; i < open.size; i++) {
    open.capacityPrice[i] = capacityPrice[open.positions[i]]
    open.share[i] = 0
  }
  const best =
    price >= 0
      ? bestAtPrices(reward, cost, 0, open.size, price, open.capacityPrice)
      : cheapestOf(cost, open.size)
  open.share[best] = 1
}

const cheapestOf = (cost: Float64Array, size: number): number => {
  let cheapest = 0
  for (let i = 1; i < size; i++) if (cost[i] < cost[cheapest]) cheapest = i
  return cheapest
}

/** Mixes the least shares in, and notes what the shares were taken from. */
const spread = (router: Router, from: Basis, budgetPrice: number): void => {
  const { settings, record, open } = router
  setFloors(router, settings.exploration)
  let floors = 0
  for (let i = 0; i < open.size; i++) floors += open.floor[i]
  const rest = Math.max(0, 1 - floors)
  for (let i = 0; i < open.size; i++) open.share[i] = open.floor[i] + rest * open.share[i]
  record.basis = from
  record.status = 0
  record.budgetPrice = budgetPrice
}
