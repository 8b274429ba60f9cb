import * as E from 'fp-ts/Either'
import { invariant } from '@stageroute/numeric'
import { solveBudgetedSelection } from '@stageroute/optimizer'
import { mapDistinct, segmentsOf, type Segment } from './segments'
import type { Trial } from './trial'
import { everythingAtCapacity, stateTrueProgram } from './true-program'

/**
 * The stage oracle: what the best deployment and mix earn per query when true means are known, stage by stage, and anew within a stage
 * where the truth changes. A segment is what lies between.
 *
 * Shape: everything has an entry per segment; `share[s]` has one per arm in order of arrival.
 * `isProved` is false when the optimiser's node limit ended the search of some segment.
 *
 * @category oracle
 * @since 0.1.0
 */
export interface StageOracle {
  /** First query of each segment. */
  readonly starts: ReadonlyArray<number>
  /** Stage of each segment. */
  readonly stage: ReadonlyArray<number>
  readonly value: Float64Array
  readonly isInfeasible: ReadonlyArray<boolean>
  readonly share: ReadonlyArray<Float64Array>
  readonly isProved: boolean
}

/**
 * Returns the stage oracle of a trial: at every stage start, the exact optimum of the deployment problem with true means over the arms that
 * are available. Where even the cheapest full mix exceeds the budget, that mix's value; where there are too few arms to carry every query,
 * that of the arms there are, each at its capacity. Both count as infeasible. Where the truth changes within a stage the oracle follows it at
 * once, its deployment too, which no policy can.
 *
 * Requires: `1 <= stages <= queries`, an arm that is available at every stage start.
 * Source: arXiv 2506.17254, Eq. 3 with true means.
 *
 * @category oracle
 * @since 0.1.0
 */
export const stageOracle = (trial: Trial): StageOracle => {
  const segments = segmentsOf(trial)
  const optima = mapDistinct(segments, (segment) => segmentOptimum(trial, segment))
  return {
    starts: segments.map(({ start }) => start),
    stage: segments.map(({ stage }) => stage),
    value: Float64Array.from(optima, ({ value }) => value),
    isInfeasible: optima.map(({ isInfeasible }) => isInfeasible),
    share: optima.map(({ share }) => share),
    isProved: optima.every(({ isProved }) => isProved)
  }
}

interface SegmentOptimum {
  readonly value: number
  readonly isInfeasible: boolean
  readonly share: Float64Array
  readonly isProved: boolean
}

/** Returns the exact optimum of the deployment problem of a segment, over the arms that it names. */
export const segmentOptimum = (trial: Trial, segment: Segment): SegmentOptimum => {
  const program = stateTrueProgram(trial, segment)
  const answer = solveBudgetedSelection(program)
  invariant(E.isRight(answer), 'true means state a valid deployment programme')
  const mix = answer.right.mix
  const used = mix._tag === 'capacityInfeasible' ? everythingAtCapacity(program) : mix.share
  const share = new Float64Array(trial.arrivals.order.length)
  segment.available.forEach((arm, position) => (share[arm] = used[position] ?? 0))
  return {
    value: used.reduce((sum, mass, position) => sum + mass * (program.reward[position] ?? 0), 0),
    isInfeasible: mix._tag !== 'optimal',
    share,
    isProved: answer.right.isProved
  }
}
