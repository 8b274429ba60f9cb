import { numberText, percentText } from './numbers.mjs'

/** @typedef {import('./painting.mjs').ChartOption} ChartOption */
/** @typedef {Record<string, any>} Params What echarts tells of the point under the pointer. */
/** @typedef {readonly [marker: string | null, name: string, value: string]} Row */

/**
 * The value of a point in one of its dimensions, whether its series reads a list or columns.
 *
 * @param {Params} params
 * @param {string} axis
 * @returns {unknown}
 */
const valueAt = ({ value, encode, dimensionNames }, axis) => {
  const dimension = encode?.[axis]?.[0]
  return Array.isArray(value) ? value[dimension] : value?.[dimensionNames?.[dimension]]
}

/**
 * A tooltip's content as elements: texts of the report never become markup.
 *
 * @param {string} title
 * @param {ReadonlyArray<Row>} rows
 * @returns {HTMLElement}
 */
const contentOf = (title, rows) => {
  const box = document.createElement('div')
  const head = box.appendChild(document.createElement('strong'))
  head.textContent = title
  const list = box.appendChild(document.createElement('dl'))
  list.className = 'tooltip'
  for (const [colour, name, value] of rows) {
    const term = list.appendChild(document.createElement('dt'))
    const dot = term.appendChild(document.createElement('i'))
    dot.style.background = colour ?? 'transparent'
    term.append(name)
    list.appendChild(document.createElement('dd')).textContent = value
  }
  return box
}

/** @type {(params: ReadonlyArray<Params>) => HTMLElement} */
const curvesTooltip = (params) => {
  const means = params.filter(({ seriesId }) => seriesId.startsWith('mean'))
  const rows = means
    .map((point) => ({ point, value: Number(valueAt(point, 'y')) }))
    .sort((a, b) => b.value - a.value)
  return contentOf(
    `after ${numberText(means[0]?.axisValue)} queries`,
    rows.map(({ point, value }) => [point.color, point.seriesName, numberText(value)])
  )
}

/** @type {(params: Params, option: ChartOption) => HTMLElement} */
const sharesTooltip = ({ value, color, name, seriesName, seriesIndex }, { yAxis }) => {
  const [, arm, share] = Array.isArray(value) ? value : [0, value.arm, value.share]
  return contentOf(yAxis[seriesIndex].data[arm], [
    [color, seriesName, percentText(share)],
    [null, 'until query', name]
  ])
}

/** @type {(params: Params) => HTMLElement} */
const paretoTooltip = ({ value, color, seriesName }) =>
  contentOf(seriesName, [
    [color, 'reward per query', numberText(value[1])],
    [null, 'USD per 1,000 queries', numberText(value[0])]
  ])

/** @type {(name: string) => (params: Params) => HTMLElement} */
const estimateTooltip =
  (name) =>
  ({ value, color, seriesName }) => {
    const [, mean, low, high] = value
    return contentOf(seriesName, [
      [color, name, numberText(mean)],
      [null, '95 % interval', `${numberText(low)} to ${numberText(high)}`]
    ])
  }

/** @type {(params: Params) => HTMLElement} */
const barTooltip = ({ value, color, seriesName, name }) =>
  contentOf(name, [[color, seriesName, numberText(value)]])

/** @type {Readonly<Record<string, (params: any, option: ChartOption) => HTMLElement>>} */
const formatters = {
  regret: curvesTooltip,
  spend: curvesTooltip,
  shares: sharesTooltip,
  pareto: paretoTooltip,
  sensitivity: estimateTooltip('ratio to oracle'),
  slope: estimateTooltip('regret'),
  adoption: barTooltip,
  speed: barTooltip
}

/**
 * An option with the tooltip of its kind.
 *
 * @param {string} kind
 * @param {ChartOption} option
 * @returns {ChartOption}
 */
export const withTooltip = (kind, option) => ({
  ...option,
  tooltip: {
    ...option.tooltip,
    formatter: (/** @type {any} */ params) => formatters[kind](params, option),
    confine: true,
    backgroundColor: '@paper',
    borderColor: '@rule',
    textStyle: { color: '@ink', fontSize: 12 },
    axisPointer: { type: 'line', lineStyle: { color: '@muted' } }
  }
})
