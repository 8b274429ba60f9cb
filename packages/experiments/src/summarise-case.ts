import type { CaseResult } from '@stageroute/contracts'
import {
  ratioToOracle,
  summariseRuns,
  type RunMeasures,
  type StageOracle,
  type Trial
} from '@stageroute/simulator'
import { summariseCurves } from './curves'
import { estimateDifference, estimateMean } from './estimate'

/**
 * Every run of one policy in one case, seed by seed: what it measured, and the content hash it is known by.
 *
 * @category summary
 * @since 0.1.0
 */
export interface PolicyRuns {
  readonly policy: string
  readonly measures: ReadonlyArray<RunMeasures>
  readonly hashes: ReadonlyArray<string>
  readonly queriesPerSecond: number
}

/**
 * Returns the results of a case, in the order of its policies. Differences are seed by seed against the reference: at one seed all policies met the
 * same arrivals and outcomes.
 *
 * Requires: the same seeds, at least two, for every policy, the reference among them.
 *
 * @category summary
 * @since 0.1.0
 */
export const summariseCase = (
  { trial, oracle }: { readonly trial: Trial; readonly oracle: StageOracle },
  reference: string,
  played: ReadonlyArray<PolicyRuns>
): ReadonlyArray<CaseResult> => {
  const ratios = played.map(({ measures }) => measures.map(ratioToOracle))
  const ofReference = ratios[played.findIndex(({ policy }) => policy === reference)] ?? []
  return played.map(({ policy, measures, hashes, queriesPerSecond }, p) => {
    const ratio = ratios[p] ?? []
    return {
      ...summariseRuns(policy, trial, oracle, measures, queriesPerSecond),
      ratio: estimateMean(ratio),
      difference: policy === reference ? null : estimateDifference(ratio, ofReference),
      regret: estimateMean(measures.map(({ pseudoRegret }) => pseudoRegret)),
      cost: estimateMean(measures.map(({ spend }) => spend / trial.queries)),
      curves: summariseCurves(trial, measures),
      runs: hashes
    }
  })
}
