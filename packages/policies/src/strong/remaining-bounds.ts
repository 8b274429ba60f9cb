import {
  addArm,
  addMoment,
  addMomentWithRestart,
  changeStatus,
  changeThreshold,
  clearMoments,
  costMeanOf,
  klAbove,
  klBelow,
  makeArmTable,
  makeChangeDetector,
  observeForChange,
  pullsOf,
  queryLevel,
  remainingLevel,
  setCostPrior,
  type ArmTable,
  type ChangeDetector
} from '@stageroute/estimators'
import type { PolicySettings } from '../policy'
import type { Mechanism } from './mechanisms'
import { typicalCost } from './typical-cost'

/** Observations that an expected cost is worth. */
const PRIOR_PULLS = 3
/** The chance of ever taking an arm that does not change for one that does. */
const FALSE_ALARM = 0.01
/** The level below which no bound falls, two standard deviations: nobody is given up for a mean that was a little unlucky. */
const LEAST_LEVEL = 2

/**
 * What is known of the arms, and bounds that follow from it.
 *
 * Shape: the arrays are indexed by arm.
 * Unit: `costLower` and `most` in USD per query.
 */
export interface RemainingBounds {
  readonly settings: PolicySettings
  readonly without: Mechanism | null
  readonly table: ArmTable
  readonly detector: ChangeDetector
  readonly capacity: Float64Array
  /** The most that a single query can cost. */
  readonly most: Float64Array
  readonly rewardUpper: Float64Array
  /** Mean costs: what is overspent on costs that are taken to be low is missing later. */
  readonly costLower: Float64Array
  readonly isRetired: Uint8Array
  /** Queries so far, the one under way included. */
  done: number
  /** The query for which the level was set last; levels move at the start of a stage and when the queries have doubled. */
  setAt: number
}

/** Nothing is known yet. */
export const makeBounds = (
  settings: PolicySettings,
  without: Mechanism | null
): RemainingBounds => {
  const { maxArms } = settings
  return {
    settings,
    without,
    table: makeArmTable(maxArms),
    detector: makeRewardDetector(maxArms),
    capacity: new Float64Array(maxArms),
    most: new Float64Array(maxArms),
    rewardUpper: new Float64Array(maxArms),
    costLower: new Float64Array(maxArms),
    isRetired: new Uint8Array(maxArms),
    done: 0,
    setAt: 1
  }
}

/** A detector of changes of rewards. */
export const makeRewardDetector = (maxArms: number): ChangeDetector =>
  makeChangeDetector(maxArms, FALSE_ALARM, 1, changeThreshold.proven)

/** Queries still to come, the one under way included; as many as there have been where nobody knows. */
export const leftOf = ({ queries }: Pick<PolicySettings, 'queries'>, done: number): number =>
  Math.max(1, queries === null ? done : queries - done + 1)

const levelOf = ({ settings, setAt, without }: RemainingBounds, pulls: number): number =>
  Math.max(
    LEAST_LEVEL,
    without === 'end'
      ? queryLevel(setAt, 0)
      : remainingLevel(pulls, leftOf(settings, setAt), settings.maxDeployed)
  )

const refreshReward = (bounds: RemainingBounds, arm: number): void => {
  const { reward } = bounds.table
  const pulls = pullsOf(reward, arm)
  const mean = Math.min(1, reward.mean[arm] as number)
  bounds.rewardUpper[arm] = pulls > 0 ? mean + klAbove(mean, pulls, levelOf(bounds, pulls)) : 1
}

/** Takes the bounds of all arms anew, for a level set at `setAt`. */
export const refreshBounds = (bounds: RemainingBounds, setAt: number): void => {
  bounds.setAt = setAt
  for (let arm = 0; arm < bounds.table.size; arm++) {
    refreshReward(bounds, arm)
    bounds.costLower[arm] = costMeanOf(bounds.table, arm)
  }
}

/** Adds an arm of which no more is known than what a query can cost with it. */
export const admit = (bounds: RemainingBounds, capacity: number, largestCost: number): void => {
  const { table, most, without } = bounds
  const expected = without === 'prices' ? 0 : typicalCost(table, most, largestCost)
  const arm = addArm(table)
  if (arm < 0) return
  bounds.capacity[arm] = capacity
  most[arm] = largestCost
  if (without !== 'prices') setCostPrior(table, arm, expected, PRIOR_PULLS)
  bounds.costLower[arm] = expected
  refreshReward(bounds, arm)
}

/**
 * Says what the most is that a query can cost with an arm from now on, and that it costs `factor` times as much as before, null where that is not known. Old
 * costs are forgotten, and are what is expected of the new ones.
 */
export const reprice = (
  { table, most, costLower }: RemainingBounds,
  arm: number,
  largestCost: number,
  factor: number | null
): void => {
  const before = costMeanOf(table, arm)
  clearMoments(table.cost, arm)
  most[arm] = largestCost
  const expected = factor === null ? typicalCost(table, most, largestCost) : factor * before
  setCostPrior(table, arm, expected, PRIOR_PULLS)
  costLower[arm] = expected
}

const addMomentWithoutRestart: typeof addMomentWithRestart = (detector, moments, arm, value) => {
  const status = observeForChange(detector, arm, value)
  if (status !== changeStatus.refused) addMoment(moments, arm, value, 1)
  return status
}

/** Adds a reward, the first of all where the arm has changed; false, and no change, for an impossible one. */
export const learnReward = (bounds: RemainingBounds, arm: number, reward: number): boolean => {
  const { table, detector, without } = bounds
  const isArm = arm >= 0 && arm < table.size
  const add = without === 'restarts' ? addMomentWithoutRestart : addMomentWithRestart
  const status = isArm ? add(detector, table.reward, arm, reward) : undefined
  if (status === undefined || status === changeStatus.refused) {
    table.rejected++
    return false
  }
  refreshReward(bounds, arm)
  return true
}

/** The width of an arm's reward interval; 1 of an arm without rewards. */
export const widthOf = (bounds: RemainingBounds, arm: number): number => {
  const { reward } = bounds.table
  const pulls = pullsOf(reward, arm)
  if (pulls === 0) return 1
  const mean = Math.min(1, reward.mean[arm] as number)
  return (bounds.rewardUpper[arm] as number) - mean + klBelow(mean, pulls, levelOf(bounds, pulls))
}
