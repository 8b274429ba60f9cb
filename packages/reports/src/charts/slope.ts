import type { CaseResult } from '@stageroute/contracts'
import { rounded, roundedAll } from '../rounding'
import { linesOf, placesOf, resultsAlong, type Line } from './along-axis'
import { acrossAxis, grid, scaleAt, upAxis } from './axis'
import type { Chart, ChartOption } from './chart'
import { lookIn, type Frame } from './frame'
import { makeLineChart } from './make-chart'
import {
  errorBars,
  guideLine,
  legendOf,
  plainLabel,
  policyLine,
  policyPoints
} from './policy-series'

/** The growth that the analysis of the paper's policy promises. */
const promised = 2 / 3

type Point = readonly [queries: number, result: CaseResult]

/** On log scales there is nothing at zero and below. */
const drawable = (points: ReadonlyArray<Point>): ReadonlyArray<Point> =>
  points.filter(([queries, { regret }]) => queries > 0 && regret.mean > 0)

const meanOf = (values: ReadonlyArray<number>): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** A straight line on log scales over the points' queries, through the middle of the points. */
const straight = (
  points: ReadonlyArray<Point>,
  slope: number
): ReadonlyArray<readonly [number, number]> => {
  const middle = meanOf(points.map(([queries]) => Math.log(queries)))
  const level = meanOf(points.map(([, { regret }]) => Math.log(regret.mean)))
  const queries = points.map(([at]) => at)
  return [Math.min(...queries), Math.max(...queries)].map((at) => [
    at,
    rounded(Math.exp(level + slope * (Math.log(at) - middle))) ?? 1
  ])
}

/** Low ends at zero or below are cut where the scale ends. */
const barOf = ([queries, { regret }]: Point): readonly [number, number, number] => [
  queries,
  rounded(Math.max(regret.low, regret.mean / 10)) ?? 1,
  rounded(regret.high) ?? 1
]

const policySeries = (
  frame: Frame,
  policy: string,
  points: ReadonlyArray<Point>
): ReadonlyArray<ChartOption> => {
  const look = lookIn(frame, policy)
  const slope = frame.group.slopes.find((fitted) => fitted.policy === policy)
  const line =
    slope === undefined || points.length < 2
      ? points.map(([queries, { regret }]) => [queries, rounded(regret.mean)])
      : straight(points, slope.mean)
  return [
    {
      ...policyLine(policy, look),
      id: `fitted ${policy}`,
      showSymbol: false,
      data: line,
      endLabel: {
        show: slope !== undefined,
        formatter: slope?.mean.toFixed(2) ?? '',
        distance: 12,
        ...plainLabel
      },
      labelLayout: { hideOverlap: true }
    },
    {
      ...policyPoints(policy, look),
      id: `mean ${policy}`,
      data: points.map(([queries, { regret }]) =>
        roundedAll([queries, regret.mean, regret.low, regret.high])
      )
    },
    errorBars(policy, look, points.map(barOf))
  ]
}

const optionOf = (frame: Frame, line: Line): ChartOption => {
  const places = placesOf(frame.group.axes[0], line)
  const all = frame.drawn.map((policy) => drawable(resultsAlong(policy, line, places)))
  const first = all.find((points) => points.length > 1) ?? []
  return {
    grid: { ...grid, right: 52 },
    legend: legendOf(frame.drawn),
    tooltip: { trigger: 'item' },
    xAxis: acrossAxis('queries', scaleAt(places.at)),
    yAxis: upAxis('regret (reward)', { type: 'log' }),
    series: [
      ...frame.drawn.flatMap((policy, i) => policySeries(frame, policy, all[i] ?? [])),
      ...(first.length > 0 ? [guideLine('slope 2/3', straight(first, promised))] : [])
    ]
  }
}

/** A chart per combination of the other settings: regret against the length of the stream, both on log scales. */
export const drawSlope = (frame: Frame): ReadonlyArray<Chart> =>
  linesOf(frame.group).map((line) =>
    makeLineChart(frame, 'slope', line, {
      title: 'Regret by the length of the stream',
      note: 'Mean over seeds with a 95 % confidence interval, both axes on log scales; lines and the numbers at their ends are fitted slopes. A regret of zero or below is not drawn.',
      height: 400,
      sources: [],
      option: optionOf(frame, line)
    })
  )
