import { drawCategory } from '@stageroute/numeric'
import { budgetedSimplexStatus, solveBudgetedSimplexInto } from '@stageroute/optimizer'
import type { RouterState } from './router-state'

/**
 * Solves RouteOPT over the deployed arms at their current bounds and returns the arm that a uniform draw picks from the optimal
 * distribution, or -1 when the query goes unserved.
 *
 * When no mix fits the budget the cheapest full mix is used; when the deployed capacities sum below one, every arm runs at its capacity
 * and the missing mass is unserved, as is everything while nothing is deployed. `state.status` tells which, `state.share` holds exactly the
 * probabilities drawn from.
 *
 * Requires: `0 <= draw < 1`.
 * Cost: one RouteOPT, no allocation.
 * Ties: as the optimiser's: equal reduced reward prefers lower cost, then the arm named first to `deploy`. Draws from 0 upward pick arms in
 *   that order too.
 * Source: arXiv 2506.17254, Eq. 7.
 *
 * @category routing
 * @since 0.1.0
 * @example
 * import { deploy, makeRouterState, routeQuery, setBounds } from '@stageroute/router'
 *
 * const state = makeRouterState(4, 0.002)
 * deploy(state, [1, 3], Float64Array.of(1, 1, 1, 1))
 * setBounds(state, 1, 0.5, 0.001)
 * setBounds(state, 3, 0.75, 0.003)
 * routeQuery(state, 0.4) // => 1
 * routeQuery(state, 0.6) // => 3
 */
export const routeQuery = (state: RouterState, draw: number): number => {
  if (state.program.size === 0) {
    state.status = budgetedSimplexStatus.capacityInfeasible
    return -1
  }
  state.status = solveBudgetedSimplexInto(state.workspace, state.program, state.share)
  const position = drawCategory(state.share, state.program.size, draw)
  return position < 0 ? -1 : state.arms[position]
}

/**
 * Writes the last routing distribution by arm: zero for arms that are not deployed, and for all between `deploy` and the next query.
 *
 * Shape: `out` has an entry for every arm; all of it is written.
 * Unit: probabilities; they sum to one unless the deployed capacities do not.
 * Cost: O(length of `out`), no allocation.
 *
 * @category routing
 * @since 0.1.0
 */
export const distributionInto = (state: RouterState, out: Float64Array): void => {
  out.fill(0)
  for (let i = 0; i < state.program.size; i++) out[state.arms[i]] = state.share[i]
}
