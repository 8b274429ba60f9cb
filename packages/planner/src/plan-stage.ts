import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DeploymentPlan, DomainError } from '@stageroute/contracts'
import {
  solveBudgetedSelection,
  type InvalidProgram,
  type SelectionAnswer
} from '@stageroute/optimizer'
import { stageField, stateDeployment, type StageInput } from './deployment-program'

/**
 * Returns the plan of a stage: the arms that carry the best mix of optimistic rewards within the optimistic budget. They may be fewer than
 * `maxDeployed`: a mix needs at most one arm more than it takes to carry every query.
 *
 * When no mix fits the budget the plan is the cheapest full mix; when the slots cannot carry every query, the arms with the largest
 * capacities, each at its capacity. Neither is an error.
 *
 * Shape: `deployed` is rising; `share[i]` is that of arm `deployed[i]`.
 * Unit: `value` and `bound` in reward per query, `budgetPrice` in reward per USD.
 * Errors: `InvalidField` when the inventory is empty or a bound, capacity, cap or budget is out of range.
 * Cost: one DeployOPT; allocates its own buffers.
 * Ties: as the optimiser's, so of equal arms those that arrived earlier are deployed; when capacities fall short, greater reward, then
 *   lower cost, then earlier arrival.
 * Source: arXiv 2506.17254, Eq. 3 and the set D_k = { m : d*_m > 0 }.
 *
 * @category stage
 * @since 0.1.0
 * @example
 * import { planStage } from '@stageroute/planner'
 *
 * const plan = planStage({
 *   stage: 0,
 *   size: 3,
 *   rewardUpper: Float64Array.of(0.5, 0.75, 0.25),
 *   costLower: Float64Array.of(0.001, 0.003, 0.002),
 *   capacity: Float64Array.of(1, 1, 1),
 *   budget: 0.002,
 *   maxDeployed: 2
 * })
 * plan._tag === 'Right' && plan.right.deployed // => [0, 1]
 */
export const planStage = (input: StageInput): E.Either<DomainError, DeploymentPlan> =>
  pipe(
    solveBudgetedSelection(stateDeployment(input)),
    E.bimap(toDomainError, (answer) => toPlan(input, answer))
  )

const toDomainError = (invalid: InvalidProgram): DomainError => ({
  _tag: 'InvalidField',
  source: 'stage input',
  field: stageField(invalid.field),
  problem: invalid.problem
})

const toPlan = (input: StageInput, answer: SelectionAnswer): DeploymentPlan => {
  const { mix, selected, bound, nodes } = answer
  if (mix._tag === 'capacityInfeasible') return planEverythingThatFits(input)
  return {
    stage: input.stage,
    status: mix._tag,
    deployed: selected,
    share: selected.map((arm) => mix.share[arm] ?? 0),
    value: mix.value,
    bound,
    budgetPrice: mix._tag === 'optimal' ? mix.budgetPrice : null,
    nodes
  }
}

/** When the slots cannot carry every query, the arms with the largest capacities leave the fewest unserved. */
const planEverythingThatFits = (input: StageInput): DeploymentPlan => {
  const { size, capacity, rewardUpper, costLower, maxDeployed } = input
  const at = (values: Float64Array, arm: number): number => values[arm] ?? 0
  const deployed = Array.from({ length: size }, (_, arm) => arm)
    .sort(
      (a, b) =>
        at(capacity, b) - at(capacity, a) ||
        at(rewardUpper, b) - at(rewardUpper, a) ||
        at(costLower, a) - at(costLower, b) ||
        a - b
    )
    .slice(0, maxDeployed)
    .sort((a, b) => a - b)
  const share = deployed.map((arm) => at(capacity, arm))
  const value = deployed.reduce((sum, arm, i) => sum + (share[i] ?? 0) * at(rewardUpper, arm), 0)
  return {
    stage: input.stage,
    status: 'capacityInfeasible',
    deployed,
    share,
    value,
    bound: value,
    budgetPrice: null,
    nodes: 0
  }
}
