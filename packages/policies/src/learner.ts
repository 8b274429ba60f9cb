import {
  addArm,
  costLowerBound,
  makeArmTable,
  observeCost,
  observeReward,
  rewardUpperBound,
  type ArmTable
} from '@stageroute/estimators'
import type { PolicySettings } from './policy'

/**
 * What a policy knows: the statistics of all arms, kept across stages, the bounds that follow from them, and which arms have ended.
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
  readonly isRetired: Uint8Array
}

/** Returns what is known before the first arrival: nothing. */
export const makeLearner = (settings: PolicySettings): Learner => ({
  settings,
  table: makeArmTable(settings.maxArms),
  capacity: new Float64Array(settings.maxArms),
  rewardUpper: new Float64Array(settings.maxArms),
  costLower: new Float64Array(settings.maxArms),
  isRetired: new Uint8Array(settings.maxArms)
})

/** Adds an arm with the bounds of one that nothing is known of and returns it; -1, and no arm, when `maxArms` have arrived. */
export const admit = (learner: Learner, capacity: number): number => {
  const arm = addArm(learner.table)
  if (arm < 0) return -1
  learner.capacity[arm] = capacity
  refreshReward(learner, arm)
  refreshCost(learner, arm)
  return arm
}

/** Takes an arm out of what may be deployed. */
export const retire = ({ table, isRetired }: Learner, arm: number): void => {
  if (arm >= 0 && arm < table.size) isRetired[arm] = 1
}

/** The arms that may be deployed, rising. */
export const liveArms = ({ table, isRetired }: Learner): Array<number> => {
  const live: Array<number> = []
  for (let arm = 0; arm < table.size; arm++) if (isRetired[arm] === 0) live.push(arm)
  return live
}

/** Adds a reward and refreshes the one bound that it concerns; false, and no change, for an impossible one. */
export const learnReward = (learner: Learner, arm: number, reward: number): boolean => {
  const isObserved = observeReward(learner.table, arm, reward)
  if (isObserved) refreshReward(learner, arm)
  return isObserved
}

/** Adds a cost and refreshes the one bound that it concerns; false, and no change, for an impossible one. */
export const learnCost = (learner: Learner, arm: number, cost: number): boolean => {
  const isObserved = observeCost(learner.table, arm, cost)
  if (isObserved) refreshCost(learner, arm)
  return isObserved
}

/** Refreshes the bounds of all arms, after what was learned was restored. */
export const refreshAll = (learner: Learner): void => {
  for (let arm = 0; arm < learner.table.size; arm++) {
    refreshReward(learner, arm)
    refreshCost(learner, arm)
  }
}

const refreshReward = ({ table, settings, rewardUpper }: Learner, arm: number): void => {
  rewardUpper[arm] = rewardUpperBound(table, settings.index, arm)
}

const refreshCost = ({ table, settings, costLower }: Learner, arm: number): void => {
  costLower[arm] = costLowerBound(table, settings.index, arm)
}
