import { tolerance } from '@stageroute/numeric'
import { paperIndices, type Indices } from '../indices'
import { makeMixPolicy } from '../mix-policy'
import type { Policy, PolicySettings } from '../policy'

/**
 * Returns the greedy baseline: at each stage the arms with the greatest optimistic reward per optimistic cost are deployed, and every query
 * is routed to them in that order, each filled to its capacity; the budget is not looked at. An arm whose cost bound is zero stands above
 * every arm whose bound is not.
 *
 * Cost: O(arms log arms) per stage, O(deployed^2) per query; a query allocates nothing.
 * Ties: equal utility prefers greater reward, then earlier arrival.
 * Source: arXiv 2506.17254 compares with "top-M_max by a utility built from UCB and LCB"; the utility itself is not stated in what is
 * available of the paper, the ratio is our reading.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeGreedy = (settings: PolicySettings): Policy => {
  const indices = paperIndices(settings)
  return makeMixPolicy(settings, {
    id: 'greedy',
    arrive: indices.arrive,
    retire: indices.retire,
    deploy: () =>
      indices
        .liveArms()
        .sort((a, b) => compareUtility(indices, a, b))
        .slice(0, settings.maxDeployed)
        .sort((a, b) => a - b),
    mixInto: (share, deployed) => fillByUtilityInto(indices, deployed, share),
    observeCost: (arm, cost) => void indices.learnCost(arm, cost),
    observeReward: (arm, reward) => void indices.learnReward(arm, reward),
    parts: indices.parts
  })
}

/** Reward per USD; an arm that may cost nothing is better than any that does not. */
const utility = ({ rewardUpper, costLower }: Indices, arm: number): number => {
  const cost = costLower[arm] ?? 0
  return cost > 0 ? (rewardUpper[arm] ?? 0) / cost : Infinity
}

/** Greater utility first; equal utility: greater reward, then earlier arrival. */
const compareUtility = (indices: Indices, a: number, b: number): number => {
  const left = utility(indices, a)
  const right = utility(indices, b)
  if (left !== right) return left > right ? -1 : 1
  const reward = (indices.rewardUpper[b] ?? 0) - (indices.rewardUpper[a] ?? 0)
  return reward !== 0 ? reward : a - b
}

/** Shape: `share` by position in `deployed`. */
const fillByUtilityInto = (
  indices: Indices,
  deployed: ReadonlyArray<number>,
  share: Float64Array
): void => {
  share.fill(0, 0, deployed.length)
  let remaining = 1
  for (let filled = 0; filled < deployed.length && remaining > tolerance.share; filled++) {
    let best = -1
    for (let i = 0; i < deployed.length; i++) {
      const isFilled = (share[i] as number) > 0
      if (isFilled) continue
      const isBetter =
        best < 0 || compareUtility(indices, deployed[i] as number, deployed[best] as number) < 0
      if (isBetter) best = i
    }
    const mass = Math.min(indices.capacity[deployed[best] as number] as number, remaining)
    share[best] = mass
    remaining -= mass
  }
}
