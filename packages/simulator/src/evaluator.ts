import { makeAdoption, type Adoption } from './adoption'
import type { StageOracle } from './oracle'
import type { Trial } from './trial'

/**
 * What one policy did in one run. Regrets and overspend are as the project defines them: pseudo-regret compares the true mean of the arm
 * used with the stage oracle's value, realised regret the reward obtained.
 *
 * Unit: rewards summed over the run; spend and overspend in USD; `adoptionQueries` has one entry per arm of the oracle, Infinity when it
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
  readonly maxOverspend: number
  readonly overspentQueries: number
  readonly unserved: number
  readonly switches: number
  readonly adoptionQueries: ReadonlyArray<number>
  readonly isLockedOut: boolean
  readonly curve: RunCurve
}

/**
 * How a run went, at equally spaced queries: cumulative pseudo-regret, cumulative spend, and each arm's share of the queries since the
 * previous point.
 *
 * Shape: `share` is point-major, point x arm in order of arrival.
 *
 * @category evaluation
 * @since 0.1.0
 */
export interface RunCurve {
  readonly query: ReadonlyArray<number>
  readonly pseudoRegret: ReadonlyArray<number>
  readonly spend: ReadonlyArray<number>
  readonly share: ReadonlyArray<number>
}

/** Running totals of a run, fed query by query without allocating. */
export interface Evaluator {
  readonly startStage: (stage: number, deployed: ReadonlyArray<number>) => void
  readonly record: (query: number, arm: number, reward: number, cost: number) => void
  readonly finish: () => RunMeasures
}

const LAST_PART = 1 / 5
const LOCK_OUT_SHARE = 0.2

export const makeEvaluator = (
  trial: Trial,
  oracle: StageOracle,
  curvePoints: number
): Evaluator => {
  const { queries, budget, arrivals, environment } = trial
  const arms = arrivals.order.length
  const trueReward = Float64Array.from(
    arrivals.order,
    (arm) => environment.arms[arm]?.meanReward ?? 0
  )
  const lastPartStart = queries - Math.floor(queries * LAST_PART)
  const lastPart = { used: new Float64Array(arms), expected: new Float64Array(arms) }
  const adoption: Adoption = makeAdoption(arrivals.at, oracle)
  const curve = {
    query: [] as number[],
    pseudoRegret: [] as number[],
    spend: [] as number[],
    share: [] as number[]
  }
  const window = new Float64Array(arms)
  let deployed: ReadonlyArray<number> = []
  let stage = 0
  let switches = 0
  let reward = 0
  let oracleReward = 0
  let expectedReward = 0
  let spend = 0
  let maxOverspend = 0
  let overspentQueries = 0
  let unserved = 0
  let pointEnd = nextPoint(0, queries, curvePoints)

  const closePoint = (query: number): void => {
    const length = query + 1 - (curve.query.at(-1) ?? 0)
    curve.query.push(query + 1)
    curve.pseudoRegret.push(oracleReward - expectedReward)
    curve.spend.push(spend)
    window.forEach((used) => curve.share.push(used / length))
    window.fill(0)
    pointEnd = nextPoint(curve.query.length, queries, curvePoints)
  }

  return {
    startStage: (next, set) => {
      stage = next
      if (next > 0) switches += set.filter((arm) => !deployed.includes(arm)).length
      deployed = set
    },
    record: (query, arm, obtained, cost) => {
      oracleReward += oracle.value[stage] as number
      adoption.record(query, stage, arm)
      if (query >= lastPartStart) addShare(lastPart, oracle.share[stage], arm)
      if (arm < 0) unserved++
      else {
        reward += obtained
        expectedReward += trueReward[arm] as number
        spend += cost
        window[arm]! += 1
      }
      const overspend = spend - budget * (query + 1)
      if (overspend > 0) overspentQueries++
      if (overspend > maxOverspend) maxOverspend = overspend
      if (query + 1 === pointEnd) closePoint(query)
    },
    finish: () => ({
      reward,
      oracleReward,
      pseudoRegret: oracleReward - expectedReward,
      realisedRegret: oracleReward - reward,
      spend,
      maxOverspend,
      overspentQueries,
      unserved,
      switches,
      adoptionQueries: adoption.finish(),
      isLockedOut: lastPart.expected.some(
        (expected, arm) => (lastPart.used[arm] as number) < LOCK_OUT_SHARE * expected
      ),
      curve
    })
  }
}

const nextPoint = (points: number, queries: number, curvePoints: number): number =>
  curvePoints === 0 ? -1 : Math.floor(((points + 1) * queries) / curvePoints)

const addShare = (
  sums: { readonly used: Float64Array; readonly expected: Float64Array },
  oracleShare: Float64Array | undefined,
  arm: number
): void => {
  if (arm >= 0) sums.used[arm]! += 1
  for (let m = 0; m < sums.expected.length; m++) sums.expected[m]! += oracleShare?.[m] ?? 0
}
