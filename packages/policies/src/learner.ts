import {
  addArm,
  costLowerBound,
  makeArmTable,
  observe,
  rewardUpperBound,
  type ArmTable
} from '@stageroute/estimators'
import type { PolicySettings } from './policy'

/**
 * What a policy knows: the statistics of all arms, kept across stages, and the bounds that follow from them.
 *
 * Shape: the arrays are indexed by arm and have `settings.maxArms` entries.
 * Unit: `costLower` in USD per query.
 */
export interface Learner {
  readonly settings: PolicySettings
  readonly table: ArmTable
  readonly capacity: Float64Array
  readonly rewardUpper: Float64Array
  readonly costLower: Float64Array
}

/** Returns what is known before the first arrival: nothing. */
export const makeLearner = (settings: PolicySettings): Learner => ({
  settings,
  table: makeArmTable(settings.maxArms),
  capacity: new Float64Array(settings.maxArms),
  rewardUpper: new Float64Array(settings.maxArms),
  costLower: new Float64Array(settings.maxArms)
})

/** Adds an arm with the bounds of one that nothing is known of and returns it; -1, and no arm, when `maxArms` have arrived. */
export const admit = (learner: Learner, capacity: number): number => {
  const arm = addArm(learner.table)
  if (arm < 0) return -1
  learner.capacity[arm] = capacity
  refreshBounds(learner, arm)
  return arm
}

/** Adds an observation and refreshes the bounds of the one arm that it concerns; false, and no change, for an impossible one. */
export const learn = (learner: Learner, arm: number, reward: number, cost: number): boolean => {
  const isObserved = observe(learner.table, arm, reward, cost)
  if (isObserved) refreshBounds(learner, arm)
  return isObserved
}

/** Refreshes the bounds of all arms, after what was learned was restored. */
export const refreshAll = (learner: Learner): void => {
  for (let arm = 0; arm < learner.table.size; arm++) refreshBounds(learner, arm)
}

const refreshBounds = ({ table, settings, rewardUpper, costLower }: Learner, arm: number): void => {
  rewardUpper[arm] = rewardUpperBound(table, settings.index, arm)
  costLower[arm] = costLowerBound(table, settings.index, arm)
}
