import { paperRadius, pullsOf, type ArmTable } from '@stageroute/estimators'
import type { StageBounds } from './choose-among'
import { keepLearner } from './keep-parts'
import type { Kept } from './kept'
import { admit, learnCost, learnReward, liveArms, makeLearner, retire } from './learner'
import type { Policy, PolicySettings } from './policy'

/**
 * Bounds of all arms by one family of indices, and the observations that they follow from.
 *
 * Shape: the arrays are indexed by arm.
 *
 * @category knowledge
 * @since 0.1.0
 */
export interface Indices extends StageBounds, Pick<Policy, 'arrive' | 'retire'> {
  readonly settings: PolicySettings
  /** The counts and moments behind the bounds. */
  readonly table: ArmTable
  /** The arms that may be deployed, rising. */
  readonly liveArms: () => Array<number>
  /** Hears that a stage or a query begins: what bounds depend on besides observations moves on. */
  readonly beginStage: () => void
  readonly beginQuery: () => void
  /** Adds a cost or a reward; false, and no change, for an impossible one. */
  readonly learnCost: (arm: number, cost: number) => boolean
  readonly learnReward: (arm: number, reward: number) => boolean
  /** The width of an arm's reward interval; 1 of an arm of which nothing is known. */
  readonly widthOf: (arm: number) => number
  readonly parts: ReadonlyArray<Kept>
}

/**
 * Returns the indices of a run's settings, which are the paper's: nothing but observations moves them.
 *
 * Source: arXiv 2506.17254, Eqs. 4-5.
 */
export const paperIndices = (settings: PolicySettings): Indices => {
  const learner = makeLearner(settings)
  const { table, capacity, rewardUpper, costLower } = learner
  return {
    settings,
    table,
    capacity,
    rewardUpper,
    costLower,
    arrive: (share) => void admit(learner, share),
    retire: (arm) => retire(learner, arm),
    liveArms: () => liveArms(learner),
    beginStage: () => undefined,
    beginQuery: () => undefined,
    learnCost: (arm, cost) => learnCost(learner, arm, cost),
    learnReward: (arm, reward) => learnReward(learner, arm, reward),
    widthOf: (arm) => (rewardUpper[arm] ?? 1) - paperLower(table, settings.index.gamma, arm),
    parts: keepLearner(learner)
  }
}

/** The mirror image of the reward's upper bound. */
const paperLower = ({ reward }: ArmTable, gamma: number, arm: number): number => {
  const pulls = pullsOf(reward, arm)
  const mean = reward.mean[arm] ?? 0
  return pulls === 0 ? 0 : Math.max(0, mean - 2 * paperRadius(mean, pulls + 1, gamma))
}
