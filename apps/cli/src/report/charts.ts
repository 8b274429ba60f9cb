import * as echarts from 'echarts'
import type { RunMeasures, StageOracle, Trial } from '@stageroute/simulator'

const WIDTH = 960
const HEIGHT = 480

/** Okabe and Ito's colours, told apart with any colour vision, then lighter tones of the same hues. */
const palette = [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#D55E00',
  '#CC79A7',
  '#56B4E9',
  '#F0E442',
  '#7F7F7F',
  '#66AAD0',
  '#F0C566',
  '#66C5AB',
  '#E69E66'
]

type Option = echarts.EChartsCoreOption

const draw = (option: Option, height: number): string => {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height })
  chart.setOption({
    color: palette,
    backgroundColor: '#ffffff',
    animation: false,
    textStyle: { fontFamily: 'sans-serif' },
    ...option
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

const meanCurve = (
  runs: ReadonlyArray<RunMeasures>,
  values: (run: RunMeasures) => ReadonlyArray<number>
): ReadonlyArray<number> => {
  const first = runs[0]
  if (first === undefined) return []
  return values(first).map(
    (_, i) => runs.reduce((sum, run) => sum + (values(run)[i] ?? 0), 0) / runs.length
  )
}

/** One policy's runs. */
export interface PolicyRuns {
  readonly policy: string
  readonly measures: ReadonlyArray<RunMeasures>
}

/** Cumulative pseudo-regret over the queries, mean over seeds, one line per policy. */
export const drawRegret = (policies: ReadonlyArray<PolicyRuns>): string =>
  draw(
    {
      title: { text: 'Cumulative regret against the stage oracle', left: 'center' },
      legend: { top: 30 },
      grid: { left: 80, right: 30, top: 70, bottom: 50 },
      xAxis: { type: 'value', name: 'query', nameLocation: 'middle', nameGap: 30, max: 'dataMax' },
      yAxis: { type: 'value', name: 'regret (reward)' },
      series: policies.map(({ policy, measures }) => {
        const regret = meanCurve(measures, (run) => run.curve.pseudoRegret)
        const query = measures[0]?.curve.query ?? []
        return {
          name: policy,
          type: 'line',
          showSymbol: false,
          data: [[0, 0], ...query.map((at, i) => [at, regret[i]])]
        }
      })
    },
    HEIGHT
  )

/** Shares of the queries by model over time: what the policy routed above, what the oracle would route below. */
export const drawShares = (
  { policy, measures }: PolicyRuns,
  trial: Trial,
  oracle: StageOracle
): string => {
  const query = measures[0]?.curve.query ?? []
  const arms = trial.arrivals.order.map((arm) => trial.environment.arms[arm]?.id ?? '')
  const routed = meanCurve(measures, (run) => run.curve.share)
  const oracleAt = query.map(
    (end) => oracle.share[oracle.starts.findLastIndex((start) => start < end)]
  )
  const panel = (index: number, share: (point: number, arm: number) => number): Option[] =>
    arms.map((name, arm) => ({
      name,
      type: 'line',
      stack: `panel ${index}`,
      areaStyle: { opacity: 0.9 },
      lineStyle: { width: 0 },
      showSymbol: false,
      xAxisIndex: index,
      yAxisIndex: index,
      data: query.map((at, point) => [at, share(point, arm)])
    }))
  const axis = { type: 'value', max: 'dataMax' }
  return draw(
    {
      title: [
        {
          text: `Share of the queries by model: ${policy} (above), stage oracle (below)`,
          left: 'center'
        }
      ],
      legend: {
        type: 'plain',
        top: 30,
        left: 40,
        right: 40,
        itemHeight: 8,
        textStyle: { fontSize: 11 }
      },
      grid: [
        { left: 60, right: 30, top: 110, height: 230 },
        { left: 60, right: 30, top: 390, height: 230 }
      ],
      xAxis: [
        { ...axis, gridIndex: 0 },
        { ...axis, gridIndex: 1, name: 'query', nameLocation: 'middle', nameGap: 28 }
      ],
      yAxis: [
        { type: 'value', gridIndex: 0, max: 1 },
        { type: 'value', gridIndex: 1, max: 1 }
      ],
      series: [
        ...panel(0, (point, arm) => routed[point * arms.length + arm] ?? 0),
        ...panel(1, (point, arm) => oracleAt[point]?.[arm] ?? 0)
      ]
    },
    680
  )
}
