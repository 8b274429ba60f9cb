import {
  makeBudgetedSimplexWorkspace,
  solveBudgetedSimplexInto,
  type BudgetedSimplex,
  type BudgetedSimplexStatus,
  type BudgetedSimplexWorkspace
} from '@stageroute/optimizer'

/** Buffers of RouteOPT over the deployed arms, by position. */
export interface MixProgram {
  readonly program: BudgetedSimplex
  readonly workspace: BudgetedSimplexWorkspace
}

/**
 * What a mix is made from.
 *
 * Shape: by arm.
 * Unit: `cost` in USD per query.
 */
export interface MixValues {
  readonly reward: Float64Array
  readonly cost: Float64Array
  readonly capacity: Float64Array
}

/** Buffers for up to `maxArms` deployed arms. */
export const makeMixProgram = (maxArms: number): MixProgram => ({
  program: {
    size: 0,
    reward: new Float64Array(maxArms),
    cost: new Float64Array(maxArms),
    capacity: new Float64Array(maxArms),
    budget: 0
  },
  workspace: makeBudgetedSimplexWorkspace(maxArms)
})

/**
 * Writes the mix of greatest reward within a budget over the deployed arms: RouteOPT. Where none fits the budget it is the cheapest full mix; where
 * capacities fall short, every arm at its capacity.
 *
 * Shape: `share` by position in `deployed`.
 * Requires: at least one arm is deployed.
 * Cost: one RouteOPT, no allocation. The answer does not depend on what was solved before.
 * Source: arXiv 2506.17254, Eq. 7.
 */
export const solveMixInto = (
  { program, workspace }: MixProgram,
  { reward, cost, capacity }: MixValues,
  deployed: ReadonlyArray<number>,
  budget: number,
  share: Float64Array
): BudgetedSimplexStatus => {
  program.size = deployed.length
  program.budget = budget
  for (let i = 0; i < deployed.length; i++) {
    const arm = deployed[i] as number
    program.reward[i] = reward[arm] as number
    program.cost[i] = cost[arm] as number
    program.capacity[i] = capacity[arm] as number
  }
  return solveBudgetedSimplexInto(workspace, program, share)
}
