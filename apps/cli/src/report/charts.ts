import type { RunMeasures, StageOracle, Trial } from '@stageroute/simulator'
import { drawSvg, restColour, seriesColours, type ChartOption } from './draw'

const WIDTH = 960

/** One policy's runs. */
export interface PolicyRuns {
  readonly policy: string
  readonly measures: ReadonlyArray<RunMeasures>
}

type Layer = readonly [name: string, share: (point: number) => number]

const meanCurve = (
  runs: ReadonlyArray<RunMeasures>,
  values: (run: RunMeasures) => ReadonlyArray<number>
): ReadonlyArray<number> =>
  (runs[0] === undefined ? [] : values(runs[0])).map(
    (_, i) => runs.reduce((sum, run) => sum + (values(run)[i] ?? 0), 0) / runs.length
  )

/** Cumulative pseudo-regret over the queries, mean over seeds, one line per policy. */
export const drawRegret = (policies: ReadonlyArray<PolicyRuns>): string =>
  drawSvg(
    {
      title: { text: 'Cumulative regret against the stage oracle', left: 'center', top: 8 },
      legend: { top: 44, icon: 'roundRect' },
      grid: { left: 80, right: 40, top: 100, bottom: 50 },
      xAxis: { type: 'value', name: 'query', nameLocation: 'middle', nameGap: 30, max: 'dataMax' },
      yAxis: { type: 'value', name: 'regret (reward)' },
      series: policies.map(({ policy, measures }) => {
        const regret = meanCurve(measures, (run) => run.curve.pseudoRegret)
        const query = measures[0]?.curve.query ?? []
        const data = [[0, 0], ...query.map((at, i) => [at, regret[i]])]
        return { name: policy, type: 'line', showSymbol: false, data }
      })
    },
    { width: WIDTH, height: 500 }
  )

/** The arms that ever matter in either panel, largest first, as many as there are colours. */
const drawnArms = (
  arms: number,
  points: number,
  shares: ReadonlyArray<(point: number, arm: number) => number>
) => {
  const total = (arm: number): number =>
    shares.reduce((sum, share) => {
      for (let point = 0; point < points; point++) sum += share(point, arm)
      return sum
    }, 0)
  return Array.from({ length: arms }, (_, arm) => arm)
    .filter((arm) => total(arm) > 0)
    .sort((a, b) => total(b) - total(a))
    .slice(0, seriesColours)
    .sort((a, b) => a - b)
}

const panel = (
  axis: number,
  query: ReadonlyArray<number>,
  layers: ReadonlyArray<Layer>
): ReadonlyArray<ChartOption> =>
  layers.map(([name, share], layer) => ({
    name,
    type: 'line',
    stack: `panel ${axis}`,
    areaStyle: { opacity: 0.9 },
    lineStyle: { width: 0 },
    showSymbol: false,
    xAxisIndex: axis,
    yAxisIndex: axis,
    ...(layer === layers.length - 1 && name === 'others' ? { color: restColour } : {}),
    data: query.map((at, point) => [at, share(point)])
  }))

/** Shares of the queries by model over time: what the policy routed above, what the oracle would route below. */
export const drawShares = (
  { policy, measures }: PolicyRuns,
  trial: Trial,
  oracle: StageOracle
): string => {
  const query = measures[0]?.curve.query ?? []
  const ids = trial.arrivals.order.map((arm) => trial.environment.arms[arm]?.id ?? '')
  const mean = meanCurve(measures, (run) => run.curve.share)
  const stageAt = query.map((end) => oracle.starts.findLastIndex((start) => start < end))
  const routed = (point: number, arm: number): number => mean[point * ids.length + arm] ?? 0
  const ideal = (point: number, arm: number): number =>
    oracle.share[stageAt[point] ?? 0]?.[arm] ?? 0
  const drawn = drawnArms(ids.length, query.length, [routed, ideal])
  const layers = (share: (point: number, arm: number) => number): ReadonlyArray<Layer> => [
    ...drawn.map((arm): Layer => [ids[arm] ?? '', (point) => share(point, arm)]),
    [
      'others',
      (point) =>
        ids.reduce((sum, _, arm) => (drawn.includes(arm) ? sum : sum + share(point, arm)), 0)
    ]
  ]
  const value = { type: 'value' }
  return drawSvg(
    {
      title: {
        text: `Share of the queries by model: ${policy} (above), stage oracle (below)`,
        left: 'center',
        top: 8
      },
      legend: { top: 44, left: 40, right: 40, icon: 'roundRect', itemHeight: 8, itemGap: 16 },
      grid: [
        { left: 60, right: 40, top: 130, height: 230 },
        { left: 60, right: 40, top: 410, height: 230 }
      ],
      xAxis: [
        { ...value, max: 'dataMax', gridIndex: 0 },
        {
          ...value,
          max: 'dataMax',
          gridIndex: 1,
          name: 'query',
          nameLocation: 'middle',
          nameGap: 28
        }
      ],
      yAxis: [
        { ...value, max: 1, gridIndex: 0 },
        { ...value, max: 1, gridIndex: 1 }
      ],
      series: [...panel(0, query, layers(routed)), ...panel(1, query, layers(ideal))]
    },
    { width: WIDTH, height: 700 }
  )
}
