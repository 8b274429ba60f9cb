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
  /** Whether queries that say no context go to the best arm at the prices. */
  isPriced: boolean
  mix: Float64Array
  reward: Float64Array
  cost: Float64Array
  capacityPrice: Float64Array
  budgetPrice: number
}

const none = new Float64Array(0)

export const makeContextMixes = (): ContextMixes => ({
  contexts: 0,
  isPriced: false,
  mix: none,
  reward: none,
  cost: none,
  capacityPrice: none,
  budgetPrice: Number.NaN
})

/** Forgets mixes and prices: they are those of one deployed set. */
export const forgetContexts = ({ contexts }: Router): void => {
  contexts.contexts = 0
  contexts.isPriced = false
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
 * estimates from features.
 *
 * Shape: `capacityPrice` is by position of the deployed arms.
 * Unit: `budgetPrice` in reward per USD, `capacityPrice` in reward.
 * Requires: finite prices of at least 0.
 *
 * @category context
 * @since 0.1.0
 */
export const setPrices = (
  { contexts }: Router,
  budgetPrice: number,
  capacityPrice: Float64Array
): void => {
  contexts.isPriced = true
  contexts.budgetPrice = budgetPrice
  contexts.capacityPrice = capacityPrice.slice()
}
