import { costMeanOf, invalidSnapshot } from '@stageroute/estimators'
import { keepCounts } from '../keep-column'
import { keepNumbers, type Kept } from '../kept'
import type { Policy, PolicySettings, QueryContext } from '../policy'
import { makeLinearRewards } from './linear-rewards'
import { makeContextPolicy } from './context-policy'
import { pointAtBestInto, pointInto } from './point-mix'

/** What a query leaves of what was known before it: a memory of some 333 queries. */
const FORGETTING = 0.997
/** Widths above the mean that an arm is taken to be. */
const WIDTHS = 0.01
/** Weight of a query's cost in the running mean that the price follows. */
const SMOOTHING = 0.05
/** How fast the price follows, and how far. */
const PACE = { step: 0.05, most: 5 } as const
/** Queries that a newcomer is given before anything is compared. */
const FORCED_PULLS = 20

/**
 * Returns the next price of the pacer: raised while the running mean of costs is above the budget, lowered while below, kept in [0, 5]. Without a budget
 * every cost is above it.
 */
export const paceParetoPrice = (price: number, meanCost: number, budget: number): number =>
  budget > 0
    ? Math.min(PACE.most, Math.max(0, price + PACE.step * (meanCost / budget - 1)))
    : PACE.most

/**
 * Returns a cost on the scale of logarithms from the cheapest (0) to the dearest (1); 0 where all cost the same.
 *
 * Requires: `least <= cost <= most`.
 */
export const logCost = (cost: number, least: number, most: number): number =>
  least > 0 && most > least
    ? Math.log(cost / least) / Math.log(most / least)
    : most > least
      ? cost / most
      : 0

/**
 * Returns ParetoBandit: linear rewards that forget, a score of reward less price times log cost, a price that follows a running mean of costs, and
 * a ceiling on what an arm may cost that falls as the price rises.
 *
 * Source: ParetoBandit, arXiv 2604.00136: argmax theta.x + a sqrt(x' A^-1 x) - l c~ with a = 0.01; running mean of costs at 0.05; l <- l + 0.05
 *   (mean / budget - 1) in [0, 5]; ceiling c <= c_max / (1 + l); forgetting 0.997; 20 forced queries for a newcomer. Read in a digest.
 * Adapted: the user's own weight of costs is 0; costs of arms are their means; the cheapest arm is below every ceiling;
 *   capacities and deployment as of `makeContextPolicy`; it does not stop at the end of the budget, as the source does not.
 *
 * Cost: O(d^2) per deployed arm and query.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeParetoBandit = (settings: PolicySettings): Policy =>
  makeContextPolicy(settings, ({ table }) => {
    const rewards = makeLinearRewards(settings, FORGETTING)
    const pacer = { price: 0, meanCost: settings.budget }
    const pulls = new Float64Array(settings.maxArms)
    const range = { least: 0, most: 0, cheapest: 0 }
    const survey = (open: ReadonlyArray<number>): void => {
      range.least = Infinity
      range.most = 0
      for (let i = 0; i < open.length; i++) {
        const cost = costMeanOf(table, open[i] as number)
        if (cost > range.most) range.most = cost
        if (cost >= range.least) continue
        range.least = cost
        range.cheapest = open[i] as number
      }
    }
    const scoreOf = (arm: number, context: QueryContext): number => {
      const cost = costMeanOf(table, arm)
      const isTooDear = cost > range.most / (1 + pacer.price) && arm !== range.cheapest
      if (isTooDear) return -Infinity
      rewards.predict(arm, context)
      const money = pacer.price * logCost(cost, range.least, range.most)
      return rewards.mean + WIDTHS * rewards.width - money
    }
    return {
      id: 'pareto-bandit',
      stopsAtBudget: false,
      advance: (cost) => {
        pacer.meanCost += SMOOTHING * (cost - pacer.meanCost)
        pacer.price = paceParetoPrice(pacer.price, pacer.meanCost, settings.budget)
      },
      mixInto: (share, open, context) => {
        const forced = findNewcomer(open, pulls)
        if (forced >= 0) {
          pointInto(share, open.length, forced)
          return
        }
        survey(open)
        pointAtBestInto(share, open, scoreOf, context)
      },
      learnReward: (arm, reward, context, { query }) => rewards.learn(arm, reward, context, query),
      learnCost: (arm) => void (pulls[arm]! += 1),
      parts: [rewards.part, keepPacer(pacer), keepCounts('pulls', pulls)]
    }
  })

/** The position of an arm that has not had its forced queries, or -1. */
const findNewcomer = (open: ReadonlyArray<number>, pulls: Float64Array): number => {
  for (let i = 0; i < open.length; i++) {
    if ((pulls[open[i] as number] as number) < FORCED_PULLS) return i
  }
  return -1
}

const keepPacer = (pacer: { price: number; meanCost: number }): Kept =>
  keepNumbers({
    layout: {
      kind: 'pacer',
      version: 1,
      figures: ['price', 'meanCost'],
      columns: [],
      lengthOf: () => 0
    },
    read: () => ({ figures: { ...pacer }, columns: {} }),
    findProblem: ({ figures: { price = NaN, meanCost = NaN } }) =>
      price >= 0 && price <= PACE.most && meanCost >= 0
        ? undefined
        : invalidSnapshot('figures', 'is no price and no cost'),
    write: ({ figures }) => {
      pacer.price = figures['price'] ?? 0
      pacer.meanCost = figures['meanCost'] ?? 0
    }
  })
