import {
  makeBudgetedSimplexWorkspace,
  type BudgetedSimplex,
  type BudgetedSimplexStatus,
  type BudgetedSimplexWorkspace
} from '@stageroute/optimizer'

/**
 * Buffers of the per-query programme over the deployed arms, made once and refilled at each stage. Position i of the programme is
 * arm `arms[i]`; `share` holds the last routing distribution, `status` why the last solve stopped.
 *
 * @category state
 * @since 0.1.0
 */
export interface RouterState {
  readonly program: BudgetedSimplex
  readonly workspace: BudgetedSimplexWorkspace
  readonly arms: Int32Array
  readonly positions: Int32Array
  readonly share: Float64Array
  status: BudgetedSimplexStatus
}

/**
 * Returns a router for up to `maxArms` arms of which none is deployed yet.
 *
 * Unit: `budget` in USD per query.
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
  status: 0
})

/**
 * Fixes the deployed set until the next call. Bounds are set afterwards, arm by arm, with `setBounds`.
 *
 * Shape: `capacity` is indexed by arm.
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
  for (let i = 0; i < deployed.length; i++) {
    const arm = deployed[i] as number
    arms[i] = arm
    positions[arm] = i
    program.capacity[i] = capacity[arm]
  }
}

/**
 * Sets the reward upper and cost lower bound by which a deployed arm is routed from now on; nothing happens for an arm that is not
 * deployed.
 *
 * @category state
 * @since 0.1.0
 */
export const setBounds = (
  state: RouterState,
  arm: number,
  rewardUpper: number,
  costLower: number
): void => {
  const position = state.positions[arm]
  if (position < 0) return
  state.program.reward[position] = rewardUpper
  state.program.cost[position] = costLower
}
