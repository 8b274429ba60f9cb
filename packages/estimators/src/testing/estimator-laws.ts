import type { Law } from '@stageroute/numeric'
import type { IndexFamily } from '../estimator'
import { boundLaws } from './bound-laws'
import { stateLaws } from './state-laws'

/**
 * What an implementation is spared.
 *
 * @category law
 * @since 0.1.0
 */
export interface EstimatorLawOptions {
  /** Names of laws that are not run, each with its reason. */
  readonly exclusions: Readonly<Record<string, string>>
}

/**
 * Returns the laws that every family of indices obeys: bounds on their sides of the mean to the last bit, within their ranges, exactly at
 * the ends for an arm without observations, closing in with pulls and widening with the level; observations that count for their arm alone,
 * in any order where the family says so; refusals that change nothing; snapshots that restore to the last bit and are refused when spoilt.
 *
 * Errors: a law's `check` throws with what was seen.
 * Cost: some thousand observations per law; nothing is random, a failure fails again.
 *
 * @category law
 * @since 0.1.0
 * @example
 * import { hoeffdingFamily } from '@stageroute/estimators'
 * import { estimatorLaws } from '@stageroute/estimators/testing'
 *
 * estimatorLaws(hoeffdingFamily).forEach(({ check }) => check())
 * estimatorLaws(hoeffdingFamily).length > 5 // => true
 */
export const estimatorLaws = (
  family: IndexFamily,
  { exclusions }: EstimatorLawOptions = { exclusions: {} }
): ReadonlyArray<Law> =>
  [...boundLaws(family), ...stateLaws(family)].filter(
    ({ name }) => (exclusions[name] ?? '').trim() === ''
  )
