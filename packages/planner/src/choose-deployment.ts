import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import {
  fillSpareSlots,
  solveBudgetedSelection,
  type BudgetedSelection,
  type InvalidProgram,
  type SelectionAnswer
} from '@stageroute/optimizer'
import { stageField, stateDeployment, type StageInput } from './deployment-program'
import { largestCapacities } from './fall-short'

/**
 * What to deploy, and how sure that choice is. Arms are dense indices; shares are those of the deployment programme, which decides *what* is deployed
 * and not how queries are routed.
 *
 * - `status`: `budgetInfeasible` chooses the cheapest full mix, `capacityInfeasible` everything that fits, because less cannot serve more.
 * - `value`, `bound`: optimistic reward per query of the mix and the certified limit of any, net of switch costs; `gap` is between them.
 * - `budgetPrice`: reward per USD of one more unit of budget; `threshold`: the reduced reward at which arms enter the mix. Null where not defined.
 *
 * Shape: `deployed` is rising; `share[i]` is that of arm `deployed[i]`, 0 of one that has a slot and no share.
 *
 * @category stage
 * @since 0.1.0
 */
export interface DeploymentChoice {
  readonly status: 'optimal' | 'budgetInfeasible' | 'capacityInfeasible'
  readonly deployed: ReadonlyArray<number>
  readonly share: ReadonlyArray<number>
  readonly value: number
  readonly bound: number
  readonly gap: number
  readonly isProved: boolean
  readonly nodes: number
  readonly budgetPrice: number | null
  readonly threshold: number | null
}

/**
 * Returns what a stage deploys: the arms that carry the best mix of optimistic rewards within the optimistic budget. They may be fewer than
 * `maxDeployed`: a mix needs at most one arm more than it takes to carry every query.
 *
 * When no mix fits the budget they are those of the cheapest full mix; when the slots cannot carry every query, those with the largest
 * capacities, each at its capacity. Neither is an error.
 *
 * Errors: `InvalidField` when the inventory is empty or a bound, capacity, cap or budget is out of range.
 * Cost: one DeployOPT; allocates its own buffers.
 * Ties: as the optimiser's, so of equal arms those that arrived earlier are deployed; when capacities fall short, greater reward, then
 *   lower cost, then earlier arrival.
 * Source: arXiv 2506.17254, Eq. 3 and the set D_k = { m : d*_m > 0 }.
 *
 * @category stage
 * @since 0.1.0
 * @example
 * import { chooseDeployment } from '@stageroute/planner'
 *
 * const choice = chooseDeployment({
 *   size: 3,
 *   rewardUpper: Float64Array.of(0.5, 0.75, 0.25),
 *   costLower: Float64Array.of(0.001, 0.003, 0.002),
 *   capacity: Float64Array.of(1, 1, 1),
 *   budget: 0.002,
 *   maxDeployed: 2
 * })
 * choice._tag === 'Right' && choice.right.deployed // => [0, 1]
 */
export const chooseDeployment = (input: StageInput): E.Either<DomainError, DeploymentChoice> => {
  const program = stateDeployment(input)
  return pipe(
    solveBudgetedSelection(program),
    E.chain((answer) =>
      pipe(
        slotsOf(program, answer, input),
        E.map((deployed) => toChoice(input, program, answer, deployed))
      )
    ),
    E.mapLeft(toDomainError)
  )
}

const toDomainError = (invalid: InvalidProgram): DomainError => ({
  _tag: 'InvalidField',
  source: 'stage input',
  field: stageField(invalid.field),
  problem: invalid.problem
})

const slotsOf = (
  program: BudgetedSelection,
  answer: SelectionAnswer,
  input: StageInput
): E.Either<InvalidProgram, ReadonlyArray<number>> => {
  if (answer.mix._tag === 'capacityInfeasible') return E.right(largestCapacities(input))
  return input.fill === undefined
    ? E.right(answer.selected)
    : fillSpareSlots(program, answer, input.fill)
}

const toChoice = (
  input: StageInput,
  program: BudgetedSelection,
  { mix, bound, isProved, nodes }: SelectionAnswer,
  deployed: ReadonlyArray<number>
): DeploymentChoice => {
  if (mix._tag === 'capacityInfeasible') return fallShort(input, deployed)
  return {
    status: mix._tag,
    deployed,
    share: deployed.map((arm) => mix.share[arm] ?? 0),
    value: mix.value,
    bound,
    gap: Math.max(0, bound - mix.value),
    isProved,
    nodes,
    budgetPrice: mix._tag === 'optimal' ? mix.budgetPrice : null,
    threshold: mix._tag === 'optimal' ? thresholdOf(program, mix.share, mix.budgetPrice) : null
  }
}

/** The least reduced reward that earned a share. */
const thresholdOf = (
  { reward, cost, size }: BudgetedSelection,
  share: Float64Array,
  budgetPrice: number
): number | null => {
  const carried = Array.from({ length: size }, (_, arm) => arm)
    .filter((arm) => (share[arm] ?? 0) > 0)
    .map((arm) => (reward[arm] ?? 0) - budgetPrice * (cost[arm] ?? 0))
  return carried.length === 0 ? null : Math.min(...carried)
}

const fallShort = (
  { capacity, rewardUpper }: StageInput,
  deployed: ReadonlyArray<number>
): DeploymentChoice => {
  const share = deployed.map((arm) => capacity[arm] ?? 0)
  const value = deployed.reduce((sum, arm, i) => sum + (share[i] ?? 0) * (rewardUpper[arm] ?? 0), 0)
  return {
    status: 'capacityInfeasible',
    deployed,
    share,
    value,
    bound: value,
    gap: 0,
    isProved: true,
    nodes: 0,
    budgetPrice: null,
    threshold: null
  }
}
