import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import type {
  BudgetedSelection,
  InvalidProgram,
  RuleConflict as SelectionConflict,
  RuledAnswer
} from '@stageroute/optimizer'
import { tolerance } from '@stageroute/numeric'
import { firstWrong, isAmount, mustBe, mustBeAmount, type Check } from './checks'
import { stageField, stateDeployment, type StageInput } from './deployment-program'
import { fillSlots, largestCapacities } from './slots'
import { solveStage } from './solve-stage'
import { switchWithoutMix, weighSwitch, type Switching, type WeighedAnswer } from './switching'

/**
 * What to deploy, and how sure that choice is. Arms are dense indices; shares are those of the deployment programme, which decides *what* is deployed
 * and not how queries are routed.
 *
 * - `status`: `budgetInfeasible` chooses the cheapest full mix, `capacityInfeasible` everything that fits, because less cannot serve more;
 *   `rulesInfeasible` deploys nothing, and `conflict` says what cannot be met.
 * - `value`, `bound`: optimistic reward per query of the mix and the certified limit of any, net of switch costs; `gap` is between them.
 * - `budgetPrice`: reward per USD of one more unit of budget; `threshold`: the reduced reward at which arms enter the mix. Null where not defined.
 *
 * Shape: `deployed` is rising; `share[i]` is that of arm `deployed[i]`, 0 of one that has a slot and no share.
 *
 * @category stage
 * @since 0.1.0
 */
export interface DeploymentChoice {
  readonly status: 'optimal' | 'budgetInfeasible' | 'capacityInfeasible' | 'rulesInfeasible'
  readonly conflict: SelectionConflict | null
  readonly deployed: ReadonlyArray<number>
  readonly share: ReadonlyArray<number>
  readonly value: number
  readonly bound: number
  readonly gap: number
  readonly isProved: boolean
  readonly nodes: number
  readonly budgetPrice: number | null
  readonly threshold: number | null
  readonly switching: Switching
}

/**
 * Returns what a stage deploys: the arms that carry the best mix of optimistic rewards within the optimistic budget, net of what it costs to switch to
 * them. They may be fewer than `maxDeployed`: a mix needs at most one arm more than it takes to carry every query.
 *
 * When no mix fits the budget they are those of the cheapest full mix; when the slots cannot carry every query, those with the largest
 * capacities, each at its capacity. Neither is an error.
 *
 * With incumbents the set changes only if the change earns more over the stage than its switches cost, or is free. What is deployed and can
 * carry no mix within rules and budget is replaced whatever it costs.
 *
 * Errors: `InvalidField` when the inventory is empty or a bound, capacity, cap, budget, switch cost, incumbent or rule is out of range.
 * Cost: one DeployOPT; with incumbents one more where an arm would be added or a switch was not worth it. Allocates its own buffers.
 * Ties: as the optimiser's, so of equal arms those that arrived earlier are deployed; when capacities fall short, greater reward, then
 *   lower cost, then earlier arrival.
 * Source: arXiv 2506.17254, Eq. 3 and the set D_k = { m : d*_m > 0 }; switching costs, rules and spare slots are ours.
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
export const chooseDeployment = (input: StageInput): E.Either<DomainError, DeploymentChoice> =>
  pipe(
    firstWrong('stage input', input, inputChecks(input)),
    E.chain(() => {
      const program = stateDeployment(input)
      return pipe(
        solveStage(program, input.rules, input),
        E.chain((answer) => weighSwitch(input, program, answer)),
        E.chain((weighed) => toChoice(input, program, weighed)),
        E.mapLeft(toDomainError)
      )
    })
  )

const inputChecks = (input: StageInput): ReadonlyArray<Check> => {
  const { size, stageLength = 1, incumbents = [], switchCost, fill } = input
  const stray = incumbents.findIndex(
    (arm, i) =>
      !(Number.isSafeInteger(arm) && arm >= 0 && arm < size) || incumbents.indexOf(arm) < i
  )
  return [
    mustBe(
      'stageLength',
      isAmount(stageLength) && stageLength > 0,
      stageLength,
      'a finite number above 0'
    ),
    mustBe(`incumbents[${stray}]`, stray < 0, incumbents[stray], 'distinct arms of the inventory'),
    ...entryChecks('switchCost', switchCost, size),
    ...entryChecks('fill', fill, size)
  ]
}

const entryChecks = (
  field: string,
  values: Float64Array | undefined,
  size: number
): ReadonlyArray<Check> => {
  if (values === undefined) return []
  const wrong = values.findIndex((value) => !isAmount(value))
  return [
    [field, values.length < size, `has ${values.length} entries, ${size} are needed`],
    mustBeAmount(`${field}[${wrong}]`, values[wrong] ?? 0)
  ]
}

const toDomainError = (invalid: InvalidProgram): DomainError => ({
  _tag: 'InvalidField',
  source: 'stage input',
  field: stageField(invalid.field),
  problem: invalid.problem
})

const toChoice = (
  input: StageInput,
  program: BudgetedSelection,
  { answer, switching }: WeighedAnswer
): E.Either<InvalidProgram, DeploymentChoice> => {
  const { mix, bound, isProved, nodes } = answer
  if (mix._tag === 'rulesInfeasible')
    return E.right({ ...nothingDeployed, isProved, nodes, conflict: mix.conflict, switching })
  if (mix._tag === 'capacityInfeasible')
    return pipe(
      largestCapacities(input, program),
      E.map((deployed) => fallShort(input, deployed))
    )
  return pipe(
    input.fill === undefined
      ? E.right(answer.selected)
      : fillSlots(input, program, answer, input.fill),
    E.map((deployed) => ({
      ...toMixChoice(input, deployed, mix),
      bound,
      gap: Math.max(0, bound - mix.value),
      isProved,
      nodes,
      switching
    }))
  )
}

type FullMix = Extract<RuledAnswer['mix'], { readonly share: Float64Array }>

/** What is told of a full mix, as far as the deployed arms and their shares say it. */
const toMixChoice = (
  input: StageInput,
  deployed: ReadonlyArray<number>,
  mix: FullMix
): Pick<
  DeploymentChoice,
  'status' | 'conflict' | 'deployed' | 'share' | 'value' | 'budgetPrice' | 'threshold'
