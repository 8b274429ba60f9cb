import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import { tolerance } from '@stageroute/numeric'
import type { SelectionRules } from '@stageroute/optimizer'
import { findWaiting } from './candidates'
import { chooseDeployment, type DeploymentChoice } from './choose-deployment'
import type { StageInput } from './deployment-program'
import type { InventoryArm, StageSettings } from './inventory'
import { withoutArms } from './solve-stage'

/** A choice over the candidates, the programme it is the choice of, and the arms that were asked to wait their turn for it. */
export interface PlanChoice {
  readonly input: StageInput
  readonly choice: DeploymentChoice
  readonly waiting: ReadonlyArray<number>
}

/** The dense view of the candidates; intervals count by their optimistic ends. */
export const toStageInput = (
  arms: ReadonlyArray<InventoryArm>,
  settings: StageSettings,
  rules: SelectionRules
): StageInput => ({
  size: arms.length,
  rewardUpper: Float64Array.from(arms, ({ reward }) => reward.upper),
  costLower: Float64Array.from(arms, ({ cost }) => cost.lower),
  capacity: Float64Array.from(arms, ({ capacity }) => capacity),
  budget: settings.budget,
  maxDeployed: settings.maxDeployed,
  switchCost: Float64Array.from(arms, ({ switchCost }) => switchCost),
  stageLength: settings.queries,
  incumbents: [...arms.keys()].filter((i) => settings.deployed.includes(arms[i]?.id ?? '')),
  rules,
  ...(settings.fillSpare ? { fill: Float64Array.from(arms, widthOf) } : {}),
  ...(settings.nodeLimit === undefined ? {} : { nodeLimit: settings.nodeLimit })
})

/** An arm that was never observed is as unknown as can be, whatever its bounds say. */
const widthOf = ({ pulls, reward }: InventoryArm): number =>
  pulls === 0 ? 1 : Math.min(reward.upper - reward.lower, 1 - tolerance.bound)

/**
 * Chooses among plans of equal value one in which unobserved arms take turns: those that were deployed before, and were asked nothing, wait while
 * others have had fewer stages. Where that would cost value, or a rule, nobody waits, so turns never lock an arm out.
 */
export const chooseByTurns = (
  arms: ReadonlyArray<InventoryArm>,
  input: StageInput
): E.Either<DomainError, PlanChoice> => {
  const { size, rules, maxDeployed } = input
  const waiting = findWaiting(arms, maxDeployed, rules?.required ?? [])
  return pipe(
    chooseDeployment(input),
    E.map((choice): PlanChoice => ({ input, choice, waiting: [] })),
    E.chain((free) =>
      waiting.length === 0
        ? E.right(free)
        : pipe(
            chooseDeployment({ ...input, rules: withoutArms(size, rules, waiting) }),
            E.map((choice) => (isAsGood(choice, free.choice) ? { input, choice, waiting } : free))
          )
    )
  )
}

const isAsGood = (choice: DeploymentChoice, other: DeploymentChoice): boolean =>
  choice.status === other.status &&
  choice.status === 'optimal' &&
  choice.value >= other.value - tolerance.bound
