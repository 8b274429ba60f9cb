import type { BudgetedSelection } from '@stageroute/optimizer'
import type { Segment } from './segments'
import type { Trial } from './trial'

/**
 * States the deployment problem of a segment with true means, over the arms that are available, in order of arrival.
 *
 * Source: arXiv 2506.17254, Eq. 3 with true means.
 */
export const stateTrueProgram = (
  { arrivals, capacity, budget, maxDeployed }: Trial,
  { available, epoch }: Segment
): BudgetedSelection => {
  const pool = available.map((arm) => epoch.arms[arrivals.order[arm] ?? 0])
  const size = pool.length
  return {
    size,
    reward: Float64Array.from(pool, (arm) => arm?.meanReward ?? 0),
    cost: Float64Array.from(pool, (arm) => arm?.meanCost ?? 0),
    capacity: new Float64Array(size).fill(capacity),
    budget,
    maxSelected: Math.min(maxDeployed, size),
    fixedCost: new Float64Array(size)
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
