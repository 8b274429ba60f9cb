import * as E from 'fp-ts/Either'
import { invariant } from '@stageroute/numeric'
import { chooseDeployment, type DeploymentChoice } from '@stageroute/planner'
import type { PolicySettings } from './policy'

/**
 * What a deployment is chosen by.
 *
 * Shape: the arrays are indexed by arm.
 */
export interface StageBounds {
  readonly settings: Pick<PolicySettings, 'budget' | 'maxDeployed'>
  readonly rewardUpper: Float64Array
  readonly costLower: Float64Array
  readonly capacity: Float64Array
}

/** The entries of chosen arms, in their order. */
export const pick = (values: Float64Array, arms: ReadonlyArray<number>): Float64Array =>
  Float64Array.from(arms, (arm) => values[arm] ?? 0)

/**
 * Returns DeployOPT on bounds over chosen arms; its answer names arms by their position among them. Given the widths of reward intervals, by arm,
 * every slot is used.
 */
export const chooseAmong = (
  bounds: StageBounds,
  arms: ReadonlyArray<number>,
  width?: Float64Array
): DeploymentChoice => {
  const choice = chooseDeployment({
    size: arms.length,
    rewardUpper: pick(bounds.rewardUpper, arms),
    costLower: pick(bounds.costLower, arms),
    capacity: pick(bounds.capacity, arms),
    budget: bounds.settings.budget,
    maxDeployed: bounds.settings.maxDeployed,
    ...(width === undefined ? {} : { fill: pick(width, arms) })
  })
  invariant(E.isRight(choice), 'bounds of arms state a valid stage')
  return choice.right
}
