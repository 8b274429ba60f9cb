import * as E from 'fp-ts/Either'
import { invariant } from '@stageroute/numeric'
import { solveBudgetedSelection, type MixAnswer } from '@stageroute/optimizer'
import { stageStarts } from '@stageroute/planner'
import { arrivedBy } from './arrivals'
import type { Trial } from './trial'

/**
 * The stage oracle: what the best deployment and mix earn per query in each stage when true means are known.
 *
 * Shape: `value` and `isInfeasible` have an entry per stage; `share[k]` has an entry per arm in order of arrival.
 *
 * @category oracle
 * @since 0.1.0
 */
export interface StageOracle {
  readonly starts: ReadonlyArray<number>
  readonly value: Float64Array
  readonly isInfeasible: ReadonlyArray<boolean>
  readonly share: ReadonlyArray<Float64Array>
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
    share: optima.map(({ share }) => share)
  }
}

interface PoolOptimum {
  readonly value: number
  readonly isInfeasible: boolean
  readonly share: Float64Array
}

const poolOptimum = (trial: Trial, arrived: number): PoolOptimum => {
  const { environment, arrivals, capacity, budget, maxDeployed } = trial
  const pool = arrivals.order.slice(0, arrived).map((arm) => environment.arms[arm])
  const reward = Float64Array.from(pool, (arm) => arm?.meanReward ?? 0)
  const answer = solveBudgetedSelection({
    size: arrived,
    reward,
    cost: Float64Array.from(pool, (arm) => arm?.meanCost ?? 0),
    capacity: new Float64Array(arrived).fill(capacity),
    budget,
    maxSelected: Math.min(maxDeployed, arrived),
    fixedCost: new Float64Array(arrived)
  })
  invariant(E.isRight(answer), 'true means state a valid deployment programme')
  const mix = answer.right.mix
  const full = new Float64Array(arrivals.order.length)
  full.set(mix._tag === 'capacityInfeasible' ? everythingAtCapacity(trial, reward) : mix.share)
  return {
    value: full.reduce((sum, share, arm) => sum + share * (reward[arm] ?? 0), 0),
    isInfeasible: mix._tag !== ('optimal' satisfies MixAnswer['_tag']),
    share: full
  }
}

/** Too few arms to serve every query: the best `maxDeployed` of them, each at its capacity. */
const everythingAtCapacity = (
  { capacity, maxDeployed }: Trial,
  reward: Float64Array
): Float64Array => {
  const best = Array.from(reward.keys())
    .sort((a, b) => (reward[b] ?? 0) - (reward[a] ?? 0) || a - b)
    .slice(0, maxDeployed)
  const share = new Float64Array(reward.length)
  best.forEach((arm) => (share[arm] = capacity))
  return share
}
