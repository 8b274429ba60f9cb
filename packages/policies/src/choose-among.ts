import * as E from 'fp-ts/Either'
import { invariant } from '@stageroute/numeric'
import { chooseDeployment, type DeploymentChoice } from '@stageroute/planner'
import type { Learner } from './learner'

/** The entries of chosen arms, in their order. */
export const pick = (values: Float64Array, arms: ReadonlyArray<number>): Float64Array =>
  Float64Array.from(arms, (arm) => values[arm] ?? 0)

/** Returns DeployOPT on a learner's bounds over chosen arms; its answer names arms by their position among them. */
export const chooseAmong = (learner: Learner, arms: ReadonlyArray<number>): DeploymentChoice => {
  const choice = chooseDeployment({
    size: arms.length,
    rewardUpper: pick(learner.rewardUpper, arms),
    costLower: pick(learner.costLower, arms),
    capacity: pick(learner.capacity, arms),
    budget: learner.settings.budget,
    maxDeployed: learner.settings.maxDeployed
  })
  invariant(E.isRight(choice), 'bounds kept by the learner state a valid stage')
  return choice.right
}
