import type { BudgetedSelection } from '@stageroute/optimizer'

/**
 * What a stage knows of the inventory when it decides what to deploy.
 *
 * Shape: the typed arrays are indexed by arm and have at least `size` entries; the arms `0 .. size - 1` are the inventory.
 * Unit: `rewardUpper` in [0, 1]; `costLower` and `budget` in USD per query; `capacity` in (0, 1].
 *
 * @category stage
 * @since 0.1.0
 */
export interface StageInput {
  readonly stage: number
  readonly size: number
  readonly rewardUpper: Float64Array
  readonly costLower: Float64Array
  readonly capacity: Float64Array
  readonly budget: number
  readonly maxDeployed: number
}

/**
 * States DeployOPT for the inventory: optimistic rewards, optimistic costs, at most `maxDeployed` arms or the whole inventory if that is
 * smaller.
 *
 * Source: arXiv 2506.17254, Eq. 3.
 */
export const stateDeployment = (input: StageInput): BudgetedSelection => ({
  size: input.size,
  reward: input.rewardUpper,
  cost: input.costLower,
  capacity: input.capacity,
  budget: input.budget,
  maxSelected: Math.min(input.maxDeployed, input.size),
  fixedCost: new Float64Array(input.size)
})
