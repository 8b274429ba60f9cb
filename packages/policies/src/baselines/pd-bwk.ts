import { keepFigure } from '../keep-figure'
import type { Policy, PolicySettings } from '../policy'
import { makePricedPolicy } from './priced-policy'

/**
 * Returns the rate of the multiplicative weights, sqrt(ln d / B) for the d = 2 resources money and time, at most 1.
 *
 * Unit: the whole budget in units of the cost scale.
 */
export const weightRateOf = (wholeBudget: number): number =>
  wholeBudget > 0 ? Math.min(1, Math.sqrt(Math.LN2 / wholeBudget)) : 1

/**
 * Returns reward per what an arm uses of both resources, at a share of the weights that is on money. A query uses `budget` of time, so that both
 * resources last equally long. What uses nothing is better than anything that does.
 */
export const bangPerBuck = (
  moneyWeight: number,
  budget: number,
  reward: number,
  cost: number
): number => {
  const used = moneyWeight * cost + (1 - moneyWeight) * budget
  return used > 0 ? reward / used : Infinity
}

/**
 * Returns PrimalDualBwK: every query goes to the arm of the most reward per weighted use of the resources, money and time, whose weights grow
 * multiplicatively with their use; once the whole budget is spent, queries go unserved.
 *
 * Source: A. Badanidiyuru, R. Kleinberg, A. Slivkins, J. ACM 65 (2018), Algorithm 2: v = v (1 + eps)^L of the arm that was pulled, eps = sqrt(ln d /
 *   B).
 * Adapted: rewards are bounded by KL-UCB, costs as the run says; instead of pulling each arm once, arms of which nothing is known earn 1 at the least
 *   cost; capacities are filled in order of score; costs are divided by the cost scale; of a stream of unknown length the horizon doubles, and
 *   weights start anew with it. Deployment: DeployOPT on the bounds, spare slots by reduced reward.
 *
 * Cost: as `makePricedPolicy`.
 *
 * @category policy
 * @since 0.1.0
 */
export const makePdBwk = (settings: PolicySettings): Policy => {
  const scale = settings.index.costScale
  const budget = settings.budget / scale
  /** Logarithm of the weight of money over that of time. */
  let odds = 0
  let moneyWeight = 0
  const growthOf = (horizon: number): number => Math.log1p(weightRateOf(budget * horizon))
  return makePricedPolicy(settings, {
    id: 'pd-bwk',
    stopsAtBudget: true,
    advance: (_cost, _query, horizon) => void (odds -= growthOf(horizon) * budget),
    restart: () => void (odds = 0),
    prepare: () => {
      moneyWeight = 1 / (1 + Math.exp(-odds))
    },
    onServed: (costLower, horizon) => void (odds += (growthOf(horizon) * costLower) / scale),
    scoreOf: (rewardUpper, costLower) =>
      bangPerBuck(moneyWeight, budget, rewardUpper, costLower / scale),
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
