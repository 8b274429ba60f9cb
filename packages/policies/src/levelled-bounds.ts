import * as E from 'fp-ts/Either'
import { makeEstimator, queryLevel, type Estimator, type IndexFamily } from '@stageroute/estimators'
import { invariant } from '@stageroute/numeric'
import type { PolicySettings } from './policy'

/** The c of the level log t + c log log t: theory asks for 3, its authors recommend 0 (Garivier and Cappe 2011, Section 4). */
const LEVEL_CONSTANT = 0

/**
 * Bounds at a level that rises with the queries, log t.
 *
 * Shape: the arrays are indexed by arm.
 * Unit: `unit`, what the costs of each arm are divided by, and `costLower` in USD per query.
 */
export interface LevelledBounds {
  readonly settings: PolicySettings
  readonly estimator: Estimator
  readonly unit: Float64Array
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

export const makeLevelledBounds = (
  settings: PolicySettings,
  family: IndexFamily
): LevelledBounds => ({
  settings,
  estimator: openUnitEstimator(family, settings.maxArms),
  unit: new Float64Array(settings.maxArms),
  capacity: new Float64Array(settings.maxArms),
  rewardUpper: new Float64Array(settings.maxArms),
  costLower: new Float64Array(settings.maxArms),
  isRetired: new Uint8Array(settings.maxArms),
  done: 0,
  setAt: 1,
  level: 0
})

/** An estimator of values in [0, 1]. */
export const openUnitEstimator = (family: IndexFamily, maxArms: number): Estimator => {
  const made = makeEstimator(family, { maxArms, costMin: 0, costMax: 1 })
  invariant(E.isRight(made), 'a family without settings of its own opens for costs in [0, 1]')
  return made.right
}

/** Adds an arm of which nothing is known. */
export const admitLevelled = (
  bounds: LevelledBounds,
  capacity: number,
  largestCost: number
): void => {
  const arm = bounds.estimator.addArm()
  if (arm < 0) return
  bounds.capacity[arm] = capacity
  bounds.unit[arm] = largestCost > 0 && largestCost < Infinity ? largestCost : 1
  refreshReward(bounds, arm)
  refreshCost(bounds, arm)
}

export const refreshReward = ({ rewardUpper, estimator, level }: LevelledBounds, arm: number) => {
  rewardUpper[arm] = estimator.rewardUpper(arm, level)
}

export const refreshCost = (
  { costLower, estimator, level, unit, settings }: LevelledBounds,
  arm: number
) => {
  const { costMin, costMax } = settings.index
  const lower = estimator.costLower(arm, level) * (unit[arm] ?? 1)
  costLower[arm] = Math.min(costMax, Math.max(costMin, lower))
}

/** Sets the level of a query, and with it the bounds of all arms. */
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
