import type { BudgetedSelection } from '@stageroute/optimizer'

/**
 * What a stage knows of the inventory when it decides what to deploy.
 *
 * Shape: the typed arrays are indexed by arm and have at least `size` entries; the arms `0 .. size - 1` are the inventory.
 * Unit: `rewardUpper` in [0, 1]; `costLower` and `budget` in USD per query; `capacity` in (0, 1].
 * Requires: nothing; {@link planStage} checks it.
 *
 * @category stage
 * @since 0.1.0
 */
export interface StageInput {
  /** Number of the stage, from 0; only passed on to the plan. */
  readonly stage: number
  /** Arms in the inventory. */
  readonly size: number
  /** Reward upper bound of each arm. */
  readonly rewardUpper: Float64Array
  /** Cost lower bound of each arm. */
  readonly costLower: Float64Array
  /** Largest share of the queries each arm may take. */
  readonly capacity: Float64Array
  /** Allowed mean cost b. */
  readonly budget: number
  /** Most arms that may be live at once, M_max; an integer of at least 1. */
  readonly maxDeployed: number
}

/**
 * States DeployOPT for the inventory: optimistic rewards and costs, a mix carried by at most `maxDeployed` arms. The paper asks for exactly
 * `min(M_max, N)` arms; slots that the best mix leaves empty change no value, so "at most" states the same optimum.
 *
 * Source: arXiv 2506.17254, Eq. 3.
 */
export const stateDeployment = (input: StageInput): BudgetedSelection => ({
  size: input.size,
  reward: input.rewardUpper,
  cost: input.costLower,
  capacity: input.capacity,
  budget: input.budget,
  maxSelected: input.maxDeployed,
  fixedCost: new Float64Array(input.size)
})

const stageNames: Readonly<Record<string, string>> = {
  reward: 'rewardUpper',
  cost: 'costLower',
  maxSelected: 'maxDeployed'
}

/** The field of a {@link StageInput} that became this field of the programme: `rewardUpper[3]` for `reward[3]`. */
export const stageField = (programField: string): string =>
  programField.replace(/^[a-zA-Z]+/, (name) => stageNames[name] ?? name)
