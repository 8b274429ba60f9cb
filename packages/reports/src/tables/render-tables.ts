import type { CaseResult, ExperimentReport, ReportGroup } from '@stageroute/contracts'
import { fileWord } from '../charts/chart-name'
import { verdictOf } from './columns'

/**
 * The results of a group as comma-separated values; `name` is that of a file, without an ending.
 *
 * @category table
 * @since 0.1.0
 */
export interface ResultTable {
  readonly name: string
  readonly csv: string
}

type Cell = string | number | null

type Row = Readonly<Record<string, Cell>>

/** A spreadsheet takes a text that begins like this for a formula. */
const formulaStart = /^[=+\-@\t\r]/

/** A field as RFC 4180 wants it. */
const fieldOf = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const text = formulaStart.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

const resultCells = (result: CaseResult): Row => ({
  policy: result.policy,
  seeds: result.seeds,
  ratio_mean: result.ratio.mean,
  ratio_low: result.ratio.low,
  ratio_high: result.ratio.high,
  difference_mean: result.difference?.mean ?? null,
  difference_low: result.difference?.low ?? null,
  difference_high: result.difference?.high ?? null,
  verdict: verdictOf(result.difference),
  regret_mean: result.regret.mean,
  regret_low: result.regret.low,
  regret_high: result.regret.high,
  reward_mean: result.reward.mean,
  cost_usd_mean: result.cost.mean,
  cost_usd_low: result.cost.low,
  cost_usd_high: result.cost.high,
  spend_to_budget_mean: result.spendToBudget.mean,
  spend_to_budget_max: result.spendToBudget.max,
  max_overspend_usd_mean: result.maxOverspendUsd.mean,
  overspent_queries_share: result.overspentQueriesShare.mean,
  unserved_share: result.unservedShare.mean,
  lock_out_share: result.lockOutShare,
  switches_mean: result.switches.mean,
  adoption_median: result.adoptionQueries.median,
  adoption_p90: result.adoptionQueries.p90,
  recovery_median: result.recoveryQueries?.median ?? null,
  recovery_p90: result.recoveryQueries?.p90 ?? null,
  queries_per_second: result.queriesPerSecond
})

const rowsOf = (group: ReportGroup): ReadonlyArray<Row> =>
  group.cases.flatMap((one) =>
    one.results.map((result) => ({
      case: one.label,
      ...Object.fromEntries(
        group.axes.map((axis) => [`setting_${axis}`, one.values[axis] ?? null] as const)
      ),
      dataset: one.dataset,
      ...resultCells(result)
    }))
  )

const csvOf = (rows: ReadonlyArray<Row>): string => {
  const head = Object.keys(rows[0] ?? {})
  const lines = [head, ...rows.map((row) => head.map((column) => row[column] ?? null))]
  return lines.map((cells) => `${cells.map(fieldOf).join(',')}\r\n`).join('')
}

/**
 * Returns the results of every group as comma-separated values (RFC 4180), a row per case and policy, numbers as they are.
 *
 * Unit: rewards and costs (USD) per query, regrets over the run.
 *
 * @category table
 * @since 0.1.0
 */
export const renderTables = (report: ExperimentReport): ReadonlyArray<ResultTable> =>
  report.groups.map((group) => ({ name: fileWord(group.name), csv: csvOf(rowsOf(group)) }))
