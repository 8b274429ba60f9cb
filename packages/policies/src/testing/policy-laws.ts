import type { Law } from '@stageroute/numeric'
import type { Policy, PolicySettings } from '../policy'
import { capacityLaws } from './capacity-laws'
import { deploymentLaws } from './deployment-laws'
import { distributionLaws } from './distribution-laws'
import { ledgerLaws } from './ledger-laws'
import { trajectoryLaws } from './trajectory-laws'

/**
 * Returns the laws that every policy obeys, checked by playing it through small synthetic scenarios: ample, tight and no budget, unequal
 * capacities, one slot, one arm, fewer arms than slots, capacities that fall short, free arms; most with arrivals on the way.
 *
 * Errors: a law's `check` throws with scenario, query and what was seen.
 * Cost: a few thousand queries per law and scenario at most; nothing is random, a failure fails again.
 *
 * @category law
 * @since 0.1.0
 * @example
 * import { makeUniform } from '@stageroute/policies'
 * import { policyLaws } from '@stageroute/policies/testing'
 *
 * const broken = policyLaws(makeUniform).filter(({ check }) => {
 *   try {
 *     check()
 *     return false
 *   } catch {
 *     return true
 *   }
 * })
 * broken.length // => 0
 */
export const policyLaws = (make: (settings: PolicySettings) => Policy): ReadonlyArray<Law> => [
  ...deploymentLaws(make),
  ...distributionLaws(make),
  ...capacityLaws(make),
  ...ledgerLaws(make),
  ...trajectoryLaws(make)
]
