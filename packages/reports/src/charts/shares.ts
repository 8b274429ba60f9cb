import type { CaseResult, ExperimentCase } from '@stageroute/contracts'
import { acrossAxis, byWidth, grouped, namesAxis, namesWidth, narrowNames } from './axis'
import type { Chart, ChartOption } from './chart'
import { resultsIn, type Frame } from './frame'
import { makeCaseChart } from './make-chart'
import { cellsOf, columnEnds, scaleEnd, sourceOf } from './share-cells'
import { heat } from './theme'

const rowHeight = 19
const headHeight = 46
const gapHeight = 30
const footHeight = 48

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

/** Colours from nothing to the largest share of a case, the same for all of its policies. */
const scaleTo = (end: number): ChartOption => ({
  type: 'continuous',
  min: 0,
  max: end,
  dimension: 2,
  orient: 'horizontal',
  right: 24,
  top: 0,
  itemWidth: 11,
  itemHeight: 110,
  text: [`${Math.round(100 * end)} %`, '0 %'],
  textStyle: { color: '@muted' },
  hoverLink: false,
  inRange: { color: heat }
})

const onPanels = (width: number, left: number, fontSize: number): ChartOption => ({
  grid: [{ left }, { left }],
  yAxis: [{ axisLabel: { width, fontSize } }, { axisLabel: { width, fontSize } }]
})

const optionOf = (
  one: ExperimentCase,
  { policy, curves }: CaseResult,
  end: number
): ChartOption => {
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
    visualMap: scaleTo(end),
    media: byWidth(onPanels(narrowNames, narrowNames + 12, 10), onPanels(names, names + 18, 12)),
    xAxis: parts.map(({ x }) => x),
    yAxis: parts.map(({ y }) => y),
    series: parts.map(({ series }) => series)
  }
}

const drawCase = (frame: Frame, one: ExperimentCase, caseIndex: number): ReadonlyArray<Chart> => {
  const key = [frame.index, 'shares', caseIndex].join('/')
  const arms = one.arms.length
  const results = resultsIn(frame, one)
  const routed = results.map(({ curves }) => cellsOf(curves.query, curves.share, arms))
  const ideal = cellsOf(results[0]?.curves.query ?? [], one.oracleShare, arms)
  const end = scaleEnd([ideal, ...routed])
  return results.map((result, i) => {
    const drawn = {
      title: 'Share of the queries by model over time',
      note: 'Above, what the policy sent where, mean over seeds; below, what the stage oracle would send. Models are in order of arrival.',
      height: headHeight + 2 * arms * rowHeight + gapHeight + footHeight,
      sources: [
        sourceOf(`${key}/${result.policy}`, routed[i] ?? []),
        sourceOf(`${key} oracle`, ideal)
      ],
      option: optionOf(one, result, end)
    }
    return makeCaseChart(frame, 'shares', caseIndex, drawn, result.policy)
  })
}

/** A heat map per case and policy: what it sent where over time, above what the oracle would send. */
export const drawShares = (frame: Frame): ReadonlyArray<Chart> =>
  frame.group.cases.flatMap((one, index) => drawCase(frame, one, index))
