import { rounded, roundedAll } from '../rounding'
import {
  axisText,
  linesOf,
  placesOf,
  resultsAlong,
  settingText,
  type Line,
  type Places
} from './along-axis'
import { acrossAxis, grid, scaleAt, spansDecade, upAxis } from './axis'
import type { Chart, ChartOption } from './chart'
import { lookIn, type Frame } from './frame'
import { makeLineChart } from './make-chart'
import { errorBars, guideLine, legendOf, policyLine } from './policy-series'

/** Part of the axis over which the bars of all policies at one value are spread, so that they do not hide one another. */
const spreadPart = 0.03

interface Scale {
  readonly type: 'log' | 'value' | 'category'
  readonly move: (at: number, part: number) => number
}

/** On a scale of numbers a place moves by a part of the axis; between categories there is nothing to move to. */
const scaleOf = ({ isNumeric, at }: Places): Scale => {
  if (!isNumeric) return { type: 'category', move: (place) => place }
  const [least, most] = [Math.min(...at), Math.max(...at)]
  return spansDecade(at)
    ? { type: 'log', move: (place, part) => place * (most / least) ** part }
    : { type: 'value', move: (place, part) => place + part * (most - least) }
}

const policySeries = (
  frame: Frame,
  policy: string,
  points: ReadonlyArray<readonly [at: number, mean: number, low: number, high: number]>
): ReadonlyArray<ChartOption> => {
  const look = lookIn(frame, policy)
  return [
    {
      ...policyLine(policy, look),
      id: `mean ${policy}`,
      data: points.map(([at, mean, low, high]) => roundedAll([at, mean, low, high]))
    },
    errorBars(
      policy,
      look,
      points.map(([at, , low, high]) => [rounded(at) ?? 0, rounded(low) ?? 0, rounded(high) ?? 0])
    )
  ]
}

const optionOf = (frame: Frame, line: Line): ChartOption => {
  const axis = frame.group.axes[0]
  const places = placesOf(axis, line)
  const { type, move } = scaleOf(places)
  const count = frame.drawn.length
  const series = frame.drawn.flatMap((policy, i) => {
    const part = count > 1 ? spreadPart * (i / (count - 1) - 0.5) : 0
    const points = resultsAlong(policy, line, places).map(
      ([at, { ratio }]) => [move(at, part), ratio.mean, ratio.low, ratio.high] as const
    )
    return policySeries(frame, policy, points)
  })
  const [first, last] = [places.at[0] ?? 0, places.at.at(-1) ?? 0]
  const ends =
    type === 'category' ? [first, last] : [Math.min(...places.at), Math.max(...places.at)]
  return {
    grid,
    legend: legendOf(frame.drawn),
    tooltip: { trigger: 'item' },
    xAxis: acrossAxis(axis === undefined ? 'case' : axisText(axis), {
      ...(type === 'category' ? { type, data: places.labels } : scaleAt(places.at))
    }),
    yAxis: upAxis('ratio to oracle', { scale: true }),
    series: [
      ...series,
      guideLine('stage oracle', [
        [ends[0] ?? 0, 1],
        [ends[1] ?? 0, 1]
      ])
    ]
  }
}

/** A chart per combination of the other settings: the ratio to the oracle along the first. */
export const drawSensitivity = (frame: Frame): ReadonlyArray<Chart> => {
  const { group } = frame
  const axis = group.axes[0]
  return linesOf(group).map((line) =>
    makeLineChart(frame, 'sensitivity', line, {
      title:
        axis === undefined ? 'Ratio to the oracle' : `Ratio to the oracle by ${settingText(axis)}`,
      note: 'Mean over seeds with a 95 % confidence interval. Points at the same value are set apart a little.',
      height: 380,
      sources: [],
      option: optionOf(frame, line)
    })
  )
}
