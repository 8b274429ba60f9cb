import { makeAdoption } from './adoption'
import { makeCurveRecorder, type RunCurve } from './curve'
import { makeLockOut } from './lock-out'
import type { StageOracle } from './oracle'
import { makeSpending } from './spending'
import type { Trial } from './trial'

/**
 * What one policy did in one run. Pseudo-regret compares the true mean of the arm used with the stage oracle's value, realised regret the
 * reward obtained; an unserved query earns nothing in either. Overspend at a query is the spend so far above
 * `openingFloat + budget x queries so far`; the float is that of the policy's ledger, 0 without one.
 *
 * Unit: rewards summed over the run; spend, overspend and float in USD; `adoptionQueries` has one entry per arm of the oracle, Infinity when it
 * was never adopted.
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
  readonly isLockedOut: boolean
  readonly curve: RunCurve
}

/** Running totals of a run, fed query by query without allocating; `arm` is -1 for a query that went unserved. */
export interface Evaluator {
  readonly startStage: (stage: number, deployed: ReadonlyArray<number>) => void
  readonly record: (query: number, arm: number, reward: number, cost: number) => void
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
  const lockOut = makeLockOut(arms, queries, oracle)
  const recorder = makeCurveRecorder(arms, queries, curvePoints)
  let stage = 0
  return {
    startStage: (next, deployed) => {
      stage = next
      switching.startStage(next, deployed)
    },
    record: (query, arm, reward, cost) => {
      rewards.record(stage, arm, reward)
      spending.record(query, arm < 0 ? 0 : cost)
      adoption.record(query, stage, arm)
      lockOut.record(query, stage, arm)
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
      isLockedOut: lockOut.finish(),
      curve: recorder.curve
    })
  }
}

/** Sums of rewards obtained, expected and of the oracle. */
const makeRewards = ({ environment, arrivals }: Trial, oracle: StageOracle) => {
  const trueReward = Float64Array.from(
    arrivals.order,
    (arm) => environment.arms[arm]?.meanReward ?? 0
  )
  let reward = 0
  let expectedReward = 0
  let oracleReward = 0
  let unserved = 0
  const pseudoRegret = (): number => oracleReward - expectedReward
  return {
    pseudoRegret,
    record: (stage: number, arm: number, obtained: number): void => {
      oracleReward += oracle.value[stage] as number
      if (arm < 0) {
        unserved++
        return
      }
      reward += obtained
      expectedReward += trueReward[arm] as number
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
