import {
  linearStatus,
  pooledLower,
  pooledUpper,
  predictLinearInto,
  type ContextualTable,
  type LinearTable
} from '@stageroute/estimators'
import type { ContextualSimplex } from '@stageroute/optimizer'
import type { Router } from './router'
import { setBounds } from './router-state'

/**
 * Returns RouteOPT by context over the deployed arms: the bounds of pooled estimates, the capacities and the budget of the stage. For
 * `solveContexts`, every so many queries.
 *
 * Shape: `weight` has an entry per context of the table.
 * Unit: `weight` the contexts' shares of the queries, which sum to one; `level` in nats.
 * Requires: every deployed arm in the table, `level >= 0`.
 * Cost: O(contexts deployed); allocates the programme.
 *
 * @category context
 * @since 0.1.0
 */
export const stateContexts = (
  { state }: Router,
  table: ContextualTable,
  weight: Float64Array,
  level: number
): ContextualSimplex => {
  const { size, capacity, budget } = state.program
  const contexts = table.reward.contexts
  const reward = new Float64Array(contexts * size)
  const cost = new Float64Array(contexts * size)
  for (let context = 0; context < contexts; context++) {
    for (let i = 0; i < size; i++) {
      reward[context * size + i] = pooledUpper(table.reward, context, state.arms[i], level)
      cost[context * size + i] = pooledLower(table.cost, context, state.arms[i], level)
    }
  }
  return { contexts, size, weight, reward, cost, capacity: capacity.slice(0, size), budget }
}

/**
 * Sets the reward bounds of the deployed arms to those of one query, predicted from its features: `prediction + confidence width`, clipped to [0, 1].
 * An arm of which nothing can be predicted keeps its bounds. With `setPrices` the next decision is by them.
 *
 * Shape: `costLower` is indexed by arm; `prediction` has two entries or more.
 * Unit: `costLower` in USD per query; `confidence` as `linearConfidence` returns it.
 * Requires: every deployed arm in the table, `confidence >= 0`.
 * Cost: O(deployed dimension^2), no allocation.
 * Source: Y. Abbasi-Yadkori, D. Pal, C. Szepesvari, NIPS 2011.
 *
 * @category context
 * @since 0.1.0
 */
export const setBoundsByFeatures = (
  { state }: Router,
  table: LinearTable,
  query: {
    readonly features: Float64Array
    readonly confidence: number
    readonly costLower: Float64Array
    readonly prediction: Float64Array
  }
): void => {
  const { features, confidence, costLower, prediction } = query
  for (let i = 0; i < state.program.size; i++) {
    const arm = state.arms[i]
    if (predictLinearInto(table, arm, features, prediction) !== linearStatus.accepted) continue
    const upper = prediction[0] + confidence * prediction[1]
    setBounds(state, arm, Math.min(1, Math.max(0, upper)), costLower[arm])
  }
}
