import { drawCategory, nextUniform } from '@stageroute/numeric'
import {
  keepNumbers,
  keepStream,
  restoreParts,
  snapshotParts,
  type Kept,
  type Policy,
  type PolicySettings
} from '@stageroute/policies'
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
    let begun = 0
    const begin = (stages: number): void => {
      begun = stages
      share = oracle.share[stages - 1] ?? share
    }
    const parts = [keepBegun(() => begun, begin), keepStream(stream)]
    return {
      id: 'oracle',
      isPrepaid: false,
      arrive: () => undefined,
      startStage: (stage) => {
        begin(stage + 1)
        return Array.from(share.keys()).filter((arm) => (share[arm] ?? 0) > 0)
      },
      route: () => drawCategory(share, share.length, nextUniform(stream)),
      observe: () => undefined,
      distributionInto: (out) => out.set(share),
      snapshot: () => snapshotParts('oracle', parts),
      restore: (document) => restoreParts('oracle', parts, document)
    }
  }

/** How many stages have begun. */
const keepBegun = (read: () => number, write: (stages: number) => void): Kept =>
  keepNumbers({
    layout: { kind: 'stages', version: 1, figures: ['begun'], columns: [], lengthOf: () => 0 },
    read: () => ({ figures: { begun: read() }, columns: {} }),
    findProblem: () => undefined,
    write: ({ figures }) => write(figures['begun'] ?? 0)
  })
