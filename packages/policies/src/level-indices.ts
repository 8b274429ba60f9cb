import { klFamily, type IndexFamily } from '@stageroute/estimators'
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
 * Returns indices whose reward bounds are of a family at a level that rises with the queries, log t. An arm's bounds are refreshed when it is
 * observed; those of all arms when the level is set, which is at the start of a stage and whenever the queries have doubled since.
 *
 * Cost bounds are the paper's. A family's bounds hold for any values in a range, and a single query can cost twenty times an arm's mean: bounds that
 * allow for it stay near zero for thousands of queries, and the budget is overspent by as much.
 *
 * Requires: a family without settings of its own.
 */
export const levelIndices = (settings: PolicySettings, family: IndexFamily): Indices => {
  const bounds = makeLevelledBounds(settings, family)
  const { estimator, capacity, rewardUpper, costLower, isRetired } = bounds
  const { table } = estimator
  return {
    settings,
    table,
    capacity,
    rewardUpper,
    costLower,
    arrive: (share) => admitLevelled(bounds, share),
    retire: (arm) => {
      if (arm >= 0 && arm < table.size) isRetired[arm] = 1
    },
    liveArms: () =>
      Array.from({ length: table.size }, (_, arm) => arm).filter((arm) => isRetired[arm] === 0),
    beginStage: () => setLevel(bounds, bounds.done + 1),
    beginQuery: () => countQuery(bounds),
    learnCost: (arm, cost) => {
      const isObserved = estimator.observeCost(arm, cost)
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

/**
 * Returns the indices of KL-UCB: bounds that hold, which is what the analyses of bandits with knapsacks ask for, and narrow enough to be of use.
 *
 * Source: A. Garivier, O. Cappe, COLT 2011.
 */
export const klIndices = (settings: PolicySettings): Indices => levelIndices(settings, klFamily)
