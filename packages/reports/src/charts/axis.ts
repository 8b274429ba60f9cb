import { rounded } from '../rounding'
import type { ChartOption } from './chart'

/** The room around a plot, axis labels not counted: they take what they need. */
export const grid: ChartOption = {
  left: 8,
  right: 24,
  top: 34,
  bottom: 30,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel'
}

const lines = {
  axisLine: { lineStyle: { color: '@muted' } },
  splitLine: { lineStyle: { color: '@rule' } },
  minorSplitLine: { show: false }
}

const labels = { color: '@muted', hideOverlap: true }

/** A horizontal axis with its name below it. */
export const acrossAxis = (name: string, option: ChartOption): ChartOption => ({
  type: 'value',
  name,
  nameLocation: 'middle',
  nameGap: 28,
  nameTextStyle: { color: '@ink' },
  ...lines,
  axisLabel: labels,
  ...option
})

/** A vertical axis with its name above it, written across. */
export const upAxis = (name: string, option: ChartOption): ChartOption => ({
  type: 'value',
  name,
  nameLocation: 'end',
  nameGap: 14,
  nameTextStyle: { color: '@ink', align: 'left', padding: [0, 0, 0, -8] },
  ...lines,
  axisLabel: labels,
  ...option
})

/** Below this width a chart is on a phone. */
const narrow = 520

/** What differs between a phone and a wider screen, as echarts' media queries. */
export const byWidth = (onPhone: ChartOption, elsewhere: ChartOption): ReadonlyArray<unknown> => [
  { query: { maxWidth: narrow }, option: onPhone },
  { option: elsewhere }
]

const widestNames = 176
const letterWidth = 7

/** Room for names down the side of a chart, on a phone and elsewhere; what is longer is cut. */
export const narrowNames = 100
export const namesWidth = (names: ReadonlyArray<string>): number =>
  Math.min(widestNames, letterWidth * names.reduce((most, { length }) => Math.max(most, length), 0))

/** Names down the side, the first on top. */
export const namesAxis = (names: ReadonlyArray<string>, option: ChartOption = {}): ChartOption => ({
  type: 'category',
  data: names,
  inverse: true,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: '@muted' } },
  axisLabel: { color: '@ink', interval: 0, width: namesWidth(names), overflow: 'truncate' },
  ...option
})

/** Whether numbers are better told apart on a log scale: all above zero, over more than a decade. */
export const spansDecade = (values: ReadonlyArray<number>): boolean => {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return least > 0 && most > 10 * least
}

/** The powers of ten around numbers above zero. */
const decades = (values: ReadonlyArray<number>): readonly [low: number, high: number] => {
  const power = (exponent: number): number => Number(`1e${exponent}`)
  const exponents = values.map(Math.log10)
  return [power(Math.floor(Math.min(...exponents))), power(Math.ceil(Math.max(...exponents)))]
}

/** A log scale over whole decades. */
export const logScale = (values: ReadonlyArray<number>): ChartOption => {
  const [min, max] = decades(values)
  return { type: 'log', min, max }
}

/** A scale with its ticks at the values that were measured, and a margin beside the outer ones. */
export const scaleAt = (values: ReadonlyArray<number>): ChartOption => {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const ticks = { customValues: [...new Set(values)].sort((a, b) => a - b) }
  const isLog = spansDecade(values)
  const margin = isLog ? (most / least) ** 0.04 : 0.04 * (most - least)
  return {
    type: isLog ? 'log' : 'value',
    min: rounded(isLog ? least / margin : least - margin),
    max: rounded(isLog ? most * margin : most + margin),
    axisTick: ticks,
    axisLabel: { ...labels, ...ticks }
  }
}

/** A whole number with commas between thousands. */
export const grouped = (value: number): string =>
  String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
