import { costMeanOf } from '@stageroute/estimators'
import { keepFigure } from '../keep-figure'
import type { Policy, PolicySettings, QueryContext } from '../policy'
import { makeLinearRewards } from './linear-rewards'
import { makeContextPolicy } from './context-policy'
import { pointInto } from './point-mix'

/** How far the threshold moves after a query: a quantile's stochastic approximation. */
const STEP = 0.02
/** Part of the queries that asks one of the two at random, so that both go on being learned. */
const EXPLORED = 0.02

/**
 * Two arms, by position: the one that is asked where it is worth it, and the one that is asked otherwise; and how often the budget pays for the
 * first.
 */
export interface Pair {
  strong: number
  weak: number
  strongShare: number
}

/**
 * Writes the pair of arms that earns most within the budget when the strong one is asked as often as it pays for: the best of all pairs by reward
 * bounds and costs, arms that alone keep within the budget as pairs with themselves. Where nobody does, the cheapest.
 *
 * Shape: `reward` and `cost` have `size` entries.
 * Cost: O(size^2), no allocation.
 */
export const choosePairInto = (
  pair: Pair,
  reward: Float64Array,
  cost: Float64Array,
  size: number,
  budget: number
): void => {
  let greatest = -Infinity
  let cheapest = 0
  for (let weak = 0; weak < size; weak++) {
    const least = cost[weak] as number
    if (least < (cost[cheapest] as number)) cheapest = weak
    if (least > budget) continue
    for (let strong = 0; strong < size; strong++) {
      const most = cost[strong] as number
      // What is within the budget needs no other arm beside it.
      if (most <= budget && strong !== weak) continue
      const part = strong === weak ? 1 : (budget - least) / (most - least)
      const value = part * (reward[strong] as number) + (1 - part) * (reward[weak] as number)
      if (value <= greatest) continue
      greatest = value
      setPair(pair, strong, weak, part)
    }
  }
  if (greatest === -Infinity) setPair(pair, cheapest, cheapest, 1)
}

const setPair = (pair: Pair, strong: number, weak: number, strongShare: number): void => {
  pair.strong = strong
  pair.weak = weak
  pair.strongShare = strongShare
}

/**
 * Returns the threshold after a query whose gain was `gain`: raised where the query was above it, lowered where it was not, so that a part of the
 * gains is above it in the long run.
 *
 * Source: H. Robbins, S. Monro, Ann. Math. Statist. 22 (1951): stochastic approximation of a quantile.
 */
export const moveThreshold = (threshold: number, gain: number, above: number): number =>
  threshold + STEP * ((gain >= threshold ? 1 : 0) - above)

/**
 * Returns RouteLLM's rule: of two models, a strong and a weak one, the strong is asked where the gain that is expected of it given the query is above
 * a threshold, which is set so that the mean cost is the budget.
 *
 * Source: I. Ong et al., RouteLLM, arXiv 2406.18665: route to the strong model where its estimated win rate is at least alpha, alpha being the dial
 *   of cost.
 * Adapted: the gain is the difference of two linear estimates that are learned online; the pair is the one of the open arms that earns most within
 *   what is left of the budget by bounds and mean costs; the threshold follows the quantile of the gains that the budget's share asks for; 2 % of the
 *   queries go to either at random; an arm that alone keeps within the budget is asked always, and moves nothing. Capacities, deployment and the end
 *   of the budget as of `makeContextPolicy`; where one of the two rests, the pair is chosen among the others.
 *
 * Cost: O(d^2 + deployed^2) per query.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeRouteLlmThreshold = (settings: PolicySettings): Policy =>
  makeContextPolicy(settings, ({ table, rewardUpper }) => {
    const rewards = makeLinearRewards(settings, 1)
    let threshold = 0
    const predicted = (arm: number, context: QueryContext): number => {
      rewards.predict(arm, context)
      return rewards.mean
    }
    const pair: Pair = { strong: 0, weak: 0, strongShare: 1 }
    const reward = new Float64Array(settings.maxArms)
    const cost = new Float64Array(settings.maxArms)
    const choose = (open: ReadonlyArray<number>, budget: number): void => {
      for (let i = 0; i < open.length; i++) {
        reward[i] = rewardUpper[open[i] as number] as number
        cost[i] = costMeanOf(table, open[i] as number)
      }
      choosePairInto(pair, reward, cost, open.length, budget)
    }
    return {
      id: 'route-llm-threshold',
      stopsAtBudget: true,
      mixInto: (share, open, context, { left }) => {
        choose(open, left)
        const { strong, weak, strongShare } = pair
        if (strong === weak) {
          pointInto(share, open.length, strong)
          return
        }
        const gain =
          predicted(open[strong] as number, context) - predicted(open[weak] as number, context)
        const asked = gain >= threshold ? strong : weak
        threshold = moveThreshold(threshold, gain, strongShare)
        pointInto(share, open.length, asked)
        share[asked] = 1 - EXPLORED / 2
        share[asked === strong ? weak : strong] = EXPLORED / 2
      },
      learnReward: (arm, reward, context, { query }) => rewards.learn(arm, reward, context, query),
      parts: [
        rewards.part,
        keepFigure(
          'threshold',
          [-Number.MAX_VALUE, Number.MAX_VALUE],
          () => threshold,
          (kept) => void (threshold = kept)
        )
      ]
    }
  })
