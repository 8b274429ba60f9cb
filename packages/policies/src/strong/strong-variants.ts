import type { Policy, PolicySettings } from '../policy'
import { makeStrongWithout } from './stage-route-strong'

/**
 * Returns `stage-route-strong` with bounds at level log t, to see what is lost.
 *
 * Source: as `makeStageRouteStrong`.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStrongWithoutEnd = (settings: PolicySettings): Policy =>
  makeStrongWithout(settings, 'strong-without-end', 'end')

/**
 * Returns `stage-route-strong` with newcomers that cost nothing until they were paid for, to see what is lost.
 *
 * Source: as `makeStageRouteStrong`.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStrongWithoutPrices = (settings: PolicySettings): Policy =>
  makeStrongWithout(settings, 'strong-without-prices', 'prices')

/**
 * Returns `stage-route-strong` with rewards that are never forgotten, to see what is lost.
 *
 * Source: as `makeStageRouteStrong`.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStrongWithoutRestarts = (settings: PolicySettings): Policy =>
  makeStrongWithout(settings, 'strong-without-restarts', 'restarts')

/**
 * Returns `stage-route-strong` with the budget of the trial at every query, to see what is lost.
 *
 * Source: as `makeStageRouteStrong`.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStrongWithoutSteering = (settings: PolicySettings): Policy =>
  makeStrongWithout(settings, 'strong-without-steering', 'steering')

/**
 * Returns `stage-route-strong` with all of its capacity for an arm of which no answer was judged, to see what is lost.
 *
 * Source: as `makeStageRouteStrong`.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStrongWithoutProbation = (settings: PolicySettings): Policy =>
  makeStrongWithout(settings, 'strong-without-probation', 'probation')
