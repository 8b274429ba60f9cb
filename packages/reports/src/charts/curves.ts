import type { CaseResult, CurveBand, ExperimentCase } from '@stageroute/contracts'
import { rounded, roundedAll } from '../rounding'
import { acrossAxis, grid, upAxis } from './axis'
import type { Chart, ChartOption, ChartSource } from './chart'
import { lookIn, resultsIn, type Frame } from './frame'
import { makeCaseChart } from './make-chart'
import { guideLine, legendOf, policyLine, policyPoints } from './policy-series'

/** More points than a screen has room for. */
const mostPoints = 200

/** Symbols along a line, as many as keep apart. */
const symbolCount = 7

/** A measure over the queries: where it is kept, how it is told, and what it begins with. */
interface Measure {
  readonly kind: 'regret' | 'spend'
  readonly title: string
  readonly note: string
  readonly axis: string
  readonly start: number | null
  readonly bandOf: (result: CaseResult) => CurveBand
  readonly guide: string | null
  readonly isSettling: boolean
}

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

/** Places spread evenly from the first to the last of a list. */
const spread = (length: number, most: number): ReadonlyArray<number> => {
  if (length <= most) return Array.from({ length }, (_, i) => i)
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)))
}

const started = (measure: Measure, values: ReadonlyArray<number>): ReadonlyArray<number | null> => [
  ...(measure.start === null ? [] : [measure.start]),
  ...values
]

const columnsOf = (
  measure: Measure,
  results: ReadonlyArray<CaseResult>
): ChartSource['columns'] => {
  const query = results[0]?.curves.query ?? []
  const at = spread(query.length, mostPoints)
  const pick = (values: ReadonlyArray<number>): ReadonlyArray<number> =>
    at.map((i) => values[i] ?? Number.NaN)
  const columns: Record<string, ReadonlyArray<number | null>> = {
    query: started(measure, pick(query))
  }
  results.forEach((result, i) => {
    const { mean, low, high } = measure.bandOf(result)
    const width = pick(high).map((value, point) => value - (pick(low)[point] ?? value))
    columns[`mean${i}`] = roundedAll(started(measure, pick(mean)))
    columns[`low${i}`] = roundedAll(started(measure, pick(low)))
    columns[`width${i}`] = roundedAll(started(measure, width))
  })
  return columns
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

/** Part of the queries after which a mean over queries no longer jumps from one to the next. */
const settlingPart = 0.05

/** From the least to the greatest value after the first queries, with one, and a little room. */
const settledRange = (columns: ChartSource['columns'], policies: number): ChartOption => {
  const from = Math.floor(settlingPart * (columns['query']?.length ?? 0))
  const late = (name: string): ReadonlyArray<number> =>
    (columns[name] ?? []).slice(from).map((value) => value ?? 1)
  let [least, most] = [1, 1]
  for (let i = 0; i < policies; i++) {
    const width = late(`width${i}`)
    late(`low${i}`).forEach((low, point) => {
      least = Math.min(least, low)
      most = Math.max(most, low + (width[point] ?? 0))
    })
  }
  const room = 0.05 * (most - least) || 0.05
  return {
    min: Math.floor(100 * (least - room)) / 100,
    max: Math.ceil(100 * (most + room)) / 100,
    axisLabel: { color: '@muted', showMinLabel: false, showMaxLabel: false }
  }
}

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
