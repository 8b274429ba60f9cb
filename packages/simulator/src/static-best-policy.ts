import { drawCategory, invariant, nextUniform, tolerance } from '@stageroute/numeric'
import {
  keepNumbers,
  keepStream,
  restoreParts,
  snapshotParts,
  type Kept,
  type Policy,
  type PolicySettings
} from '@stageroute/policies'
import { segmentOptimum } from './oracle'
import { segmentsOf } from './segments'
import type { Trial } from './trial'

/** Which arms are there, which are kept, and how they are mixed; by arm, marks are 0 or 1. */
interface Standing {
  readonly isThere: Float64Array
  readonly isKept: Float64Array
  readonly share: Float64Array
}

/**
 * Returns the policy that knows the truth of the first query and never looks at newcomers: it keeps the best set and mix of the arms that are there at the
 * start. When an arm of the set has ended, the others are kept at the best mix of them; when all have, the best of the arms that are there are chosen
 * anew, by the same truth. What it earns below the stage oracle is what following newcomers and changes is worth.
 *
 * Requires: an arm that is there at the start.
 * Cost: one DeployOPT, and one more when an arm of the set has ended; O(arms) per query, no allocation.
 *
 * @category oracle
 * @since 0.1.0
 */
export const makeStaticBestPolicy = (trial: Trial) => {
  const first = segmentsOf(trial)[0]
  invariant(first !== undefined, 'a trial has a query')
  const mixOver = (arms: ReadonlyArray<number>): Float64Array =>
    segmentOptimum(trial, { ...first, available: arms }).share
  return ({ stream, maxArms }: PolicySettings): Policy => {
    const standing: Standing = {
      isThere: new Float64Array(maxArms),
      isKept: new Float64Array(maxArms),
      share: new Float64Array(maxArms)
    }
    let arrived = 0
    const parts = [
      keepStanding(
        standing,
        () => arrived,
        (kept) => void (arrived = kept)
      ),
      keepStream(stream)
    ]
    return {
      id: 'static-best',
      isPrepaid: false,
      arrive: () => {
        if (arrived < maxArms) standing.isThere[arrived++] = 1
      },
      retire: (arm) => {
        if (arm >= 0 && arm < maxArms) standing.isThere[arm] = 0
      },
      startStage: () => {
        keepWhatIsThere(standing, mixOver)
        return armsMarked(standing.isKept)
      },
      route: () => drawCategory(standing.share, maxArms, nextUniform(stream)),
      observeCost: () => undefined,
      observeReward: () => undefined,
      distributionInto: (out) => out.set(standing.share),
      snapshot: () => snapshotParts('static-best', parts),
      restore: (document) => restoreParts('static-best', parts, document)
    }
  }
}

const armsMarked = (marks: Float64Array): ReadonlyArray<number> =>
  Array.from(marks.keys()).filter((arm) => marks[arm] === 1)

/** Chooses where nothing is kept; leaves out what has ended, and mixes the others anew. */
const keepWhatIsThere = (
  { isThere, isKept, share }: Standing,
  mixOver: (arms: ReadonlyArray<number>) => Float64Array
): void => {
  const kept = armsMarked(isKept)
  const left = kept.filter((arm) => isThere[arm] === 1)
  if (left.length > 0 && left.length === kept.length) return
  share.set(mixOver(left.length > 0 ? left : armsMarked(isThere)))
  isKept.fill(0)
  if (left.length > 0) left.forEach((arm) => (isKept[arm] = 1))
  else share.forEach((mass, arm) => (isKept[arm] = mass > 0 ? 1 : 0))
}

const keepStanding = (
  { isThere, isKept, share }: Standing,
  read: () => number,
  write: (arrived: number) => void
): Kept =>
  keepNumbers({
    layout: {
      kind: 'standing',
      version: 1,
      figures: ['arrived'],
      columns: ['isThere', 'isKept', 'share'],
      lengthOf: () => share.length
    },
    read: () => ({ figures: { arrived: read() }, columns: { isThere, isKept, share } }),
    findProblem: ({ columns: { isThere: there = [], isKept: kept = [], share: mix = [] } }) => {
      const areMarks = [...there, ...kept].every((mark) => mark === 0 || mark === 1)
      const areShares = mix.every((mass) => mass >= 0 && mass <= 1 + tolerance.share)
      return areMarks && areShares
        ? undefined
        : { _tag: 'InvalidSnapshot', field: 'columns', problem: 'are no marks and shares' }
    },
    write: ({ figures, columns }) => {
      write(figures['arrived'] ?? 0)
      isThere.set(columns['isThere'] ?? [])
      isKept.set(columns['isKept'] ?? [])
      share.set(columns['share'] ?? [])
    }
  })
