import type { Policy, PolicySettings, QueryContext } from '../policy'
import { makeMoneyPrice } from './money-price'
import { makeNeighbours } from './neighbours'
import { makeContextPolicy } from './context-policy'
import { pointAtBestInto } from './point-mix'

/**
 * Returns k nearest neighbours with a price of money: an arm's reward is the mean of what it earned on the most similar queries that it answered,
 * those that are missing to k taken as fully rewarded; a query goes to the arm of the greatest estimate less price times cost.
 *
 * Source: Q. Hu et al., RouterBench, arXiv 2403.12031 (40 nearest neighbours, score reward x willingness to pay - cost); Li, arXiv 2505.12601, that
 *   tuned neighbours match learned routers.
 * Adapted: learned online from the arm's own answers, of which the last 512 are remembered; one more neighbour of reward 1 keeps arms from being
 *   given up; the price is that of `makeMoneyPrice`; capacities, deployment and the end of the budget as of `makeContextPolicy`.
 *
 * Cost: O(512 x features that are not zero) per deployed arm and query.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeKnn = (settings: PolicySettings): Policy =>
  makeContextPolicy(settings, ({ costLower }) => {
    const neighbours = makeNeighbours(settings)
    const price = makeMoneyPrice(settings)
    const scoreOf = (arm: number, context: QueryContext): number =>
      neighbours.estimate(arm, context) - price.perUsd() * (costLower[arm] as number)
    return {
      id: 'knn',
      stopsAtBudget: true,
      advance: price.advance,
      mixInto: (share, open, context) => pointAtBestInto(share, open, scoreOf, context),
      learnReward: (arm, reward, context) => neighbours.add(arm, reward, context),
      parts: [neighbours.part, price.part]
    }
  })
