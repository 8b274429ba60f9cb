import { empiricalBernsteinFamily } from '@stageroute/estimators'
import { deploySupport, deployTopRewards, fillByFewestPulls, fillByValue } from './deployment-rules'
import { paperIndices } from './indices'
import { klIndices, levelIndices } from './level-indices'
import { routeByProgramme, routeByStageMix } from './routing-rules'
import { stageRouteOf } from './stage-route-of'

/**
 * Returns StageRoute with the reward bounds of KL-UCB at level log t, which need no gamma; cost bounds are the paper's.
 *
 * Source: A. Garivier, O. Cappe, COLT 2011, for the index; arXiv 2506.17254 for the rest.
 * Adapted: the level is set at stage starts and when the queries have doubled, not at every query.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRouteKl = stageRouteOf({
  id: 'stage-route-kl',
  indices: klIndices,
  deploy: deploySupport,
  route: routeByProgramme
})

/**
 * Returns StageRoute with empirical Bernstein bounds of rewards at level log t; cost bounds are the paper's.
 *
 * Source: A. Maurer, M. Pontil, COLT 2009, Theorem 4, for the index; arXiv 2506.17254 for the rest.
 * Adapted: as `makeStageRouteKl`.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRouteEb = stageRouteOf({
  id: 'stage-route-eb',
  indices: (settings) => levelIndices(settings, empiricalBernsteinFamily),
  deploy: deploySupport,
  route: routeByProgramme
})

/**
 * Returns StageRoute with every slot in use: those that the best mix leaves go to arms of which nothing is known, then to those nearest to the mix, of
 * equally near ones the widest interval.
 *
 * Source: arXiv 2506.17254; the order of spare slots is ours, as it leaves them empty.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRouteFillValue = stageRouteOf({
  id: 'stage-route-fill-value',
  indices: paperIndices,
  deploy: fillByValue,
  route: routeByProgramme
})

/**
 * Returns StageRoute with every slot in use: those that the best mix leaves go to the arms with the fewest pulls.
 *
 * Source: arXiv 2506.17254; the order of spare slots is ours, to compare with `makeStageRouteFillValue`.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRouteFillLeastTried = stageRouteOf({
  id: 'stage-route-fill-least-tried',
  indices: paperIndices,
  deploy: fillByFewestPulls,
  route: routeByProgramme
})

/**
 * Returns StageRoute without DeployOPT: the arms of greatest reward bound are deployed, whatever they cost. It shows what the deployment programme is
 * worth.
 *
 * Source: arXiv 2506.17254, less its Eq. 3.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRouteTopK = stageRouteOf({
  id: 'stage-route-top-k',
  indices: paperIndices,
  deploy: deployTopRewards,
  route: routeByProgramme
})

/**
 * Returns StageRoute without RouteOPT: all queries of a stage are drawn from d*, the mix by which its deployment was chosen. It shows what solving
 * again after every query is worth.
 *
 * Source: arXiv 2506.17254, less its Eq. 7.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRouteFixedMix = stageRouteOf({
  id: 'stage-route-fixed-mix',
  indices: paperIndices,
  deploy: deploySupport,
  route: routeByStageMix
})
