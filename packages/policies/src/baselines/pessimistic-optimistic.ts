import { keepFigure } from '../keep-figure'
import type { Policy, PolicySettings } from '../policy'
import { makePricedPolicy } from './priced-policy'

/** By how much the budget of the t-th query is tightened, for one constraint: K^0.75 sqrt(6 / t) with K = 1. */
export const tighteningOf = (query: number): number => Math.sqrt(6 / query)

/** What reward weighs against the queue at the t-th query: slack x K^0.25 sqrt(2 t / 3) with K = 1. */
export const rewardWeightOf = (query: number, slack: number): number =>
  slack * Math.sqrt((2 * query) / 3)

/** Returns the next length of the queue of what was spent above the tightened budget. */
export const moveQueue = (
  queue: number,
  budget: number,
  cost: number,
  tightening: number
): number => Math.max(0, queue + cost - budget + tightening)

/**
 * Returns the pessimistic-optimistic algorithm: what was spent above a tightened budget waits in a virtual queue, and every query goes to the arm of
 * the greatest V reward - Q cost. The tightening falls with the queries, so that past overspending is made up for; queries are always served.
 *
 * Source: X. Liu, B. Li, P. Shi, L. Ying, NeurIPS 2021, Algorithm 1: Q = [Q + c - b + eps_t]^+, V_t of the order of the slack times sqrt(t), eps_t of
 *   the order 1 / sqrt(t).
 * Adapted: arms without contexts; rewards are bounded by KL-UCB, costs as the run says; capacities are filled in order of score; costs are divided by
 *   the cost scale; of Slater's slack only that of a free arm is known, the budget itself. Deployment: DeployOPT on the bounds, spare slots by
 *   reduced reward.
 *
 * Cost: as `makePricedPolicy`.
 *
 * @category policy
 * @since 0.1.0
 */
export const makePessimisticOptimistic = (settings: PolicySettings): Policy => {
  const scale = settings.index.costScale
  const budget = settings.budget / scale
  let queue = 0
  let weight = 0
  return makePricedPolicy(settings, {
    id: 'pessimistic-optimistic',
    stopsAtBudget: false,
    advance: (cost, query) => {
      queue = moveQueue(queue, budget, cost / scale, tighteningOf(query))
    },
    prepare: (query) => {
      weight = rewardWeightOf(query, budget)
    },
    scoreOf: (rewardUpper, costLower) => weight * rewardUpper - (queue * costLower) / scale,
    parts: [
      keepFigure(
        'queue',
        [0, Number.MAX_VALUE],
        () => queue,
        (kept) => void (queue = kept)
      )
    ]
  })
}
