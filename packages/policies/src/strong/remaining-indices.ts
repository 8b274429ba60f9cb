import { costMeanOf, observeCost } from '@stageroute/estimators'
import type { Indices } from '../indices'
import type { PolicySettings } from '../policy'
import { keepBounds } from './keep-bounds'
import type { Mechanism } from './mechanisms'
import {
  admit,
  learnReward,
  makeBounds,
  refreshBounds,
  reprice,
  widthOf,
  type RemainingBounds
} from './remaining-bounds'

/**
 * Indices that know the most that a single query can cost with each arm, USD, and hear of new prices.
 *
 * @category knowledge
 * @since 0.1.0
 */
export interface RemainingIndices extends Indices, Pick<RemainingBounds, 'most'> {
  /**
   * Says what the most is that a query can cost with an arm from now on, and that it costs `factor` times as much as before, null where that is not
   * known. Old costs are forgotten, and are what is expected of the new ones.
   */
  readonly reprice: (arm: number, largestCost: number, factor: number | null) => void
}

/**
 * Returns indices for a run of known length: reward bounds by KL-UCB at the level of what is left (`remainingLevel`, as many arms side by side as may
 * be deployed), which need no gamma; mean costs, known prices being worth three observations. Rewards of an arm are forgotten when they change.
 *
 * Source: A. Garivier, O. Cappe, COLT 2011, for the bound; L. Besson, E. Kaufmann, O. Maillard, J. Seznec, JMLR 23 (2022), for the restart.
 *
 * @category knowledge
 * @since 0.1.0
 */
export const remainingIndices = (
  settings: PolicySettings,
  without: Mechanism | null = null
): RemainingIndices => {
  const bounds = makeBounds(settings, without)
  const { table, capacity, rewardUpper, costLower, isRetired, most } = bounds
  return {
    settings,
    table,
    capacity,
    rewardUpper,
    costLower,
    most,
    arrive: (share, largestCost) => admit(bounds, share, largestCost),
    retire: (arm) => {
      if (arm >= 0 && arm < table.size) isRetired[arm] = 1
    },
    liveArms: () =>
      Array.from({ length: table.size }, (_, arm) => arm).filter((arm) => isRetired[arm] === 0),
    beginStage: () => refreshBounds(bounds, bounds.done + 1),
    beginQuery: () => {
      bounds.done++
      if (bounds.done >= 2 * bounds.setAt) refreshBounds(bounds, bounds.done)
    },
    learnCost: (arm, cost) => {
      const isObserved = observeCost(table, arm, cost)
      if (isObserved) costLower[arm] = costMeanOf(table, arm)
      return isObserved
    },
    learnReward: (arm, reward) => learnReward(bounds, arm, reward),
    reprice: (arm, largestCost, factor) => reprice(bounds, arm, largestCost, factor),
    widthOf: (arm) => widthOf(bounds, arm),
    parts: keepBounds(bounds)
  }
}
