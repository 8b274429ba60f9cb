import * as E from 'fp-ts/Either'
import {
  costLowerBound,
  makeEstimator,
  queryLevel,
  type Estimator,
  type IndexFamily
} from '@stageroute/estimators'
import { invariant } from '@stageroute/numeric'
import type { PolicySettings } from './policy'

/** The c of the level log t + c log log t: theory asks for 3, its authors recommend 0 (Garivier and Cappe 2011, Section 4). */
const LEVEL_CONSTANT = 0

/**
 * Bounds of rewards at a level that rises with the queries, log t, and the paper's bounds of costs.
 *
 * Shape: the arrays are indexed by arm.
 * Unit: `costLower` in USD per query.
 */
export interface LevelledBounds {
  readonly settings: PolicySettings
  readonly estimator: Estimator
  readonly capacity: Float64Array
  readonly rewardUpper: Float64Array
  readonly costLower: Float64Array
  readonly isRetired: Uint8Array
  /** Queries so far. */
  done: number
  /** The query at which the level was set last. */
  setAt: number
  level: number
}

/** Bounds before the first arrival. */
export const makeLevelledBounds = (
  settings: PolicySettings,
  family: IndexFamily
): LevelledBounds => ({
  settings,
  estimator: openFamily(family, settings),
  capacity: new Float64Array(settings.maxArms),
  rewardUpper: new Float64Array(settings.maxArms),
  costLower: new Float64Array(settings.maxArms),
  isRetired: new Uint8Array(settings.maxArms),
  done: 0,
  setAt: 1,
  level: 0
})

/** An estimator of a family, for the costs of a run. */
export const openFamily = (family: IndexFamily, { maxArms, index }: PolicySettings): Estimator => {
  const { costMin, costMax } = index
  const made = makeEstimator(family, { maxArms, costMin, costMax })
  invariant(E.isRight(made), 'a family without settings of its own opens for the index of a run')
  return made.right
}

/** Adds an arm of which nothing is known. */
export const admitLevelled = (bounds: LevelledBounds, capacity: number): void => {
  const arm = bounds.estimator.addArm()
  if (arm < 0) return
  bounds.capacity[arm] = capacity
  refreshReward(bounds, arm)
  refreshCost(bounds, arm)
}

/** Takes the reward bound of an arm anew, at the level that is set. */
export const refreshReward = (
  { rewardUpper, estimator, level }: LevelledBounds,
  arm: number
): void => {
  rewardUpper[arm] = estimator.rewardUpper(arm, level)
}

/** Takes the cost bound of an arm anew. */
export const refreshCost = (
  { costLower, estimator, settings }: LevelledBounds,
  arm: number
): void => {
  costLower[arm] = costLowerBound(estimator.table, settings.index, arm)
}

/** Sets the level to that of a query, and takes the bounds of all arms anew. */
export const setLevel = (bounds: LevelledBounds, query: number): void => {
  bounds.setAt = query
  bounds.level = queryLevel(query, LEVEL_CONSTANT)
  for (let arm = 0; arm < bounds.estimator.table.size; arm++) {
    refreshReward(bounds, arm)
    refreshCost(bounds, arm)
  }
}

/** Counts a query; where the queries have doubled since the level was set, it is set anew. */
export const countQuery = (bounds: LevelledBounds): void => {
  bounds.done++
  if (bounds.done >= 2 * bounds.setAt) setLevel(bounds, bounds.done)
}
