import type { ExperimentCase } from '@stageroute/contracts'
import { rounded } from '../rounding'
import { acrossAxis, grid, upAxis } from './axis'
import type { Chart, ChartOption, ChartSource } from './chart'
import { columnsOf, settledRange, type Measure } from './curve-columns'
import { lookIn, resultsIn, type Frame } from './frame'
import { makeCaseChart } from './make-chart'
import { guideLine, legendOf, policyLine, policyPoints } from './policy-series'

/** Symbols along a line, as many as keep apart. */
const symbolCount = 7

const regret: Measure = {
  kind: 'regret',
  title: 'Cumulative regret against the stage oracle',
  note: 'Mean over seeds with a band of one standard deviation. Lower is better; below zero is bought by overspending.',
  axis: 'regret (reward)',
  start: 0,
  bandOf: ({ curves }) => curves.regret,
  guide: null,
  isSettling: false
}

const spend: Measure = {
  kind: 'spend',
  title: 'Spend against the budget so far',
  note: 'Spend over budget × queries so far, mean over seeds with a band of one standard deviation. Above one, more was spent than the budget allowed until then. The first twentieth of the queries may lie outside the frame.',
  axis: 'spend / budget',
  start: null,
  bandOf: ({ curves }) => curves.spendToBudget,
  guide: 'budget',
  isSettling: true
}

/** The edge of a band and, stacked on it, its width. */
const bandSeries = (frame: Frame, policy: string, i: number): ReadonlyArray<ChartOption> => {
  const { colour } = lookIn(frame, policy)
  const edge = {
    name: policy,
    type: 'line',
    stack: `band${i}`,
    stackStrategy: 'all',
    showSymbol: false,
    silent: true,
    lineStyle: { width: 0 },
    z: 1
  }
  return [
    { ...edge, id: `low${i}`, encode: { x: 'query', y: `low${i}` } },
    {
      ...edge,
      id: `width${i}`,
      encode: { x: 'query', y: `width${i}` },
      areaStyle: { color: colour, opacity: 0.14 }
    }
  ]
}

/** Symbols at places that differ from policy to policy, so that lines that run together can be told apart. */
const symbolPoints = (
  columns: ChartSource['columns'],
  i: number,
  policies: number
): ReadonlyArray<readonly [number | null, number | null]> => {
  const query = columns['query'] ?? []
  const step = query.length / symbolCount
  return Array.from({ length: Math.min(symbolCount, query.length) }, (_, k) => {
    const at = Math.min(query.length - 1, Math.floor((k + (i + 1) / (policies + 1)) * step))
    return [query[at] ?? null, columns[`mean${i}`]?.[at] ?? null] as const
  })
}

const seriesOf = (
  frame: Frame,
  columns: ChartSource['columns'],
  policies: ReadonlyArray<string>
): ReadonlyArray<ChartOption> =>
  policies.flatMap((policy, i) => {
    const look = lookIn(frame, policy)
    return [
      {
        ...policyLine(policy, look),
        id: `mean${i}`,
        showSymbol: false,
        encode: { x: 'query', y: `mean${i}` }
      },
      {
        ...policyPoints(policy, look),
        id: `symbols${i}`,
        silent: true,
        data: symbolPoints(columns, i, policies.length)
      },
      ...bandSeries(frame, policy, i)
    ]
  })

const guideOf = (measure: Measure, columns: ChartSource['columns']): ReadonlyArray<ChartOption> => {
  const query = columns['query'] ?? []
  const [first, last] = [query[0] ?? 0, query.at(-1) ?? 0]
  return measure.guide === null
    ? []
    : [
        guideLine(measure.guide, [
          [first, 1],
          [last, 1]
        ])
      ]
}

const drawCurve = (
  measure: Measure,
  frame: Frame,
  one: ExperimentCase,
  caseIndex: number
): Chart => {
  const results = resultsIn(frame, one)
  const policies = results.map(({ policy }) => policy)
  const columns = columnsOf(measure, results)
  const key = [frame.index, measure.kind, caseIndex].join('/')
  return makeCaseChart(frame, measure.kind, caseIndex, {
    title: measure.title,
    note: measure.note,
    height: 380,
    sources: [{ key, columns }],
    option: {
      grid,
      legend: legendOf(policies),
      tooltip: { trigger: 'axis' },
      xAxis: acrossAxis('query', { min: 0, max: rounded(columns['query']?.at(-1)) }),
      yAxis: upAxis(measure.axis, {
        ...(measure.isSettling ? settledRange(columns, policies.length) : {})
      }),
      series: [...seriesOf(frame, columns, policies), ...guideOf(measure, columns)]
    }
  })
}

/** A chart of cumulative regret per case. */
export const drawRegret = (frame: Frame): ReadonlyArray<Chart> =>
  frame.group.cases.map((one, index) => drawCurve(regret, frame, one, index))

/** A chart of spend over the budget so far per case. */
export const drawSpend = (frame: Frame): ReadonlyArray<Chart> =>
  frame.group.cases.map((one, index) => drawCurve(spend, frame, one, index))
