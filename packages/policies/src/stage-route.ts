import { deploySupport } from './deployment-rules'
import { paperIndices } from './indices'
import { routeByProgramme } from './routing-rules'
import { stageRouteOf } from './stage-route-of'

/**
 * Returns StageRoute as the paper states it: DeployOPT on the bounds at each stage, RouteOPT on the bounds at each query, statistics kept
 * across stages and refreshed after every query, so an observation counts from the next query on.
 *
 * Cost: one DeployOPT per stage; per query one RouteOPT over the deployed arms, no allocation.
 * Ties: as the optimiser's, so of equal arms those that arrived earlier are deployed.
 * Source: arXiv 2506.17254, its algorithm with Eqs. 3-5 and 7.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRoute = stageRouteOf({
  id: 'stage-route',
  indices: paperIndices,
  deploy: deploySupport,
  route: routeByProgramme
})
