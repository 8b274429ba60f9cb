import type { BudgetedSelection } from '@stageroute/optimizer'
import type { Trial } from './trial'

/**
 * States the deployment problem of a trial with true means, over the first `arrived` arms in order of arrival.
 *
 * Source: arXiv 2506.17254, Eq. 3 with true means.
 */
export const stateTrueProgram = (trial: Trial, arrived: number): BudgetedSelection => {
  const { environment, arrivals, capacity, budget, maxDeployed } = trial
  const pool = arrivals.order.slice(0, arrived).map((arm) => environment.arms[arm])
  return {
    size: arrived,
    reward: Float64Array.from(pool, (arm) => arm?.meanReward ?? 0),
    cost: Float64Array.from(pool, (arm) => arm?.meanCost ?? 0),
    capacity: new Float64Array(arrived).fill(capacity),
    budget,
    maxSelected: Math.min(maxDeployed, arrived),
    fixedCost: new Float64Array(arrived)
  }
}

/** Too few arms to serve every query: the best of them that slots allow, each at its capacity. */
export const everythingAtCapacity = ({
  reward,
  capacity,
  maxSelected
}: BudgetedSelection): Float64Array => {
  const best = Array.from(reward.keys())
    .sort((a, b) => (reward[b] ?? 0) - (reward[a] ?? 0) || a - b)
    .slice(0, maxSelected)
  const share = new Float64Array(reward.length)
  best.forEach((arm) => (share[arm] = capacity[arm] ?? 0))
  return share
}
