import { drawCategory, nextUniform } from '@stageroute/numeric'
import type { Policy, PolicySettings } from '@stageroute/policies'
import type { StageOracle } from './oracle'

/**
 * Returns the policy that knows the truth: each stage deploys the stage oracle's set and every query is drawn from its mix, so its expected
 * pseudo-regret is zero.
 *
 * @category oracle
 * @since 0.1.0
 */
export const makeOraclePolicy =
  (oracle: StageOracle) =>
  ({ stream }: PolicySettings): Policy => {
    let share: Float64Array = new Float64Array(0)
    return {
      id: 'oracle',
      isPrepaid: false,
      arrive: () => undefined,
      startStage: (stage) => {
        share = oracle.share[stage] ?? share
        return Array.from(share.keys()).filter((arm) => (share[arm] ?? 0) > 0)
      },
      route: () => drawCategory(share, share.length, nextUniform(stream)),
      observe: () => undefined,
      distributionInto: (out) => out.set(share)
    }
  }
