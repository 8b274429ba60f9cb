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

/** What makes a figure of the table mean less than it seems, one line each. */
const cautions = ({ policy, ...result }: PolicyResult): ReadonlyArray<string> => [
  ...(result.unservedShare.mean > 0
    ? [`${policy}: ${percent(result.unservedShare.mean)} of the queries went unserved`]
    : []),
  ...(result.lockOutShare > 0
    ? [
        `${policy}: a model of the oracle's mix was locked out in ${percent(result.lockOutShare)} of the seeds`
      ]
    : [])
]

/** Which policies were granted a float, and how much. */
const floatNote = ({ settings, results }: SimulationReport): ReadonlyArray<string> => {
  const granted = results.filter(({ openingFloatUsd }) => openingFloatUsd > 0)
  return granted.length === 0
    ? []
    : [
        `with an opening float of ${Number(settings.openingFloat.toPrecision(4))} USD, above which overspend counts: ${granted.map(({ policy }) => policy).join(', ')}`
      ]
}

/** The results as one aligned table: means over seeds, ± one standard deviation; below it, what to keep in mind. */
export const resultTable = (report: SimulationReport): string => {
  const { results } = report
  const infeasible = results[0]?.oracleInfeasibleShare ?? 0
  const notes = [
    ...(infeasible > 0
      ? [
          `no mix fits the budget in ${percent(infeasible)} of the stages: there the oracle uses the cheapest, over budget`
        ]
      : []),
    ...floatNote(report),
    ...results.flatMap(cautions)
  ]
  const table = alignedTable(head, results.map(row))
  return notes.length === 0 ? table : `${table}\n\n${notes.join('\n')}`
}
