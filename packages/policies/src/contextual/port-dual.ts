import { costMeanOf } from '@stageroute/estimators'
import { keepCounts } from '../keep-counts'
import { keepFigure } from '../keep-figure'
import type { Policy, PolicySettings, QueryContext } from '../policy'
import { makeLinearRewards } from './linear-rewards'
import { makeRecentContexts } from './recent-contexts'
import { makeContextPolicy, pointAtBestInto } from './scored-policy'

/** Part of the queries that is routed at random before the price is set. */
export const portExplored = 0.025
/** Queries of which features are kept to set the price by. */
const SAMPLE = 512
/** Halvings of the interval in which the price lies. */
const HALVINGS = 50

/**
 * Returns the price of money at which arms of the greatest estimated reward less price times cost spend the budget on a sample of queries, by
 * minimising the dual, price x budget + mean over queries of the greatest reduced reward, which is convex.
 *
 * Shape: `reward` is query-major, `queries x cost.length`.
 */
export const dualPrice = (
  reward: Float64Array,
  cost: ReadonlyArray<number>,
  queries: number,
  budget: number
): number => {
  const spendAt = (price: number): number => {
    let sum = 0
    for (let query = 0; query < queries; query++) {
      let [best, greatest] = [0, -Infinity]
      cost.forEach((money, i) => {
        const reduced = (reward[query * cost.length + i] ?? 0) - price * money
        if (reduced <= greatest) return
        greatest = reduced
        best = i
      })
      sum += cost[best] ?? 0
    }
    return sum / queries
  }
  if (queries === 0 || spendAt(0) <= budget) return 0
  const dearest = Math.max(...cost)
  // At this price a reward of one does not pay for a difference of a hundredth of the dearest cost.
  let [low, high] = [0, 100 / dearest]
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2
    if (spendAt(middle) > budget) low = middle
    else high = middle
  }
  return high
}

/**
 * Returns PORT's rule: a first part of the queries goes to arms at random, then a price of money is set once, by the dual on what was learned, and
 * queries go to the arm of the greatest estimated reward less price times cost.
 *
 * Source: PORT, arXiv 2509.02718 (NeurIPS 2025): eps = 0.025 of the queries at random, then gamma minimises eps sum_j gamma_j B_j + sum_i max_j (d_ij
 *   - gamma_j g_ij), then argmax d - gamma g.
 * Adapted: one budget shared by the arms, so one price; estimates are linear in the features, where the source looks up neighbours; arms come and
 *   go, so each is given its part of the random queries (eps T / M_max) when it is first deployed, and the price is set once in every stage, for what
 *   is left of the budget, on the features of the last 512 queries; capacities, deployment and the end of the budget as of `makeContextPolicy`.
 *
 * Cost: O(d^2) per deployed arm and query; a stage's price is some 50 passes over 512 queries.
 *
 * @category policy
 * @since 0.1.0
 */
export const makePortDual = (settings: PolicySettings): Policy =>
  makeContextPolicy(settings, ({ table }) => {
    const rewards = makeLinearRewards(settings, 1)
    const recent = makeRecentContexts(settings.contexts.features, SAMPLE)
    const pulls = new Float64Array(settings.maxArms)
    let deployed: ReadonlyArray<number> = []
    let price = UNSET
    const setPrice = (budget: number): void => {
      const reward = new Float64Array(recent.size() * deployed.length)
      recent.forEach((context, query) =>
        deployed.forEach((arm, i) => {
          rewards.predict(arm, context)
          reward[query * deployed.length + i] = rewards.mean
        })
      )
      const costs = deployed.map((arm) => costMeanOf(table, arm))
      price = dualPrice(reward, costs, recent.size(), budget)
    }
    const scoreOf = (arm: number, context: QueryContext): number => {
      rewards.predict(arm, context)
      return rewards.mean - price * costMeanOf(table, arm)
    }
    return {
      id: 'port-dual',
      stopsAtBudget: true,
      onStage: () => void (price = UNSET),
      onDeployed: (arms) => void (deployed = arms),
      mixInto: (share, open, context, { horizon, left }) => {
        recent.add(context)
        const wanted = Math.ceil((portExplored * horizon) / settings.maxDeployed)
        if (spreadOverNewInto(share, open, pulls, wanted)) return
        if (price === UNSET) setPrice(left)
        pointAtBestInto(share, open, scoreOf, context)
      },
      learnReward: (arm, reward, context, { query }) => rewards.learn(arm, reward, context, query),
      learnCost: (arm) => void (pulls[arm]! += 1),
      parts: [
        rewards.part,
        recent.part,
        keepCounts('pulls', pulls),
        keepFigure(
          'price',
          [UNSET, Number.MAX_VALUE],
          () => price,
          (kept) => void (price = kept)
        )
      ]
    }
  })

const UNSET = -1

/** Spreads a query evenly over the arms that have not had their random part; false, and nothing written, when all have. */
const spreadOverNewInto = (
  share: Float64Array,
  open: ReadonlyArray<number>,
  pulls: Float64Array,
  wanted: number
): boolean => {
  let count = 0
  for (const arm of open) if ((pulls[arm] as number) < wanted) count++
  if (count === 0) return false
  for (let i = 0; i < open.length; i++) {
    share[i] = (pulls[open[i] as number] as number) < wanted ? 1 / count : 0
  }
  return true
}
