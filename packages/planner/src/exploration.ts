import * as E from 'fp-ts/Either'
import type { PlannedExploration } from '@stageroute/contracts'
import type { DeploymentChoice } from './choose-deployment'
import { stateDeployment, type StageInput } from './deployment-program'
import type { InventoryArm } from './inventory'
import type { PlanChoice } from './plan-choice'
import { solveStage } from './solve-stage'

/** A reward interval wider than this part of the whole range is still wide. */
export const wideInterval = 0.2

/** What the mix of a choice earns and costs per query by estimates. */
export interface EstimatedMix {
  readonly reward: number
  readonly cost: number
}

export const estimateMix = (
  arms: ReadonlyArray<InventoryArm>,
  { deployed, share }: Pick<DeploymentChoice, 'deployed' | 'share'>
): EstimatedMix => {
  const sum = (of: (arm: InventoryArm) => number): number =>
    deployed.reduce((total, dense, i) => {
      const arm = arms[dense]
      return arm === undefined ? total : total + (share[i] ?? 0) * of(arm)
    }, 0)
  return {
    reward: sum(({ reward }) => reward.estimate),
    cost: sum(({ cost }) => cost.estimate)
  }
}

/** What a choice gives up, by estimates, against the best one by estimates under the same rules; switches are free to that one. */
export const priceExploration = (
  arms: ReadonlyArray<InventoryArm>,
  { input, choice }: PlanChoice
): PlannedExploration => {
  const wideShare = choice.deployed.reduce(
    (total, dense, i) => total + (isWide(arms[dense]) ? (choice.share[i] ?? 0) : 0),
    0
  )
  const best = choice.deployed.length === 0 ? null : bestByEstimates(arms, input)
  if (best === null) return { ...notComparable, wideShare }
  const mine = estimateMix(arms, choice)
  const { stageLength = 1 } = input
  const rewardPerQuery = best.reward - mine.reward
  const usdPerQuery = mine.cost - best.cost
  return {
    rewardPerQuery,
    rewardOverStage: rewardPerQuery * stageLength,
    usdPerQuery,
    usdOverStage: usdPerQuery * stageLength,
    wideShare
  }
}

const notComparable = {
  rewardPerQuery: null,
  rewardOverStage: null,
  usdPerQuery: null,
  usdOverStage: null
}

const isWide = (arm: InventoryArm | undefined): boolean =>
  arm !== undefined && (arm.pulls === 0 || arm.reward.upper - arm.reward.lower > wideInterval)

const bestByEstimates = (
  arms: ReadonlyArray<InventoryArm>,
  input: StageInput
): EstimatedMix | null => {
  const { switchCost: _, ...free } = input
  const program = stateDeployment({
    ...free,
    rewardUpper: Float64Array.from(arms, ({ reward }) => reward.estimate),
    costLower: Float64Array.from(arms, ({ cost }) => cost.estimate)
  })
  const answer = solveStage(program, input.rules, input)
  if (E.isLeft(answer) || answer.right.mix._tag !== 'optimal') return null
  const { share } = answer.right.mix
  const deployed = answer.right.selected
  return estimateMix(arms, { deployed, share: deployed.map((arm) => share[arm] ?? 0) })
}
