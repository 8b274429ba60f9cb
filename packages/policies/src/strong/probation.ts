import { pullsOf, type ArmTable } from '@stageroute/estimators'
import { tolerance } from '@stageroute/numeric'

/** Part of its capacity that an arm may use while nobody has judged an answer of it. */
const ON_PROBATION = 0.5

/**
 * Writes the capacities on offer: half of it for arms that were asked and of which no answer has been judged, so that rewards that come late do not
 * leave most queries to a newcomer for as long as they take; all of it for every arm where the others could not serve all queries.
 *
 * Shape: `offered` and `capacity` are indexed by arm.
 *
 * @category knowledge
 * @since 0.1.0
 */
export const offerInto = (
  offered: Float64Array,
  { reward, cost }: ArmTable,
  capacity: Float64Array,
  deployed: ReadonlyArray<number>
): void => {
  let reach = 0
  for (let i = 0; i < deployed.length; i++) {
    const arm = deployed[i] as number
    const isUnjudged = pullsOf(reward, arm) === 0 && pullsOf(cost, arm) > 0
    offered[arm] = (capacity[arm] as number) * (isUnjudged ? ON_PROBATION : 1)
    reach += offered[arm] as number
  }
  if (reach >= 1 - tolerance.share) return
  for (let i = 0; i < deployed.length; i++) {
    const arm = deployed[i] as number
    offered[arm] = capacity[arm] as number
  }
}
