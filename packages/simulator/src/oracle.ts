import * as E from 'fp-ts/Either'
import { invariant } from '@stageroute/numeric'
import { solveBudgetedSelection } from '@stageroute/optimizer'
import { stageStarts } from '@stageroute/planner'
import { arrivedBy } from './arrivals'
import type { Trial } from './trial'
import { everythingAtCapacity, stateTrueProgram } from './true-program'

/**
 * The stage oracle: what the best deployment and mix earn per query in each stage when true means are known.
 *
 * Shape: `value` and `isInfeasible` have an entry per stage; `share[k]` has an entry per arm in order of arrival.
 * `isProved` is false when the optimiser's node limit ended the search of some stage.
 *
 * @category oracle
 * @since 0.1.0
 */
export interface StageOracle {
  readonly starts: ReadonlyArray<number>
  readonly value: Float64Array
  readonly isInfeasible: ReadonlyArray<boolean>
  readonly share: ReadonlyArray<Float64Array>
  readonly isProved: boolean
}

/**
 * Returns the stage oracle of a trial: at every stage start, the exact optimum of the deployment problem with true means over the arms that
 * have arrived. Where even the cheapest full mix exceeds the budget, that mix's value; where too few arms have arrived to carry every query,
 * that of the arms there are, each at its capacity. Both count as infeasible.
 *
 * Requires: `1 <= stages <= queries`, an arm that arrives at query 0.
 * Source: arXiv 2506.17254, Eq. 3 with true means.
 *
 * @category oracle
 * @since 0.1.0
 */
export const stageOracle = (trial: Trial): StageOracle => {
  const starts = stageStarts(trial.queries, trial.stages)
  const solved = new Map<number, PoolOptimum>()
  const optima = starts.map((start) => {
    const arrived = arrivedBy(trial.arrivals, start)
    const optimum = solved.get(arrived) ?? poolOptimum(trial, arrived)
    solved.set(arrived, optimum)
    return optimum
  })
  return {
    starts,
    value: Float64Array.from(optima, ({ value }) => value),
    isInfeasible: optima.map(({ isInfeasible }) => isInfeasible),
    share: optima.map(({ share }) => share),
    isProved: optima.every(({ isProved }) => isProved)
  }
}

interface PoolOptimum {
  readonly value: number
  readonly isInfeasible: boolean
  readonly share: Float64Array
  readonly isProved: boolean
}

const poolOptimum = (trial: Trial, arrived: number): PoolOptimum => {
  const program = stateTrueProgram(trial, arrived)
  const answer = solveBudgetedSelection(program)
  invariant(E.isRight(answer), 'true means state a valid deployment programme')
  const mix = answer.right.mix
  const share = new Float64Array(trial.arrivals.order.length)
  share.set(mix._tag === 'capacityInfeasible' ? everythingAtCapacity(program) : mix.share)
  return {
    value: share.reduce((sum, used, arm) => sum + used * (program.reward[arm] ?? 0), 0),
    isInfeasible: mix._tag !== 'optimal',
    share,
    isProved: answer.right.isProved
  }
}
