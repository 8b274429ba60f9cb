import * as E from 'fp-ts/Either'
import { tolerance } from '@stageroute/numeric'
import type { BudgetedSelection, SelectionRules } from '@stageroute/optimizer'
import type { DeploymentChoice } from './choose-deployment'
import { stateDeployment, type StageInput } from './deployment-program'
import { solveStage, withoutArms } from './solve-stage'

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

/** Every worth is one DeployOPT: two, two for each deployed arm, one for each of the nearest others. */
export const findWorths = (
  input: StageInput,
  rules: SelectionRules,
  choice: DeploymentChoice
): PlanWorths => {
  const program = stateDeployment(input)
  const valueOf = (changed: BudgetedSelection, by: SelectionRules): number | null => {
    const answer = solveStage(changed, by, { ...input, incumbents: choice.deployed })
    return E.isRight(answer) && answer.right.isProved && answer.right.mix._tag === 'optimal'
      ? answer.right.mix.value
      : null
  }
  const base = choice.status === 'optimal' && choice.isProved ? choice.value : null
  const gain = (changed: BudgetedSelection): number | null =>
    difference(base === null ? null : valueOf(changed, rules), base)
  const loss = (by: SelectionRules): number | null =>
    difference(base, base === null ? null : valueOf(program, by))
  const step = input.budget * budgetStepPart
  return {
    slot: gain({ ...program, maxSelected: program.maxSelected + 1 }),
    budget: gain({ ...program, budget: program.budget + step }),
    arms: new Map([
      ...choice.deployed.map((arm) => [arm, loss(withoutArms(input.size, rules, [arm]))] as const),
      ...nearest(input, choice).map((arm) => [arm, loss(withArm(rules, arm))] as const)
    ]),
    capacities: new Map(
      choice.deployed.flatMap((arm) => {
        const share = Math.min(capacityStepShare, 1 - (input.capacity[arm] ?? 1))
        return share <= tolerance.share
          ? []
          : [[arm, { share, worth: gain(withCapacity(program, arm, share)) }] as const]
      })
    )
  }
}

/** More of anything hurts nobody: what is below zero is rounding. */
const difference = (more: number | null, less: number | null): number | null =>
  more === null || less === null ? null : Math.max(0, more - less)

const withArm = (rules: SelectionRules, arm: number): SelectionRules => ({
  ...rules,
  required: [...rules.required, arm]
})

const withCapacity = (program: BudgetedSelection, arm: number, step: number): BudgetedSelection => {
  const capacity = program.capacity.slice(0, program.size)
  capacity[arm] = (capacity[arm] ?? 0) + step
  return { ...program, capacity }
}

/** The arms nearest to the mix at its price, of those that are not deployed. */
const nearest = (
  { size, rewardUpper, costLower }: StageInput,
  { deployed, budgetPrice }: DeploymentChoice
): ReadonlyArray<number> => {
  const reduced = (arm: number): number =>
    (rewardUpper[arm] ?? 0) - (budgetPrice ?? 0) * (costLower[arm] ?? 0)
  return Array.from({ length: size }, (_, arm) => arm)
    .filter((arm) => !deployed.includes(arm))
    .sort((a, b) => reduced(b) - reduced(a) || a - b)
    .slice(0, worthLimit)
}
