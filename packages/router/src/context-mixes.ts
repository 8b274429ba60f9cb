import * as E from 'fp-ts/Either'
import { solveContextualSimplex, type ContextualSimplex } from '@stageroute/optimizer'
import type { Router } from './router'

/**
 * The mixes of all contexts, which share the budget and the capacities, and the prices at which they do.
 *
 * Shape: `mix`, `reward` and `cost` are context-major, context x position; `capacityPrice` is by position.
 * Unit: `cost` in USD per query, `budgetPrice` in reward per USD, NaN where none is defined.
 *
 * @category context
 * @since 0.1.0
 */
export interface ContextMixes {
  /** How many contexts have a mix; 0 when none was solved for this stage. */
  contexts: number
  mix: Float64Array
  reward: Float64Array
  cost: Float64Array
  capacityPrice: Float64Array
  /** Not a number where no mix fits the budget. */
  budgetPrice: number
}

/**
 * Prices that queries without a mix are routed at, once they are set.
 *
 * Shape: `capacity` is by position.
 * Unit: `budget` in reward per USD, `capacity` in reward.
 *
 * @category context
 * @since 0.1.0
 */
export interface FixedPrices {
  isSet: boolean
  budget: number
  capacity: Float64Array
}

const none = new Float64Array(0)

export const makeContextMixes = (): ContextMixes => ({
  contexts: 0,
  mix: none,
  reward: none,
  cost: none,
  capacityPrice: none,
  budgetPrice: Number.NaN
})

export const makeFixedPrices = (): FixedPrices => ({
  isSet: false,
  budget: Number.NaN,
  capacity: none
})

/** Forgets mixes and prices: they are those of one deployed set. */
export const forgetContexts = ({ contexts, prices }: Router): void => {
  contexts.contexts = 0
  prices.isSet = false
}

/**
 * Solves the mixes of all contexts together; queries that say their context are routed by its mix from now on, until the next deployment. Where no
 * mix fits the budget, by the cheapest ones. A programme that cannot be solved leaves what was there, and the answer is false.
 *
 * Shape: the programme's arms are the deployed ones, by position.
 * Cost: one contextual RouteOPT; allocates. Meant for every so many queries, not for each.
 *
 * @category context
 * @since 0.1.0
 */
export const solveContexts = (router: Router, program: ContextualSimplex): boolean => {
  const { contexts, state } = router
  if (program.size !== state.program.size) return false
  const answer = solveContextualSimplex(program)
  if (E.isLeft(answer) || answer.right._tag === 'capacityInfeasible') return false
  const mix = answer.right
  contexts.contexts = program.contexts
  contexts.mix = mix.share
  contexts.reward = program.reward.slice()
  contexts.cost = program.cost.slice()
  contexts.budgetPrice = mix._tag === 'optimal' ? mix.budgetPrice : Number.NaN
  contexts.capacityPrice =
    mix._tag === 'optimal' ? mix.capacityPrice : new Float64Array(program.size)
  return true
}

/**
 * Routes queries that have no mix of their own to the best open arm at fixed prices, by the bounds that `setBounds` gives for that very query: for
 * estimates from features. Returns whether the prices are ones: finite, at least 0, and as many as arms are deployed; others change nothing.
 *
 * Shape: `capacityPrice` is by position of the deployed arms.
 * Unit: `budgetPrice` in reward per USD, `capacityPrice` in reward.
 *
 * @category context
 * @since 0.1.0
 */
export const setPrices = (
  { prices, state }: Router,
  budgetPrice: number,
  capacityPrice: Float64Array
): boolean => {
  const { size } = state.program
  const isPrice = (price: number): boolean => price >= 0 && price < Infinity
  if (!isPrice(budgetPrice) || capacityPrice.length < size) return false
  if (!capacityPrice.subarray(0, size).every(isPrice)) return false
  prices.isSet = true
  prices.budget = budgetPrice
  prices.capacity = capacityPrice.slice(0, size)
  return true
}
