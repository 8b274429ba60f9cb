import { makeAdoption } from './adoption'
import { makeCurveRecorder, type RunCurve } from './curve'
import { makeLockOut } from './lock-out'
import type { StageOracle } from './oracle'
import { makeRecovery } from './recovery'
import { mapDistinct, segmentsOf } from './segments'
import { makeSpending } from './spending'
import type { Trial } from './trial'

/**
 * What one policy did in one run. Pseudo-regret compares the true mean of the arm used with the stage oracle's value, realised regret the
 * reward obtained; an unserved query earns nothing in either. Overspend at a query is the spend so far above
 * `openingFloat + budget x queries so far`; the float is that of the policy's ledger, 0 without one.
 *
 * Unit: rewards summed over the run; spend, overspend and float in USD; `adoptionQueries` has one entry per arm of the oracle, Infinity when it
 * was never adopted; `recoveryQueries` one per change of the truth, Infinity where what is best then was not regained.
 *
 * @category evaluation
 * @since 0.1.0
 */
export interface RunMeasures {
  readonly reward: number
  readonly oracleReward: number
  readonly pseudoRegret: number
  readonly realisedRegret: number
  readonly spend: number
  readonly openingFloat: number
  readonly maxOverspend: number
  readonly overspentQueries: number
  readonly unserved: number
  readonly switches: number
  readonly adoptionQueries: ReadonlyArray<number>
  readonly recoveryQueries: ReadonlyArray<number>
  readonly isLockedOut: boolean
  readonly curve: RunCurve
}

/** Running totals of a run, fed query by query without allocating; `segment` is the oracle's, `arm` -1 for a query that went unserved. */
export interface Evaluator {
  readonly startStage: (stage: number, deployed: ReadonlyArray<number>) => void
  readonly record: (
    query: number,
    segment: number,
    arm: number,
    reward: number,
    cost: number
  ) => void
  readonly finish: () => RunMeasures
}

/** How a run is measured: the float of the policy's ledger, and how many points its curves have. */
export interface Measuring {
  readonly openingFloat: number
  readonly curvePoints: number
}

export const makeEvaluator = (
  trial: Trial,
  oracle: StageOracle,
  { openingFloat, curvePoints }: Measuring
): Evaluator => {
  const { queries, budget, arrivals } = trial
  const arms = arrivals.order.length
  const rewards = makeRewards(trial, oracle)
  const spending = makeSpending(budget, openingFloat)
  const switching = makeSwitching()
  const adoption = makeAdoption(arrivals.at, oracle)
  const recovery = makeRecovery(trial.environment, queries, oracle)
  const lockOut = makeLockOut(arms, queries, oracle)
  const recorder = makeCurveRecorder(arms, queries, curvePoints)
  return {
    startStage: switching.startStage,
    record: (query, segment, arm, reward, cost) => {
      rewards.record(segment, arm, reward)
      recovery.record(query, segment, rewards.expectedOf(segment, arm))
      spending.record(query, arm < 0 ? 0 : cost)
      adoption.record(query, segment, arm)
      lockOut.record(query, segment, arm)
      recorder.record(arm)
      if (recorder.isPoint(query)) recorder.close(query, rewards.pseudoRegret(), spending.total())
    },
    finish: () => ({
      ...rewards.finish(),
      ...spending.finish(),
      spend: spending.total(),
      openingFloat,
      switches: switching.count(),
      adoptionQueries: adoption.finish(),
      recoveryQueries: recovery.finish(),
      isLockedOut: lockOut.finish(),
      curve: recorder.curve
    })
  }
}

/** Sums of rewards obtained, expected and of the oracle. */
const makeRewards = (trial: Trial, oracle: StageOracle) => {
  const trueReward = mapDistinct(segmentsOf(trial), ({ epoch }) =>
    Float64Array.from(trial.arrivals.order, (arm) => epoch.arms[arm]?.meanReward ?? 0)
  )
  let reward = 0
  let expectedReward = 0
  let oracleReward = 0
  let unserved = 0
  const pseudoRegret = (): number => oracleReward - expectedReward
  const expectedOf = (segment: number, arm: number): number =>
    arm < 0 ? 0 : ((trueReward[segment] as Float64Array)[arm] as number)
  return {
    pseudoRegret,
    expectedOf,
    record: (segment: number, arm: number, obtained: number): void => {
      oracleReward += oracle.value[segment] as number
      if (arm < 0) {
        unserved++
        return
      }
      reward += obtained
      expectedReward += expectedOf(segment, arm)
    },
    finish: () => ({
      reward,
      oracleReward,
      unserved,
      pseudoRegret: pseudoRegret(),
      realisedRegret: oracleReward - reward
    })
  }
}

/** Counts arms newly deployed at stage starts; the first deployment is not a switch. */
const makeSwitching = () => {
  let deployed: ReadonlyArray<number> = []
  let switches = 0
  return {
    startStage: (stage: number, next: ReadonlyArray<number>): void => {
      if (stage > 0) switches += next.filter((arm) => !deployed.includes(arm)).length
      deployed = next
    },
    count: (): number => switches
  }
}
