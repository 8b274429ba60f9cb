import { makeGreedy } from './baselines/greedy'
import { makeUniform } from './baselines/uniform'
import type { Policy, PolicySettings } from './policy'
import { makeStageRoute } from './stage-route'

/**
 * Every policy by the id under which commands and reports know it.
 *
 * @category registry
 * @since 0.1.0
 */
export const policies: Readonly<Record<string, (settings: PolicySettings) => Policy>> = {
  'stage-route': makeStageRoute,
  greedy: makeGreedy,
  uniform: makeUniform
}
