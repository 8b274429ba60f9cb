import type { IndexFamily } from '@stageroute/estimators'
import type { Indices } from './indices'
import { keepLevelled } from './keep-levelled'
import {
  admitLevelled,
  countQuery,
  makeLevelledBounds,
  refreshCost,
  refreshReward,
  setLevel
} from './levelled-bounds'
import type { PolicySettings } from './policy'

/**
 * Returns indices whose level rises with the queries, log t. An arm's bounds are refreshed when it is observed; those of all arms when the level is
 * set, which is at the start of a stage and whenever the queries have doubled since.
 *
 * A family's bounds are of values in [0, 1], and the wider the range, the wider they are: costs are divided by the most that a single query can cost
 * with their arm, which is told when it arrives, and not by the dearest arm's.
 *
 * Requires: a family without settings of its own.
 */
export const levelIndices = (settings: PolicySettings, family: IndexFamily): Indices => {
  const bounds = makeLevelledBounds(settings, family)
  const { estimator, capacity, rewardUpper, costLower, unit, isRetired } = bounds
  const { table } = estimator
  return {
    settings,
    table,
    capacity,
    rewardUpper,
    costLower,
    arrive: (share, largestCost) => admitLevelled(bounds, share, largestCost),
    retire: (arm) => {
      if (arm >= 0 && arm < table.size) isRetired[arm] = 1
    },
    liveArms: () =>
      Array.from({ length: table.size }, (_, arm) => arm).filter((arm) => isRetired[arm] === 0),
    beginStage: () => setLevel(bounds, bounds.done + 1),
    beginQuery: () => countQuery(bounds),
    learnCost: (arm, cost) => {
      const isObserved = estimator.observeCost(arm, cost / (unit[arm] ?? 1))
      if (isObserved) refreshCost(bounds, arm)
      return isObserved
    },
    learnReward: (arm, reward) => {
      const isObserved = estimator.observeReward(arm, reward)
      if (isObserved) refreshReward(bounds, arm)
      return isObserved
    },
    widthOf: (arm) => (rewardUpper[arm] ?? 1) - estimator.rewardLower(arm, bounds.level),
    parts: keepLevelled(bounds, family)
  }
}
