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
 * Returns the policy that knows the truth: every query is drawn from the mix that the stage oracle has for it, so its expected pseudo-regret is
 * zero. Each stage deploys what the oracle uses in it; where the truth changes within a stage this may be more than the cap allows.
 *
 * @category oracle
 * @since 0.1.0
 */
export const makeOraclePolicy =
  (oracle: StageOracle) =>
  ({ stream, maxArms }: PolicySettings): Policy => {
    const nobody = new Float64Array(maxArms)
    let done = 0
    let segment = -1
    const moveTo = (queries: number): void => {
      done = queries
      segment = oracle.starts.findLastIndex((start) => start <= queries)
    }
    const shareNow = (): Float64Array => oracle.share[segment] ?? nobody
    const parts = [keepDone(() => done, moveTo), keepStream(stream)]
    return {
      id: 'oracle',
      isPrepaid: false,
      arrive: () => undefined,
      retire: () => undefined,
      startStage: (stage) =>
        Array.from(nobody.keys()).filter((arm) =>
          oracle.share.some((share, s) => oracle.stage[s] === stage && (share[arm] ?? 0) > 0)
        ),
      route: () => {
        if (oracle.starts[segment + 1] === done) segment++
        done++
        return drawCategory(shareNow(), maxArms, nextUniform(stream))
      },
      observeCost: () => undefined,
      observeReward: () => undefined,
      distributionInto: (out) => out.set(shareNow()),
      snapshot: () => snapshotParts('oracle', parts),
      restore: (document) => restoreParts('oracle', parts, document)
    }
  }

/** How many queries were answered. */
const keepDone = (read: () => number, write: (queries: number) => void): Kept =>
  keepNumbers({
    layout: { kind: 'queries', version: 1, figures: ['done'], columns: [], lengthOf: () => 0 },
    read: () => ({ figures: { done: read() }, columns: {} }),
    findProblem: () => undefined,
    write: ({ figures }) => write(figures['done'] ?? 0)
  })
