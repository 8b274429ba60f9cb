import type { CaseResult, ExperimentCase } from '@stageroute/contracts'
import { rounded } from '../rounding'
import { acrossAxis, byWidth, grid, logScale, spansDecade, upAxis } from './axis'
import { shownCount } from './best-policies'
import type { Chart, ChartOption } from './chart'
import { lookIn, resultsIn, type Frame } from './frame'
import { makeCaseChart } from './make-chart'
import { legendOf, plainLabel, policyPoints } from './policy-series'

/** Costs per query have too many zeros to be read. */
const perThousand = 1000

type Point = readonly [cost: number, reward: number]

const pointOf = ({ cost, reward }: CaseResult): Point => [perThousand * cost.mean, reward.mean]

/** The points that no other one beats in both: with rising cost, those with more reward than all cheaper ones. */
export const paretoFront = (points: ReadonlyArray<Point>): ReadonlyArray<Point> => {
  let most = Number.NEGATIVE_INFINITY
  return [...points]
    .sort(([costA, rewardA], [costB, rewardB]) => costA - costB || rewardB - rewardA)
    .filter(([, reward]) => {
      const isBetter = reward > most
      most = Math.max(most, reward)
      return isBetter
    })
}

const roundedPoint = ([cost, reward]: Point): ReadonlyArray<number | null> => [
  rounded(cost),
  rounded(reward)
]

const frontSeries = (points: ReadonlyArray<Point>): ChartOption => ({
  name: 'front',
  id: 'front',
  type: 'line',
  step: 'end',
  showSymbol: false,
  silent: true,
  lineStyle: { color: '@muted', width: 1.5, type: 'solid' },
  z: 1,
  data: paretoFront(points).map(roundedPoint)
})

/** Lines at the oracle's reward and at the budget; they cross where the oracle may be at most. */
const oracleSeries = ({ oracles, settings }: ExperimentCase): ChartOption => {
  const [budget, reward] = roundedPoint([perThousand * settings.budget, oracles.stage])
  const label = { show: true, ...plainLabel, color: '@muted' }
  return {
    name: 'stage oracle within the budget',
    id: 'oracle',
    type: 'scatter',
    symbol: 'path://M0 5L5 0L10 5L5 10ZM2 5L5 8L8 5L5 2Z',
    symbolSize: 15,
    itemStyle: { color: '@ink' },
    z: 7,
    data: [[budget, reward]],
    markLine: {
      silent: true,
      symbol: 'none',
      // By default lines are drawn at places that are rounded to hundredths.
      precision: 9,
      lineStyle: { color: '@muted', type: [4, 4], width: 1.5 },
      data: [
        {
          yAxis: reward,
          label: { ...label, formatter: 'stage oracle', position: 'insideStartTop' }
        },
        { xAxis: budget, label: { ...label, formatter: 'budget', position: 'insideStartTop' } }
      ]
    }
  }
}

/** Names stand on the side where there is more room. */
const sideOf = (cost: number, costs: ReadonlyArray<number>): 'left' | 'right' =>
  cost > (Math.min(...costs) + Math.max(...costs)) / 2 ? 'left' : 'right'

const pointSeries = (frame: Frame, result: CaseResult, side: 'left' | 'right'): ChartOption => ({
  ...policyPoints(result.policy, lookIn(frame, result.policy)),
  id: `point ${result.policy}`,
  symbolSize: 12,
  label: { show: true, formatter: '{a}', position: side, fontSize: 11, ...plainLabel },
  labelLayout: { hideOverlap: true },
  data: [roundedPoint(pointOf(result))]
})

/** Points keep off the edges. */
const roomy = { scale: true, boundaryGap: ['4%', '4%'] }

/** On a phone there is no room for names. */
const labelled = (results: ReadonlyArray<CaseResult>, isShown: boolean): ChartOption => ({
  series: results.map(({ policy }) => ({ id: `point ${policy}`, label: { show: isShown } }))
})

const optionOf = (frame: Frame, one: ExperimentCase): ChartOption => {
  const results = resultsIn(frame, one)
  const points = results.map(pointOf)
  const costs = [...points.map(([cost]) => cost), perThousand * one.settings.budget]
  return {
    grid: { ...grid, right: 40 },
    legend: legendOf(results.map(({ policy }) => policy)),
    tooltip: { trigger: 'item' },
    media: byWidth(labelled(results, false), labelled(results, true)),
    xAxis: acrossAxis('USD per 1,000 queries', {
      ...(spansDecade(costs) ? logScale(costs) : roomy)
    }),
    yAxis: upAxis('reward per query', roomy),
    series: [
      ...results.map((result, i) => pointSeries(frame, result, sideOf(points[i]?.[0] ?? 0, costs))),
      frontSeries(points),
      oracleSeries(one)
    ]
  }
}

/** Where there are more policies than are shown at first, the front has corners at hidden ones. */
const noteOf = ({ drawn }: Frame): string =>
  `Means over seeds. The stepped line joins the policies that no other one beats in both${
    drawn.length > shownCount ? ', hidden ones included' : ''
  }; dashed lines mark the budget and the reward of the stage oracle.`

/** A chart of reward against cost per case. */
export const drawPareto = (frame: Frame): ReadonlyArray<Chart> =>
  frame.group.cases.map((one, caseIndex) =>
    makeCaseChart(frame, 'pareto', caseIndex, {
      title: 'Reward against cost',
      note: noteOf(frame),
      height: 380,
      sources: [],
      option: optionOf(frame, one)
    })
  )
