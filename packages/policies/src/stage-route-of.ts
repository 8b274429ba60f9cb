import type { DeploymentRule } from './deployment-rules'
import type { Indices } from './indices'
import { makeMixPolicy } from './mix-policy'
import type { Policy, PolicySettings } from './policy'
import type { RoutingRule } from './routing-rules'

/** What a StageRoute is made of. */
export interface StageRouteParts {
  readonly id: string
  readonly indices: (settings: PolicySettings) => Indices
  readonly deploy: DeploymentRule
  readonly route: (indices: Indices) => RoutingRule
}

/**
 * Returns the StageRoute made of these parts: at each stage what the deployment rule chooses at the bounds of the indices, at each query the mix of
 * the routing rule, statistics kept across stages. Of the paper's parts it is `stage-route`, choice for choice.
 *
 * Cost: that of its parts; no allocation per query.
 * Source: arXiv 2506.17254, its algorithm.
 */
export const stageRouteOf =
  ({ id, indices: open, deploy, route }: StageRouteParts) =>
  (settings: PolicySettings): Policy => {
    const indices = open(settings)
    const routing = route(indices)
    return makeMixPolicy(settings, {
      id,
      arrive: indices.arrive,
      retire: indices.retire,
      deploy: () => {
        indices.beginStage()
        const choice = deploy(indices)
        routing.beginStage(choice)
        return choice.deployed
      },
      mixInto: (share, deployed) => {
        indices.beginQuery()
        routing.mixInto(share, deployed)
      },
      observeCost: (arm, cost) => void indices.learnCost(arm, cost),
      observeReward: (arm, reward) => void indices.learnReward(arm, reward),
      parts: [...indices.parts, ...routing.parts]
    })
  }
