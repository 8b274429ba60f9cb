import * as E from 'fp-ts/Either'
import { tolerance } from '@stageroute/numeric'
import {
  noRules,
  type BudgetedSelection,
  type InvalidProgram,
  type RuledAnswer,
  type SelectionRules
} from '@stageroute/optimizer'
import { stateDeployment, type StageInput } from './deployment-program'
import type { PlanChoice } from './plan-choice'
import { solveStage, withArms, withoutArms } from './solve-stage'

/** Of arms that are not deployed, for how many it is said what forcing them in would cost. */
export const worthLimit = 50

/** The part of the budget whose worth is told, and the part of the queries that a capacity grows by. */
export const budgetStepPart = 0.1
const capacityStepShare = 0.1

/**
 * What slots, money, capacities and arms are worth: differences between the optimum and that of the changed programme, in reward per query. Null where either has
 * no mix within the budget, or was not proved.
 *
 * Shape: by dense arm.
 */
export interface PlanWorths {
  readonly slot: number | null
  readonly budget: number | null
  readonly arms: ReadonlyMap<number, number | null>
  readonly capacities: ReadonlyMap<
    number,
    { readonly share: number; readonly worth: number | null }
  >
}

/**
 * Every worth is one DeployOPT: two, two for each deployed arm, one for each of the nearest others.
 *
 * The optimiser's `marginalValues` are not these: its searches know no node limit, it asks every arm for more capacity, it takes no required arm out, and a
 * budget of nothing has no tenth to step by.
 */
export const findWorths = ({ input, choice }: PlanChoice): PlanWorths => {
  const program = stateDeployment(input)
  const { size, rules = noRules(size) } = input
  const base = choice.status === 'optimal' && choice.isProved ? choice.value : null
  const valueOf = (changed: BudgetedSelection, by: SelectionRules): number | null =>
    base === null
      ? null
      : provedValue(solveStage(changed, by, { ...input, incumbents: choice.deployed }))
  const gain = (changed: BudgetedSelection): number | null =>
    difference(valueOf(changed, rules), base)
  const loss = (by: SelectionRules): number | null => difference(base, valueOf(program, by))
  return {
    slot: gain({ ...program, maxSelected: program.maxSelected + 1 }),
    budget: gain({ ...program, budget: program.budget + input.budget * budgetStepPart }),
    arms: new Map([
      ...choice.deployed.map((arm) => [arm, loss(withoutArms(size, rules, [arm]))] as const),
      ...nearest(input, choice).map((arm) => [arm, loss(withArms(rules, [arm]))] as const)
    ]),
    capacities: new Map(
      choice.deployed
        .map((arm) => [arm, capacityStep(program, arm)] as const)
        .filter(([, share]) => share > tolerance.share)
        .map(([arm, share]) => [arm, { share, worth: gain(withCapacity(program, arm, share)) }])
    )
  }
}

const provedValue = (answer: E.Either<InvalidProgram, RuledAnswer>): number | null =>
  E.isRight(answer) && answer.right.isProved && answer.right.mix._tag === 'optimal'
    ? answer.right.mix.value
    : null

/** More of anything hurts nobody: what is below zero is rounding. */
const difference = (more: number | null, less: number | null): number | null =>
  more === null || less === null ? null : Math.max(0, more - less)

/** How much more of the queries an arm could take, up to the step. */
const capacityStep = ({ capacity }: BudgetedSelection, arm: number): number =>
  Math.min(capacityStepShare, 1 - (capacity[arm] ?? 1))

const withCapacity = (program: BudgetedSelection, arm: number, step: number): BudgetedSelection => {
  const capacity = program.capacity.slice(0, program.size)
  capacity[arm] = (capacity[arm] ?? 0) + step
  return { ...program, capacity }
}

/** The arms nearest to the mix at its price, of those that are not deployed. */
const nearest = (
  { size, rewardUpper, costLower }: StageInput,
  { deployed, budgetPrice }: PlanChoice['choice']
): ReadonlyArray<number> => {
  const reduced = (arm: number): number =>
    (rewardUpper[arm] ?? 0) - (budgetPrice ?? 0) * (costLower[arm] ?? 0)
  return Array.from({ length: size }, (_, arm) => arm)
    .filter((arm) => !deployed.includes(arm))
    .sort((a, b) => reduced(b) - reduced(a) || a - b)
    .slice(0, worthLimit)
}
