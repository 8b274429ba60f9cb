import { drawCategory, nextUniform } from '@stageroute/numeric'
import { keepArms, keepStream } from './keep-parts'
import { restoreParts, snapshotParts, type Kept } from './kept'
import type { Policy, PolicySettings, QueryContext } from './policy'

/**
 * What makes one policy differ from another: whom it takes in, what it deploys, how it mixes the deployed arms for a query, what it learns, and
 * what of it must be kept.
 *
 * Shape: `mixInto` writes a share per position of `deployed`, all of them.
 */
export interface MixRule extends Pick<
  Policy,
  'id' | 'arrive' | 'retire' | 'observeCost' | 'observeReward'
> {
  /** As of the policy; false where not given. */
  readonly isPrepaid?: boolean
  /** As of the policy. */
  readonly stopsAtBudget?: boolean
  /** As of the policy. */
  readonly burst?: number
  /** The arms of a stage, in rising order. */
  readonly deploy: (stage: number) => ReadonlyArray<number>
  /** Hears what is deployed from now on, at a stage's start and when a snapshot was restored. */
  readonly onDeployed?: (deployed: ReadonlyArray<number>) => void
  readonly mixInto: (
    share: Float64Array,
    deployed: ReadonlyArray<number>,
    query: QueryContext
  ) => void
  readonly parts: ReadonlyArray<Kept>
}

/**
 * Returns the policy of a rule: it draws every query from the rule's mix and keeps what is deployed, the rule's parts and its place in the
 * stream.
 *
 * Cost: the rule's own, and O(deployed) per query; no allocation per query.
 */
export const makeMixPolicy = (
  { maxArms, stream }: Pick<PolicySettings, 'maxArms' | 'stream'>,
  rule: MixRule
): Policy => {
  const share = new Float64Array(maxArms)
  let deployed: ReadonlyArray<number> = []
  const deployAll = (arms: ReadonlyArray<number>): void => {
    deployed = arms
    rule.onDeployed?.(arms)
  }
  const parts = [
    ...rule.parts,
    keepArms('deployed', maxArms, () => deployed, deployAll),
    keepStream(stream)
  ]
  return {
    id: rule.id,
    isPrepaid: rule.isPrepaid ?? false,
    stopsAtBudget: rule.stopsAtBudget ?? false,
    ...(rule.burst === undefined ? {} : { burst: rule.burst }),
    arrive: rule.arrive,
    retire: rule.retire,
    startStage: (stage) => {
      deployAll(rule.deploy(stage))
      return deployed
    },
    route: (query) => {
      rule.mixInto(share, deployed, query)
      const position = drawCategory(share, deployed.length, nextUniform(stream))
      return position < 0 ? -1 : (deployed[position] ?? -1)
    },
    observeCost: rule.observeCost,
    observeReward: rule.observeReward,
    distributionInto: (out) => {
      out.fill(0)
      for (let position = 0; position < deployed.length; position++)
        out[deployed[position] as number] = share[position] as number
    },
    snapshot: () => snapshotParts(rule.id, parts),
    restore: (document) => restoreParts(rule.id, parts, document)
  }
}
