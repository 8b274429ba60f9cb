import { makeGreedy } from './baselines/greedy'
import { makeUniform } from './baselines/uniform'
import type { Policy, PolicySettings } from './policy'
import { makeStageRoute } from './stage-route'
import { makeStageRouteLedger } from './stage-route-ledger'

/**
 * Every policy by the id under which commands and reports know it, which is the `id` of the policies it makes.
 *
 * @category registry
 * @since 0.1.0
 * @example
 * import { policies } from '@stageroute/policies'
 *
 * Object.keys(policies) // => ['stage-route', 'stage-route-ledger', 'greedy', 'uniform']
 */
export const policies: Readonly<Record<string, (settings: PolicySettings) => Policy>> = {
  'stage-route': makeStageRoute,
  'stage-route-ledger': makeStageRouteLedger,
  greedy: makeGreedy,
  uniform: makeUniform
}
