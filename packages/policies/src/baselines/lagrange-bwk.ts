import { keepFigure } from '../keep-figure'
import type { Policy, PolicySettings } from '../policy'
import { makePricedPolicy } from './priced-policy'

/** Hedge's rate for two resources and payoffs in [0, 1]: sqrt(8 ln 2 / T) (Cesa-Bianchi and Lugosi 2006, Theorem 2.2). */
export const hedgeRateOf = (horizon: number): number => Math.sqrt((8 * Math.LN2) / horizon)

/**
 * Returns the next log odds of money against time. The payoff of time less that of money is c / b - 1; payoffs lie in an interval of length 1 + 1 /
 * b, by which Hedge divides them.
 *
 * Unit: costs in units of the cost scale.
 */
export const moveOdds = (odds: number, rate: number, budget: number, cost: number): number =>
  odds + (rate * (cost - budget)) / (budget + 1)

/**
 * Returns LagrangeBwK: a game between arms and resources, money and time, on reward + 1 - (T / B) cost. Hedge plays resources, with more weight on
 * money the more is spent above the budget; every query goes to the arm of the greatest upper bound against it; once the whole budget is spent,
 * queries go unserved.
 *
 * Source: N. Immorlica, K. A. Sankararaman, R. Schapire, A. Slivkins, J. ACM 69 (2022), Algorithm 1, for stochastic outcomes with UCB as the primal
 *   algorithm.
 * Adapted: the arms play against the distribution of resources, not against a resource drawn from it; UCB is KL-UCB, costs are bounded as the run
 *   says; capacities are filled in order of score; costs are divided by the cost scale; of a stream of unknown length the horizon doubles, and Hedge
 *   starts anew with it. Deployment: DeployOPT on the bounds, spare slots by reduced reward.
 *
 * Cost: as `makePricedPolicy`.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeLagrangeBwk = (settings: PolicySettings): Policy => {
  const scale = settings.index.costScale
  const budget = settings.budget / scale
  let odds = 0
  let moneyWeight = 0
  return makePricedPolicy(settings, {
    id: 'lagrange-bwk',
    stopsAtBudget: true,
    advance: (cost, _, horizon) => {
      odds = moveOdds(odds, hedgeRateOf(horizon), budget, cost / scale)
    },
    restart: () => void (odds = 0),
    prepare: () => {
      moneyWeight = 1 / (1 + Math.exp(-odds))
    },
    // Times B / T, which may be zero.
    scoreOf: (rewardUpper, costLower) => budget * rewardUpper - (moneyWeight * costLower) / scale,
    parts: [
      keepFigure(
        'odds',
        [-Number.MAX_VALUE, Number.MAX_VALUE],
        () => odds,
        (kept) => void (odds = kept)
      )
    ]
  })
}