> => {
  const isPriced = mix._tag === 'optimal'
  return {
    status: mix._tag,
    conflict: null,
    deployed,
    share: deployed.map((arm) => mix.share[arm] ?? 0),
    value: mix.value,
    budgetPrice: isPriced ? mix.budgetPrice : null,
    threshold: isPriced ? thresholdOf(input, mix.share, mix.budgetPrice) : null
  }
}

/** The choice of a stage whose rules leave nobody to choose. */
export const nothingDeployed: DeploymentChoice = {
  status: 'rulesInfeasible',
  conflict: null,
  deployed: [],
  share: [],
  value: 0,
  bound: 0,
  gap: 0,
  isProved: true,
  nodes: 0,
  budgetPrice: null,
  threshold: null,
  switching: { outcome: 'first', gain: null, cost: 0, foregone: [] }
}

/** The least reduced reward that earned a share; a share that is no more than its minimum was not earned. */
const thresholdOf = (
  { size, rewardUpper, costLower, rules }: StageInput,
  share: Float64Array,
  budgetPrice: number
): number | null => {
  const earned = Array.from({ length: size }, (_, arm) => arm)
    .filter((arm) => (share[arm] ?? 0) > (rules?.minimum[arm] ?? 0) + tolerance.share)
    .map((arm) => (rewardUpper[arm] ?? 0) - budgetPrice * (costLower[arm] ?? 0))
  return earned.length === 0 ? null : Math.min(...earned)
}

const fallShort = (input: StageInput, deployed: ReadonlyArray<number>): DeploymentChoice => {
  const { capacity, rewardUpper } = input
  // Least shares that sum above one make room for one another in index order.
  let left = 1
  const share = deployed.map((arm) => {
    const taken = Math.min(left, capacity[arm] ?? 0)
    left -= taken
    return taken
  })
  const value = deployed.reduce((sum, arm, i) => sum + (share[i] ?? 0) * (rewardUpper[arm] ?? 0), 0)
  return {
    ...nothingDeployed,
    status: 'capacityInfeasible',
    deployed,
    share,
    value,
    bound: value,
    switching: switchWithoutMix(input, deployed)
  }
}
