export { makeGreedy } from './baselines/greedy'
export { makeUniform } from './baselines/uniform'
export { keepStream } from './keep-parts'
export { keepNumbers, restoreParts, snapshotParts, type Kept, type KeptNumbers } from './kept'
export type { ContextShape, Policy, PolicySettings, QueryContext } from './policy'
export { policies } from './registry'
export { makeStageRoute } from './stage-route'
export { makeStageRouteContextual } from './strong/stage-route-contextual'
export { makeStageRouteStrong } from './strong/stage-route-strong'
export {
  makeStrongWithoutEnd,
  makeStrongWithoutPrices,
  makeStrongWithoutProbation,
  makeStrongWithoutRestarts,
  makeStrongWithoutSteering
} from './strong/strong-variants'
export { makeStageRouteLedger } from './stage-route-ledger'
export {
  makeStageRouteEb,
  makeStageRouteFillLeastTried,
  makeStageRouteFillValue,
  makeStageRouteFixedMix,
  makeStageRouteKl,
  makeStageRouteTopK
} from './stage-route-variants'
export { makeDualDescent } from './baselines/dual-descent'
export { makeEpsilonGreedy } from './baselines/epsilon-greedy'
export { makeLagrangeBwk } from './baselines/lagrange-bwk'
export { makePdBwk } from './baselines/pd-bwk'
export { makePessimisticOptimistic } from './baselines/pessimistic-optimistic'
export { makeSuak } from './baselines/suak'
export { makeThompsonLp } from './baselines/thompson-lp'
export { makeUcbBwk } from './baselines/ucb-bwk'
export { makeLinUcb } from './contextual/linucb'
export { makeSquareCbBwk } from './contextual/squarecb-bwk'
export { makeKnn } from './contextual/knn'
export { makeParetoBandit } from './contextual/pareto-bandit'
export { makePortDual } from './contextual/port-dual'
export { makeRouteLlmThreshold } from './contextual/route-llm-threshold'
export { makeStageRouteCategory } from './contextual/stage-route-category'
export type { Indices } from './indices'
export { remainingIndices, type RemainingIndices } from './strong/remaining-indices'
export { steadyBudget, type Reserve } from './strong/steady-budget'
export { offerInto } from './strong/probation'
export { categoryStatistics, type CategoryStatistics } from './contextual/category-statistics'
