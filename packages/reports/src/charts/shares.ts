import type { CaseResult, ExperimentCase } from '@stageroute/contracts'
import { rounded } from '../rounding'
import { acrossAxis, byWidth, grouped, namesAxis, namesWidth, narrowNames } from './axis'
import type { Chart, ChartOption, ChartSource } from './chart'
import { resultsIn, type Frame } from './frame'
import { makeCaseChart } from './make-chart'
import { heat } from './theme'

/** Columns of a heat map: fewer than curves have points, as each has a width. */
const mostColumns = 80

/** Smaller shares are left blank. */
const leastShare = 0.0005

const rowHeight = 19
const headHeight = 46
const gapHeight = 30
const footHeight = 48

/** Places where columns end: each column takes in the same number of points, the first ones where they do not divide. */
const columnEnds = (points: number): ReadonlyArray<number> => {
  const columns = Math.min(points, mostColumns)
  return Array.from({ length: columns }, (_, i) => Math.ceil(((i + 1) * points) / columns))
}

type Cell = readonly [column: number, arm: number, share: number]

/** Mean share of the queries per column and arm, blank cells left out. */
const cellsOf = (
  query: ReadonlyArray<number>,
  share: ReadonlyArray<number>,
  arms: number
): ReadonlyArray<Cell> => {
  const cells: Cell[] = []
  const ends = columnEnds(query.length)
  ends.forEach((end, column) => {
    const from = ends[column - 1] ?? 0
    const queries = (query[end - 1] ?? 0) - (query[from - 1] ?? 0)
    for (let arm = 0; arm < arms; arm++) {
      let sum = 0
      for (let point = from; point < end; point++) {
        sum += (share[point * arms + arm] ?? 0) * ((query[point] ?? 0) - (query[point - 1] ?? 0))
      }
      if (sum >= leastShare * queries) cells.push([column, arm, Number((sum / queries).toFixed(3))])
    }
  })
  return cells
}

const sourceOf = (key: string, cells: ReadonlyArray<Cell>): ChartSource => ({
  key,
  columns: {
    column: cells.map(([column]) => column),
    arm: cells.map(([, arm]) => arm),
    share: cells.map(([, , share]) => rounded(share))
  }
})

interface Panel {
  readonly index: number
  readonly title: string
  readonly top: number
  readonly height: number
}

const panelsOf = (policy: string, arms: number): ReadonlyArray<Panel> => {
  const height = arms * rowHeight
  return [
    { index: 0, title: `routed by ${policy}`, top: headHeight, height },
    { index: 1, title: 'routed by the stage oracle', top: headHeight + height + gapHeight, height }
  ]
}

const columnLabels = (query: ReadonlyArray<number>): ReadonlyArray<string> =>
  columnEnds(query.length).map((end) => grouped(query[end - 1] ?? 0))

const panelOption = (
  { index, title }: Panel,
  one: ExperimentCase,
  labels: ReadonlyArray<string>
): { readonly x: ChartOption; readonly y: ChartOption; readonly series: ChartOption } => ({
  x: {
    ...acrossAxis(index === 1 ? 'query' : '', { splitLine: { show: false } }),
    type: 'category',
    data: labels,
    gridIndex: index,
    axisTick: { show: false },
    ...(index === 0 ? { axisLabel: { show: false } } : {})
  },
  y: {
    ...namesAxis(one.arms),
    gridIndex: index,
    name: title,
    nameLocation: 'start',
    nameGap: 8,
    nameTextStyle: { color: '@ink', align: 'left', padding: [0, 0, 0, -8], fontWeight: 'bold' }
  },
  series: {
    name: title,
    type: 'heatmap',
    xAxisIndex: index,
    yAxisIndex: index,
    datasetIndex: index,
    encode: { x: 'column', y: 'arm', value: 'share' },
    itemStyle: { borderWidth: 0 },
    progressive: 0
  }
})

/** Blank cells stay in the colour of nothing. */
const ground = { show: true, backgroundColor: heat[0], borderWidth: 0 }

const scale: ChartOption = {
  type: 'continuous',
  min: 0,
  max: 1,
  dimension: 2,
  orient: 'horizontal',
  right: 24,
  top: 0,
  itemWidth: 11,
  itemHeight: 110,
  text: ['100 %', '0 %'],
  textStyle: { color: '@muted' },
  hoverLink: false,
  inRange: { color: heat }
}

const onPanels = (width: number, left: number, fontSize: number): ChartOption => ({
  grid: [{ left }, { left }],
  yAxis: [{ axisLabel: { width, fontSize } }, { axisLabel: { width, fontSize } }]
})

const optionOf = (one: ExperimentCase, { policy, curves }: CaseResult): ChartOption => {
  const labels = columnLabels(curves.query)
  const panels = panelsOf(policy, one.arms.length)
  const names = namesWidth(one.arms)
  const parts = panels.map((panel) => panelOption(panel, one, labels))
  return {
    grid: panels.map(({ top, height }) => ({
      ...ground,
      left: names + 18,
      right: 24,
      top,
      height
    })),
    tooltip: { trigger: 'item' },
    visualMap: scale,
    media: byWidth(onPanels(narrowNames, narrowNames + 12, 10), onPanels(names, names + 18, 12)),
    xAxis: parts.map(({ x }) => x),
    yAxis: parts.map(({ y }) => y),
    series: parts.map(({ series }) => series)
  }
}

const drawCase = (frame: Frame, one: ExperimentCase, caseIndex: number): ReadonlyArray<Chart> => {
  const key = [frame.index, 'shares', caseIndex].join('/')
  const arms = one.arms.length
  const cells = (result: CaseResult, share: ReadonlyArray<number>): ReadonlyArray<Cell> =>
    cellsOf(result.curves.query, share, arms)
  return resultsIn(frame, one).map((result) => {
    const drawn = {
      title: 'Share of the queries by model over time',
      note: 'Above, what the policy sent where, mean over seeds; below, what the stage oracle would send. Models are in order of arrival.',
      height: headHeight + 2 * arms * rowHeight + gapHeight + footHeight,
      sources: [
        sourceOf(`${key}/${result.policy}`, cells(result, result.curves.share)),
        sourceOf(`${key} oracle`, cells(result, one.oracleShare))
      ],
      option: optionOf(one, result)
    }
    return makeCaseChart(frame, 'shares', caseIndex, drawn, result.policy)
  })
}

/** A heat map per case and policy: what it sent where over time, above what the oracle would send. */
export const drawShares = (frame: Frame): ReadonlyArray<Chart> =>
  frame.group.cases.flatMap((one, index) => drawCase(frame, one, index))
