import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DeploymentPlan, DomainError } from '@stageroute/contracts'
import {
  solveBudgetedSelection,
  type InvalidProgram,
  type SelectionAnswer
} from '@stageroute/optimizer'
import { stateDeployment, type StageInput } from './deployment-program'

/**
 * Returns the plan of a stage: the support of the optimal deployment mix.
 *
 * Errors: `InvalidField` when the inventory is empty or a bound, capacity or budget is out of range.
 * Ties: as the optimiser's, so equal arms are deployed in order of their index, which is their order of arrival.
 * Source: arXiv 2506.17254, Eq. 3 and the set D_k = { m : d*_m > 0 }.
 *
 * @category stage
 * @since 0.1.0
 */
export const planStage = (input: StageInput): E.Either<DomainError, DeploymentPlan> =>
  pipe(
    solveBudgetedSelection(stateDeployment(input)),
    E.bimap(toDomainError, (answer) => toPlan(input, answer))
  )

const toDomainError = (invalid: InvalidProgram): DomainError => ({
  _tag: 'InvalidField',
  source: 'stage input',
  field: invalid.field,
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
  const { size, capacity, rewardUpper, maxDeployed } = input
  const at = (values: Float64Array, arm: number): number => values[arm] ?? 0
  const deployed = Array.from({ length: size }, (_, arm) => arm)
    .sort(
      (a, b) =>
        at(capacity, b) - at(capacity, a) || at(rewardUpper, b) - at(rewardUpper, a) || a - b
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
