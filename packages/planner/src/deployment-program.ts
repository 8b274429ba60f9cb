import type { BudgetedSelection, SelectionRules } from '@stageroute/optimizer'

/**
 * What a stage knows of the inventory when it decides what to deploy, as dense arrays.
 *
 * Shape: the typed arrays are indexed by arm and have at least `size` entries; the arms `0 .. size - 1` are the inventory.
 * Unit: `rewardUpper` in [0, 1]; `costLower` and `budget` in USD per query; `capacity` in (0, 1]; `switchCost` in reward over the stage;
 *   `stageLength` in queries.
 * Requires: nothing; {@link chooseDeployment} checks it.
 *
 * @category stage
 * @since 0.1.0
 */
export interface StageInput {
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
  /** What it costs to deploy each arm that is no incumbent; nothing, where not given. */
  readonly switchCost?: Float64Array
  /** Queries that the stage is expected to have, over which a switch is paid off; 1 where not given. */
  readonly stageLength?: number
  /** Arms that are deployed now. */
  readonly incumbents?: ReadonlyArray<number>
  /** What the selection has to obey; nothing where not given. */
  readonly rules?: SelectionRules
  /** Width of each arm's reward interval, to use every slot; slots that the best mix leaves stay empty where not given. */
  readonly fill?: Float64Array
  /** Nodes after which the search stops; as the optimiser's where not given. */
  readonly nodeLimit?: number
}

/**
 * States DeployOPT for the inventory: optimistic rewards and costs, a mix carried by at most `maxDeployed` arms, less what it costs to switch to them.
 * The paper asks for exactly `min(M_max, N)` arms; slots that the best mix leaves empty change no value, so "at most" states the same optimum.
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
  fixedCost: switchCostPerQuery(input)
})

const switchCostPerQuery = ({
  size,
  switchCost,
  stageLength = 1,
  incumbents = []
}: StageInput): Float64Array => {
  if (switchCost === undefined) return new Float64Array(size)
  const fixedCost = switchCost.map((cost) => cost / stageLength)
  incumbents.forEach((arm) => {
    fixedCost[arm] = 0
  })
  return fixedCost
}

const stageNames: Readonly<Record<string, string>> = {
  reward: 'rewardUpper',
  cost: 'costLower',
  maxSelected: 'maxDeployed',
  fixedCost: 'switchCost'
}

/** The field of a {@link StageInput} that became this field of the programme: `rewardUpper[3]` for `reward[3]`. */
export const stageField = (programField: string): string =>
  programField.replace(/^[a-zA-Z]+/, (name) => stageNames[name] ?? name)
