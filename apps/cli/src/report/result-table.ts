import type { PolicyResult, SimulationReport } from '@stageroute/contracts'
import { alignedTable } from './table'

const head = [
  'policy',
  'reward',
  'ratio to oracle',
  'regret',
  'spend/budget',
  'overspend USD',
  'queries overspent',
  'switches'
]

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const row = (result: PolicyResult): ReadonlyArray<string> => [
  result.policy,
  result.reward.mean.toFixed(4),
  `${result.ratioToOracle.mean.toFixed(4)} ±${result.ratioToOracle.sd.toFixed(4)}`,
  `${result.pseudoRegret.mean.toFixed(0)} ±${result.pseudoRegret.sd.toFixed(0)}`,
  result.spendToBudget.mean.toFixed(3),
  result.maxOverspendUsd.mean.toFixed(3),
  percent(result.overspentQueriesShare.mean),
  result.switches.mean.toFixed(1)
]

/** The results as one aligned table: means over seeds, ± one standard deviation. */
export const resultTable = ({ results }: SimulationReport): string =>
  alignedTable(head, results.map(row))
