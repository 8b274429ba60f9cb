import { drawCategory, nextUniform, tolerance } from '@stageroute/numeric'
import { keepArms, keepLearner, keepStream } from '../keep-parts'
import { restoreParts, snapshotParts } from '../kept'
import {
  admit,
  learnCost,
  learnReward,
  liveArms,
  makeLearner,
  retire,
  type Learner
} from '../learner'
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
  const learner = makeLearner(settings)
  const share = new Float64Array(settings.maxArms)
  let deployed: ReadonlyArray<number> = []
  const parts = [
    ...keepLearner(learner),
    keepArms(
      'deployed',
      settings.maxArms,
      () => deployed,
      (arms) => void (deployed = arms)
    ),
    keepStream(settings.stream)
  ]
  return {
    id: 'greedy',
    isPrepaid: false,
    arrive: (capacity) => void admit(learner, capacity),
    retire: (arm) => retire(learner, arm),
    startStage: () => {
      const best = liveArms(learner)
        .sort((a, b) => compareUtility(learner, a, b))
        .slice(0, settings.maxDeployed)
      deployed = best.sort((a, b) => a - b)
      return deployed
    },
    route: () => {
      fillByUtilityInto(learner, deployed, share)
      return drawCategory(share, learner.table.size, nextUniform(settings.stream))
    },
    observeCost: (arm, cost) => void learnCost(learner, arm, cost),
    observeReward: (arm, reward) => void learnReward(learner, arm, reward),
    distributionInto: (out) => out.set(share),
    snapshot: () => snapshotParts('greedy', parts),
    restore: (document) => restoreParts('greedy', parts, document)
  }
}

/** Reward per USD; an arm that may cost nothing is better than any that does not. */
const utility = ({ rewardUpper, costLower }: Learner, arm: number): number => {
  const cost = costLower[arm] ?? 0
  return cost > 0 ? (rewardUpper[arm] ?? 0) / cost : Infinity
}

/** Greater utility first; equal utility: greater reward, then earlier arrival. */
const compareUtility = (learner: Learner, a: number, b: number): number => {
  const left = utility(learner, a)
  const right = utility(learner, b)
  if (left !== right) return left > right ? -1 : 1
  const reward = (learner.rewardUpper[b] ?? 0) - (learner.rewardUpper[a] ?? 0)
  return reward !== 0 ? reward : a - b
}

const fillByUtilityInto = (
  learner: Learner,
  deployed: ReadonlyArray<number>,
  share: Float64Array
): void => {
  share.fill(0)
  let remaining = 1
  for (let filled = 0; filled < deployed.length && remaining > tolerance.share; filled++) {
    let best = -1
    for (let i = 0; i < deployed.length; i++) {
      const arm = deployed[i] ?? 0
      const isFilled = (share[arm] ?? 0) > 0
      if (!isFilled && (best < 0 || compareUtility(learner, arm, best) < 0)) best = arm
    }
    const mass = Math.min(learner.capacity[best] ?? 0, remaining)
    share[best] = mass
    remaining -= mass
  }
}
