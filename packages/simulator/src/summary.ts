import type { PolicyResult } from '@stageroute/contracts'
import type { RunMeasures } from './evaluator'
import type { StageOracle } from './oracle'
import { mean, spreadOf } from './spread'
import type { Trial } from './trial'

const meanAndMax = (
  values: ReadonlyArray<number>
): { readonly mean: number; readonly max: number } => ({
  mean: mean(values),
  max: values.reduce((largest, value) => Math.max(largest, value), -Infinity)
})

/** Nearest-rank quantile; null when it falls on something that never happened. */
const quantile = (values: ReadonlyArray<number>, level: number): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(level * sorted.length) - 1)]
  return value === undefined || value === Infinity ? null : value
}

const medianAndP90 = (
  values: ReadonlyArray<number>
): { readonly median: number | null; readonly p90: number | null } => ({
  median: quantile(values, 0.5),
  p90: quantile(values, 0.9)
})

/**
 * Returns a run's reward over the stage oracle's. Where nothing can be earned, everything that can be was.
 *
 * @category experiment
 * @since 0.1.0
 */
export const ratioToOracle = ({ reward, oracleReward }: RunMeasures): number =>
  oracleReward > 0 ? reward / oracleReward : 1

/** Share of the stages in which the oracle has no mix within the budget, be it for a part of them. */
const infeasibleShare = ({ stage, isInfeasible }: StageOracle): number =>
  new Set(stage.filter((_, segment) => isInfeasible[segment])).size / new Set(stage).size

/**
 * Returns a policy's result over its runs, one per seed, all with the same opening float.
 *
 * Requires: at least one run.
 *
 * @category experiment
 * @since 0.1.0
 */
export const summariseRuns = (
  policy: string,
  trial: Trial,
  oracle: StageOracle,
  runs: ReadonlyArray<RunMeasures>,
  queriesPerSecond: number
): PolicyResult => {
  const { queries, budget } = trial
  const each = (measure: (run: RunMeasures) => number): ReadonlyArray<number> => runs.map(measure)
  const ratios = each(ratioToOracle)
  const pseudoRegret = each((run) => run.pseudoRegret)
  const realisedRegret = each((run) => run.realisedRegret)
  const adoption = runs.flatMap((run) => run.adoptionQueries)
  const recovery = runs.flatMap((run) => run.recoveryQueries)
  const unservedShare = meanAndMax(each((run) => run.unserved / queries))
  return {
    policy,
    seeds: runs.length,
    reward: spreadOf(each((run) => run.reward / queries)),
    oracleReward: { mean: mean(each((run) => run.oracleReward / queries)) },
    ratioToOracle: { ...spreadOf(ratios), min: Math.min(...ratios) },
    pseudoRegret: { ...spreadOf(pseudoRegret), perSeed: pseudoRegret },
    realisedRegret: { ...spreadOf(realisedRegret), perSeed: realisedRegret },
    spendToBudget: meanAndMax(each((run) => run.spend / (budget * queries))),
    maxOverspendUsd: meanAndMax(each((run) => run.maxOverspend)),
    openingFloatUsd: runs[0]?.openingFloat ?? 0,
    overspentQueriesShare: meanAndMax(each((run) => run.overspentQueries / queries)),
    oracleInfeasibleShare: infeasibleShare(oracle),
    switches: { mean: mean(each((run) => run.switches)) },
    adoptionQueries: medianAndP90(adoption),
    recoveryQueries: recovery.length === 0 ? null : medianAndP90(recovery),
    lockOutShare: mean(each((run) => (run.isLockedOut ? 1 : 0))),
    unserved: { mean: unservedShare.mean },
    unservedShare,
    queriesPerSecond
  }
}
