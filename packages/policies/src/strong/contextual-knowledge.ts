import { pullsOf } from '@stageroute/estimators'
import { makeRowReader } from '../contextual/feature-rows'
import type { Indices } from '../indices'
import type { Kept } from '../kept'
import type { PolicySettings, QueryContext } from '../policy'
import type { Purse } from '../purse'
import { makeContextRewards, type ContextRewards } from './context-rewards'
import { makeCostFactor } from './cost-factor'
import type { ProfileValues } from './profile-mixes'
import { leftOf } from './remaining-bounds'

/** What is known of arms given a query, beside what is known of them overall. */
export interface ContextualKnowledge
  extends Omit<ProfileValues, 'capacity'>, Pick<ContextRewards, 'learnCommon' | 'update'> {
  /** Features of a query behind a constant one; it is the same array every time. */
  readonly read: (context: QueryContext) => Float64Array
  readonly learnCost: (arm: number, cost: number, context: QueryContext) => boolean
  readonly learnReward: (arm: number, reward: number, context: QueryContext) => void
  readonly parts: ReadonlyArray<Kept>
}

/** Nothing is known yet. Learning goes through the indices, whose arms start anew when they change. */
export const makeContextualKnowledge = (
  settings: PolicySettings,
  indices: Indices,
  purse: Purse
): ContextualKnowledge => {
  const rewards = makeContextRewards(settings)
  const factor = makeCostFactor(settings.contexts)
  const read = makeRowReader(settings.contexts)
  const { table, costLower } = indices
  return {
    read,
    learnCommon: rewards.learnCommon,
    update: rewards.update,
    rewardUpper: (arm, row) => rewards.upper(arm, row, leftOf(settings, Math.max(1, purse.done))),
    cost: (arm, row) => (costLower[arm] as number) * factor.of(row),
    learnCost: (arm, cost, context) => {
      const expected = costLower[arm] as number
      if (!indices.learnCost(arm, cost)) return false
      factor.learn(read(context), cost, expected, purse.done)
      return true
    },
    learnReward: (arm, reward, context) => {
      if (!indices.learnReward(arm, reward)) return
      // The first of an arm, or the first after it has changed.
      if (pullsOf(table.reward, arm) <= 1) rewards.forget(arm)
      rewards.learn(arm, read(context), reward)
    },
    parts: [rewards.part, factor.part]
  }
}
