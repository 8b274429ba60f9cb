import { makeDualDescent } from './baselines/dual-descent'
import { makeEpsilonGreedy } from './baselines/epsilon-greedy'
import { makeLagrangeBwk } from './baselines/lagrange-bwk'
import { makePdBwk } from './baselines/pd-bwk'
import { makePessimisticOptimistic } from './baselines/pessimistic-optimistic'
import { makeSuak } from './baselines/suak'
import { makeThompsonLp } from './baselines/thompson-lp'
import { makeUcbBwk } from './baselines/ucb-bwk'
import { makeGreedy } from './baselines/greedy'
import { makeUniform } from './baselines/uniform'
import { makeKnn } from './contextual/knn'
import { makeParetoBandit } from './contextual/pareto-bandit'
import { makePortDual } from './contextual/port-dual'
import { makeRouteLlmThreshold } from './contextual/route-llm-threshold'
import { makeStageRouteCategory } from './contextual/stage-route-category'
import { makeLinUcb } from './contextual/linucb'
import { makeSquareCbBwk } from './contextual/squarecb-bwk'
import type { Policy, PolicySettings } from './policy'
import { makeStageRoute } from './stage-route'
import { makeStageRouteLedger } from './stage-route-ledger'
import { makeStageRouteContextual } from './strong/stage-route-contextual'
import { makeStageRouteStrong } from './strong/stage-route-strong'
import {
  makeStrongWithoutEnd,
  makeStrongWithoutPrices,
  makeStrongWithoutProbation,
  makeStrongWithoutRestarts,
  makeStrongWithoutSteering
} from './strong/strong-variants'
import {
  makeStageRouteEb,
  makeStageRouteFillLeastTried,
  makeStageRouteFillValue,
  makeStageRouteFixedMix,
  makeStageRouteKl,
  makeStageRouteTopK
} from './stage-route-variants'

/**
 * Every policy by the id under which commands and reports know it, which is the `id` of the policies it makes.
 *
 * @category registry
 * @since 0.1.0
 * @example
 * import { policies } from '@stageroute/policies'
 *
 * Object.keys(policies)[0] // => 'stage-route'
 * Object.hasOwn(policies, 'no-policy') // => false
 */
export const policies: Readonly<Record<string, (settings: PolicySettings) => Policy>> = {
  'stage-route': makeStageRoute,
  'stage-route-strong': makeStageRouteStrong,
  'stage-route-contextual': makeStageRouteContextual,
  'stage-route-ledger': makeStageRouteLedger,
  greedy: makeGreedy,
  uniform: makeUniform,
  'stage-route-kl': makeStageRouteKl,
  'stage-route-eb': makeStageRouteEb,
  'stage-route-fill-value': makeStageRouteFillValue,
  'stage-route-fill-least-tried': makeStageRouteFillLeastTried,
  'stage-route-top-k': makeStageRouteTopK,
  'stage-route-fixed-mix': makeStageRouteFixedMix,
  'strong-without-end': makeStrongWithoutEnd,
  'strong-without-prices': makeStrongWithoutPrices,
  'strong-without-restarts': makeStrongWithoutRestarts,
  'strong-without-steering': makeStrongWithoutSteering,
  'strong-without-probation': makeStrongWithoutProbation,
  'epsilon-greedy': makeEpsilonGreedy,
  'thompson-lp': makeThompsonLp,
  'ucb-bwk': makeUcbBwk,
  'pd-bwk': makePdBwk,
  'lagrange-bwk': makeLagrangeBwk,
  'dual-descent': makeDualDescent,
  suak: makeSuak,
  'pessimistic-optimistic': makePessimisticOptimistic,
  linucb: makeLinUcb,
  'squarecb-bwk': makeSquareCbBwk,
  knn: makeKnn,
  'pareto-bandit': makeParetoBandit,
  'port-dual': makePortDual,
  'route-llm-threshold': makeRouteLlmThreshold,
  'stage-route-category': makeStageRouteCategory
}
