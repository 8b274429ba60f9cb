import type {
  CaseResult,
  Estimate,
  ExperimentCase,
  ExperimentReport,
  ReportGroup
} from '@stageroute/contracts'
import { alignedTable } from './table'

/** A mean and half the width of its interval. */
const plusMinus = ({ mean, high }: Estimate, digits: number): string =>
  `${mean.toFixed(digits)} ±${(high - mean).toFixed(digits)}`

/** Marked when the interval leaves zero out. */
const differenceText = (difference: Estimate | null): string => {
  if (difference === null) return 'reference'
  const isClear = difference.low > 0 || difference.high < 0
  const sign = difference.mean >= 0 ? '+' : ''
  return `${sign}${plusMinus(difference, 4)}${isClear ? ' *' : '  '}`
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

type Column = readonly [head: string, cell: (result: CaseResult) => string]

const columns: ReadonlyArray<Column> = [
  ['policy', ({ policy }) => policy],
  ['ratio to oracle', ({ ratio }) => plusMinus(ratio, 4)],
  ['difference', ({ difference }) => differenceText(difference)],
  ['regret', ({ regret }) => plusMinus(regret, 0)],
  ['spend/budget', ({ spendToBudget }) => spendToBudget.mean.toFixed(3)],
  ['queries overspent', ({ overspentQueriesShare }) => percent(overspentQueriesShare.mean)],
  ['unserved', ({ unservedShare }) => percent(unservedShare.mean)]
]

const speed: Column = [
  'queries/s',
  ({ queriesPerSecond }) => Math.round(queriesPerSecond).toLocaleString('en-US')
]

/** Speed is worth a column where it is drawn. */
const columnsOf = ({ charts }: ReportGroup): ReadonlyArray<Column> =>
  charts.includes('speed') ? [...columns, speed] : columns

const tableOf = (shown: ReadonlyArray<Column>, results: ReadonlyArray<CaseResult>): string =>
  alignedTable(
    shown.map(([head]) => head),
    results.map((result) => shown.map(([, cell]) => cell(result)))
  )

/** The only case of a group is told by the group's title. */
const caseTitle = ({ label, dataset }: ExperimentCase, isAlone: boolean): string =>
  isAlone ? dataset : `${label} (${dataset})`

const caseText = (group: ReportGroup, one: ExperimentCase): string =>
  [caseTitle(one, group.cases.length === 1), '', tableOf(columnsOf(group), one.results)].join('\n')

const slopesText = ({ slopes }: ReportGroup): ReadonlyArray<string> =>
  slopes.length === 0
    ? []
    : [
        [
          'slope of log regret on log queries',
          '',
          alignedTable(
            ['policy', 'slope'],
            slopes.map((slope) => [slope.policy, plusMinus(slope, 3)])
          )
        ].join('\n')
      ]

const underline = (title: string): string => `${title}\n${'='.repeat(title.length)}`

const groupText = (group: ReportGroup): string =>
  [
    underline(group.title),
    ...group.cases.map((one) => caseText(group, one)),
    ...slopesText(group)
  ].join('\n\n')

/** A report for people: a table per case, then what the figures are. */
export const experimentText = ({
  title,
  question,
  isQuick,
  seeds,
  reference,
  hash,
  groups
}: ExperimentReport): string =>
  [
    `${title}\n${question}`,
    ...(isQuick
      ? [`A quick look with ${seeds} seeds: shorter and coarser than the experiment.`]
      : []),
    ...groups.map(groupText),
    `Means over ${seeds} seeds, ± half of a 95 % confidence interval. Difference: ratio minus that of ${reference}, seed by seed; * where the
interval leaves zero out. Regret below zero is bought by overspending: read it beside spend/budget.
Content hash ${hash}`
  ].join('\n\n')
