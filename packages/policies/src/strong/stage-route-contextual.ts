import {
  capacityBurst,
  keepBuckets,
  makeBuckets,
  refill,
  take
} from '../contextual/capacity-buckets'
import { coverable } from '../deploy-within'
import type { Policy, PolicySettings } from '../policy'
import { openPurse } from '../purse'
import { makeContextualKnowledge } from './contextual-knowledge'
import { deployByProfile } from './deploy-by-profile'
import { makePrepaidPolicy } from './prepaid-policy'
import { makeProfileRouting } from './profile-routing'
import { makeProfiles } from './profiles'
import { remainingIndices } from './remaining-indices'
import { makeSteering } from './steering'
import { makeTurns } from './turns'

/**
 * Returns StageRoute at its best with a look at the query: `stage-route-strong` with rewards that depend on the query's features by a model common to
 * all arms, and costs by a factor common to all. Every category has a mix of its own, under one budget and one capacity per arm; where there are features
 * alone, the last queries stand for all, and a query goes to the arms that are best, or nearly so, at the prices of their mixes. Stages deploy the arms that carry the
 * best mixes.
 *
 * Source: arXiv 2506.17254, DeployOPT and RouteOPT; by kind of query, as a linear programme over kinds x arms, ours, as are the hierarchical model and the
 *   ledger.
 *
 * Cost: a transportation problem and a matrix inversion per deployed arm at growing intervals of up to 64 queries; O(deployed) per query between, and
 *   O(deployed features^2) where there are no categories.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRouteContextual = (settings: PolicySettings): Policy => {
  const indices = remainingIndices(settings)
  const purse = openPurse(settings)
  const steering = makeSteering(settings, purse)
  const profiles = makeProfiles(settings.contexts)
  const known = makeContextualKnowledge(settings, indices, purse)
  const buckets = makeBuckets(settings.maxArms)
  const turns = makeTurns()
  const routing = makeProfileRouting({
    settings,
    indices,
    purse,
    steering,
    profiles,
    known,
    buckets
  })
  const policy = makePrepaidPolicy(settings, indices, purse, {
    id: 'stage-route-contextual',
    burst: capacityBurst,
    deploy: () => {
      indices.beginStage()
      turns.beginStage()
      known.learnCommon()
      const arms = coverable(settings, indices.liveArms(), purse)
      const budget = Math.max(settings.budget, steering.budgetNow())
      return deployByProfile(settings, indices, profiles, known, { arms, budget })
    },
    mixInto: (share, deployed, context) => {
      indices.beginQuery()
      refill(buckets, indices.capacity)
      profiles.add(context)
      turns.learnWhenDue(purse.done, known.learnCommon)
      if (turns.isDue()) routing.solve(deployed)
      routing.mixInto(share, deployed, context)
    },
    learnCost: known.learnCost,
    observeReward: known.learnReward,
    parts: [
      steering.part,
      profiles.part,
      ...known.parts,
      keepBuckets(buckets),
      ...turns.parts,
      ...routing.parts
    ]
  })
  return {
    ...policy,
    route: (query) => {
      const arm = policy.route(query)
      if (arm >= 0) take(buckets, arm)
      return arm
    }
  }
}
