import {
  forgetHierarchical,
  klAbove,
  learnHierarchicalPrior,
  makeHierarchicalTable,
  observeHierarchical,
  predictHierarchicalInto,
  remainingLevel,
  restoreHierarchical,
  snapshotHierarchical,
  updateHierarchical
} from '@stageroute/estimators'
import { dimensionOf } from '../contextual/feature-rows'
import { keepTried } from '../keep-tried'
import type { Kept } from '../kept'
import type { PolicySettings } from '../policy'

/** How far arms, and what features mean for them, are taken to be apart before any was seen; as sure of it as after 20 arms. */
const PRIOR = { levelSpread: 0.15, featureSpread: 0.04, arms: 20 } as const
/** A mean reward is taken to be this far from certainty at least. */
const UNCERTAIN = 0.001

/** What rewards of arms are expected to be, given a row of features. */
export interface ContextRewards {
  readonly learn: (arm: number, row: Float64Array, reward: number) => void
  readonly forget: (arm: number) => void
  /** Learns what is common to all arms; then all are up to date. */
  readonly learnCommon: () => void
  /** Brings arms up to date. */
  readonly update: (arms: ReadonlyArray<number>) => void
  /** A bound of an arm's reward, with so many queries still to come; 1 of an arm without rewards. */
  readonly upper: (arm: number, row: Float64Array, left: number) => number
  readonly part: Kept
}

/**
 * Nothing is known yet. Bounds are those of KL-UCB at the level of what is left, with as many pulls as would tell a mean as well as arm and relatives
 * do together.
 */
export const makeContextRewards = ({
  maxArms,
  maxDeployed,
  contexts
}: Pick<PolicySettings, 'maxArms' | 'maxDeployed' | 'contexts'>): ContextRewards => {
  const shape = { size: maxArms, dimension: dimensionOf(contexts), prior: PRIOR }
  const table = makeHierarchicalTable(shape)
  const found = new Float64Array(2)
  return {
    learn: (arm, row, reward) => void observeHierarchical(table, arm, row, reward),
    forget: (arm) => forgetHierarchical(table, arm),
    learnCommon: () => learnHierarchicalPrior(table),
    update: (arms) => arms.forEach((arm) => updateHierarchical(table, arm)),
    upper: (arm, row, left) => {
      if (table.pulls[arm] === 0) return 1
      predictHierarchicalInto(table, arm, row, found)
      const mean = Math.min(1 - UNCERTAIN, Math.max(UNCERTAIN, found[0] as number))
      const pulls = (mean * (1 - mean)) / (found[1] as number)
      return Math.min(1, mean + klAbove(mean, pulls, remainingLevel(pulls, left, maxDeployed)))
    },
    part: keepTried({
      name: 'rewards',
      thing: table,
      makeOther: () => makeHierarchicalTable(shape),
      snapshot: snapshotHierarchical,
      restore: restoreHierarchical
    })
  }
}
