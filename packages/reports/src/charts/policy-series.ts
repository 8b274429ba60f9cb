import type { ChartOption } from './chart'
import type { Look } from './look'

/** A symbol of a look in echarts' words. */
export const symbolOf = ({ symbol }: Look): string => `path://${symbol}`

/** How a policy's line looks. */
export const lineOf = ({ colour, dash, isReference }: Look): ChartOption => ({
  color: colour,
  type: dash,
  width: isReference ? 3 : 2
})

/** What all lines of a policy have in common. Series with the policy's name come and go together. */
export const policyLine = (policy: string, look: Look): ChartOption => ({
  name: policy,
  type: 'line',
  symbol: symbolOf(look),
  symbolSize: 9,
  itemStyle: { color: look.colour },
  lineStyle: lineOf(look),
  z: look.isReference ? 4 : 3
})

/** A policy's points without a line. */
export const policyPoints = (policy: string, look: Look): ChartOption => ({
  name: policy,
  type: 'scatter',
  symbol: symbolOf(look),
  symbolSize: 9,
  itemStyle: { color: look.colour, borderColor: '@paper', borderWidth: 1, opacity: 1 },
  z: look.isReference ? 6 : 5
})

type Bar = readonly [x: number, low: number, high: number]

/** Upright bars from low to high with caps, as one broken line. */
export const errorBars = (policy: string, look: Look, bars: ReadonlyArray<Bar>): ChartOption => ({
  name: policy,
  type: 'line',
  id: `bars ${policy}`,
  symbol: 'rect',
  symbolSize: [9, 2],
  silent: true,
  itemStyle: { color: look.colour },
  lineStyle: { color: look.colour, width: 1.5, type: 'solid' },
  z: 2,
  data: bars.flatMap(([x, low, high]) => [
    [x, low],
    [x, high],
    [x, null]
  ])
})

/** A text over lines, kept apart from them by a rim of paper. */
export const plainLabel: ChartOption = {
  color: '@ink',
  textBorderColor: '@paper',
  textBorderWidth: 3
}

/** A line that belongs to no policy and is always there, with its name at its end. */
export const guideLine = (
  label: string,
  points: ReadonlyArray<readonly [x: number, y: number]>
): ChartOption => ({
  name: `guide ${label}`,
  type: 'line',
  id: `guide ${label}`,
  data: points,
  showSymbol: false,
  silent: true,
  lineStyle: { color: '@muted', type: [4, 4], width: 1.5 },
  endLabel: {
    show: true,
    formatter: label,
    align: 'right',
    offset: [-6, -10],
    ...plainLabel,
    color: '@muted'
  },
  z: 8
})

/** Policies by name, for a legend. */
export const legendOf = (policies: ReadonlyArray<string>): ChartOption => ({
  show: false,
  data: policies
})
