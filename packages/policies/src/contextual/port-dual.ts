import { costMeanOf } from '@stageroute/estimators'
import type { ContextualSimplex } from '@stageroute/optimizer'
import { keepCounts } from '../keep-column'
import { keepFigure } from '../keep-figure'
import type { Policy, PolicySettings, QueryContext } from '../policy'
import { makeLinearRewards } from './linear-rewards'
import { makeRecentContexts } from './recent-contexts'
import { samplePrice } from './sample-price'
import { makeContextPolicy } from './context-policy'
import { pointAtBestInto } from './point-mix'

/** Part of the queries that is routed at random before the price is set. */
export const portExplored = 0.025
/** Queries of which features are kept to set the price by. */
const SAMPLE = 256

/**
 * Returns PORT's rule: a first part of the queries goes to arms at random, then a price of money is set once, by the dual on what was learned, and
 * queries go to the arm of the greatest estimated reward less price times cost.
 *
 * Source: PORT, arXiv 2509.02718 (NeurIPS 2025): eps = 0.025 of the queries at random, then gamma minimises eps sum_j gamma_j B_j + sum_i max_j (d_ij
 *   - gamma_j g_ij), then argmax d - gamma g.
 * Adapted: one budget shared by the arms, so one price, at which the best mixes within the capacities spend it; prices of capacities are not
 *   subtracted, because arms that are then equally good to a digit would be told apart by noise; estimates are linear in the features, where the
 *   source looks up neighbours; arms come and go, so each is given its part of the random queries (eps T / M_max) when it is first deployed, and the
 *   price is set once in every stage, for what is left of the budget, on the features of the last 256 queries; capacities over time, deployment and
 *   the end of the budget as of `makeContextPolicy`.
 *
 * Cost: O(d^2) per deployed arm and query; a stage's price is a RouteOPT by context with 256 contexts.
 *
 * @category policy
 * @since 0.1.0
 */
export const makePortDual = (settings: PolicySettings): Policy =>
  makeContextPolicy(settings, ({ table, capacity }) => {
    const rewards = makeLinearRewards(settings, 1)
    const recent = makeRecentContexts(settings.contexts.features, SAMPLE)
    const pulls = new Float64Array(settings.maxArms)
    let deployed: ReadonlyArray<number> = []
    let price = UNSET
    const stateSample = (budget: number): ContextualSimplex => {
      const contexts = recent.size()
      const size = deployed.length
      const reward = new Float64Array(contexts * size)
      recent.forEach((context, query) =>
        deployed.forEach((arm, i) => {
          rewards.predict(arm, context)
          reward[query * size + i] = clipReward(rewards.mean)
        })
      )
      const costs = deployed.map((arm) => costMeanOf(table, arm))
      return {
        contexts,
        size,
        weight: new Float64Array(contexts).fill(1 / contexts),
        reward,
        cost: Float64Array.from(reward, (_, cell) => costs[cell % size] ?? 0),
        capacity: Float64Array.from(deployed, (arm) => capacity[arm] ?? 0),
        budget
      }
    }
    const scoreOf = (arm: number, context: QueryContext): number => {
      rewards.predict(arm, context)
      return clipReward(rewards.mean) - price * costMeanOf(table, arm)
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
        if (price === UNSET) price = samplePrice(stateSample(left))
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

const clipReward = (reward: number): number => Math.min(1, Math.max(0, reward))

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
