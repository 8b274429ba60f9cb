import {
  budgetedSimplexStatus,
  makeBudgetedSimplexWorkspace,
  type BudgetedSimplex,
  type BudgetedSimplexStatus,
  type BudgetedSimplexWorkspace
} from '@stageroute/optimizer'

/**
 * Buffers of the per-query programme over the deployed arms, made once and refilled at each stage; written by this package only.
 *
 * Shape: `positions` is indexed by arm, everything else by position; position i is arm `arms[i]`, for i below `program.size`.
 *
 * @category state
 * @since 0.1.0
 */
export interface RouterState {
  /** RouteOPT over the deployed arms, by position. */
  readonly program: BudgetedSimplex
  /** Buffers of its solver, which also hold the last budget price. */
  readonly workspace: BudgetedSimplexWorkspace
  /** Arm of each position. */
  readonly arms: Int32Array
  /** Position of each arm, -1 when it is not deployed. */
  readonly positions: Int32Array
  /** The last routing distribution, by position. */
  readonly share: Float64Array
  /** Why the last solve stopped, one of `budgetedSimplexStatus`. */
  status: BudgetedSimplexStatus
}

/**
 * Returns a router for up to `maxArms` arms of which none is deployed yet.
 *
 * Unit: `budget` in USD per query.
 * Requires: `maxArms` an integer of at least 0, `budget >= 0` and finite.
 * Cost: O(maxArms) time and memory, once.
 *
 * @category state
 * @since 0.1.0
 */
export const makeRouterState = (maxArms: number, budget: number): RouterState => ({
  program: {
    size: 0,
    reward: new Float64Array(maxArms),
    cost: new Float64Array(maxArms),
    capacity: new Float64Array(maxArms),
    budget
  },
  workspace: makeBudgetedSimplexWorkspace(maxArms),
  arms: new Int32Array(maxArms),
  positions: new Int32Array(maxArms).fill(-1),
  share: new Float64Array(maxArms),
  status: budgetedSimplexStatus.capacityInfeasible
})

/**
 * Fixes the deployed set until the next call and forgets the last distribution. Until `setBounds` says more, an arm is taken to earn 1 and
 * to cost nothing.
 *
 * Shape: `capacity` is indexed by arm.
 * Requires: distinct arms below `maxArms`, their capacities in (0, 1].
 * Cost: O(maxArms), no allocation.
 *
 * @category state
 * @since 0.1.0
 */
export const deploy = (
  state: RouterState,
  deployed: ReadonlyArray<number>,
  capacity: Float64Array
): void => {
  const { program, arms, positions } = state
  positions.fill(-1)
  program.size = deployed.length
  program.reward.fill(1)
  program.cost.fill(0)
  state.share.fill(0)
  for (let i = 0; i < deployed.length; i++) {
    const arm = deployed[i]
    arms[i] = arm
    positions[arm] = i
    program.capacity[i] = capacity[arm]
  }
}

/**
 * Sets the reward upper and cost lower bound by which a deployed arm is routed from now on, and returns whether it did: an arm that is not deployed
 * has none, and what is no bound (not finite, a cost below 0) leaves the last good ones.
 *
 * Unit: `rewardUpper` in [0, 1], `costLower` in USD per query.
 * Cost: O(1), no allocation.
 *
 * @category state
 * @since 0.1.0
 */
export const setBounds = (
  state: RouterState,
  arm: number,
  rewardUpper: number,
  costLower: number
): boolean => {
  const position = state.positions[arm]
  const isBound = Number.isFinite(rewardUpper) && costLower >= 0 && costLower < Infinity
  // An arm past the table has no position at all.
  if (!(position >= 0) || !isBound) return false
  state.program.reward[position] = rewardUpper
  state.program.cost[position] = costLower
  return true
}

/**
 * Sets the largest share of the queries that a deployed arm may take from now on, and returns whether it did: an arm that is not deployed has none, and
 * what is no share leaves the last good one.
 *
 * Cost: O(1), no allocation.
 *
 * @category state
 * @since 0.1.0
 */
export const setCapacity = (state: RouterState, arm: number, capacity: number): boolean => {
  const position = state.positions[arm]
  if (!(position >= 0) || !(capacity > 0 && capacity <= 1)) return false
  state.program.capacity[position] = capacity
  return true
}
