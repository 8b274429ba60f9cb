import type { ExperimentCase, ExperimentReport, ReportGroup } from '@stageroute/contracts'
import { documentCharts } from '../charts/render-charts'
import type { Chart } from '../charts/chart'
import { columns, columnsOf, rowOf } from './columns'
import { estimateText } from './number-text'

/** A text that is read as it stands: nothing in it is markup, a table's edge or the end of a line. */
const plain = (text: string): string =>
  text.replace(/[\\`*_[\]<>|#~&]/g, '\\$&').replace(/\s+/g, ' ')

/** A table of policies; their numbers are texts of ours. */
const tableOf = (
  head: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): string => {
  const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'))
  return [
    line(head),
    line(rule),
    ...rows.map(([policy = '', ...cells]) => line([plain(policy), ...cells]))
  ].join('\n')
}

const imageOf =
  (folder: string) =>
  ({ name, title, subject }: Chart): string =>
    `![${plain(subject === '' ? title : `${title}: ${subject}`)}](${folder}/${name}.svg)`

const caseParts = (one: ExperimentCase, isAlone: boolean): ReadonlyArray<string> => {
  const shown = columnsOf(one.results)
  return [
    ...(isAlone ? [] : [`### ${plain(one.label)}`]),
    tableOf(
      shown.map(({ head }) => head),
      one.results.map((result) => rowOf(result, shown))
    )
  ]
}

const slopeParts = ({ slopes }: ReportGroup): ReadonlyArray<string> =>
  slopes.length === 0
    ? []
    : [
        'Fitted slope of log regret on log queries, with a 95 % confidence interval; 2/3 is the growth that the paper proves:',
        tableOf(
          ['policy', 'slope'],
          slopes.map((slope) => [slope.policy, estimateText(slope, 3)])
        )
      ]

const groupParts = (
  group: ReportGroup,
  charts: ReadonlyArray<Chart>,
  folder: string
): ReadonlyArray<string> => [
  `## ${plain(group.title)}`,
  ...charts.map(imageOf(folder)),
  ...slopeParts(group),
  ...group.cases.flatMap((one) => caseParts(one, group.cases.length === 1))
]

const quickNote = ({ isQuick, seeds }: ExperimentReport): ReadonlyArray<string> =>
  isQuick
    ? [
        `**A quick look with ${seeds} seeds**: shorter and coarser than the experiment, to see that it runs.`
      ]
    : []

const meanings = columns
  .slice(1)
  .map(({ head, meaning }) => `- _${head}_: ${meaning}`)
  .join('\n')

/**
 * Returns a report as one markdown document, with links to the charts of `renderCharts` in a folder.
 *
 * @category table
 * @since 0.1.0
 */
export const renderMarkdown = (report: ExperimentReport, chartFolder: string): string => {
  const charts = documentCharts(report)
  const parts = [
    `# ${plain(report.title)}`,
    plain(report.question),
    ...quickNote(report),
    ['```console no-run', `$ ${report.command.replace(/\s+/g, ' ')}`, '```'].join('\n'),
    `${report.seeds} seeds, compared with ${plain(report.reference)}; content hash \`${report.hash}\`.`,
    ...report.groups.flatMap((group, index) => groupParts(group, charts[index] ?? [], chartFolder)),
    '## How to read the tables',
    meanings
  ]
  return `${parts.join('\n\n')}\n`
}
