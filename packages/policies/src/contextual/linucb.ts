import type { Policy, PolicySettings, QueryContext } from '../policy'
import { makeLinearRewards } from './linear-rewards'
import { makeMoneyPrice } from './money-price'
import { makeContextPolicy } from './context-policy'
import { pointAtBestInto } from './point-mix'

/** How many widths above its mean an arm is taken to be; its authors tune it, and 1 is in the middle of what they try. */
export const linucbWidths = 1

/**
 * Returns disjoint LinUCB with a price of money: a query goes to the arm of the greatest estimated reward, plus its width, less price times cost.
 *
 * Source: L. Li, W. Chu, J. Langford, R. Schapire, WWW 2010, Algorithm 1: theta = A^-1 b with A = I + sum x x', score theta.x + a sqrt(x' A^-1 x);
 *   the price is that of `makeMoneyPrice`.
 * Adapted: costs enter by their lower bound and the price; capacities, deployment and the end of the budget as of `makeContextPolicy`; a constant
 *   feature is added.
 *
 * Cost: O(d^2) per deployed arm and query, d features and one.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeLinUcb = (settings: PolicySettings): Policy =>
  makeContextPolicy(settings, ({ costLower }) => {
    const rewards = makeLinearRewards(settings, 1)
    const price = makeMoneyPrice(settings)
    const scoreOf = (arm: number, context: QueryContext): number => {
      rewards.predict(arm, context)
      const cost = price.perUsd() * (costLower[arm] as number)
      return rewards.mean + linucbWidths * rewards.width - cost
    }
    return {
      id: 'linucb',
      stopsAtBudget: true,
      advance: price.advance,
      mixInto: (share, open, context) => pointAtBestInto(share, open, scoreOf, context),
      learnReward: (arm, reward, context, { query }) => rewards.learn(arm, reward, context, query),
      parts: [rewards.part, price.part]
    }
  })
