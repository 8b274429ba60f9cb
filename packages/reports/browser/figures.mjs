import { paintOption } from './painting.mjs'
import { withTooltip } from './tooltips.mjs'

/** @typedef {import('./painting.mjs').ChartOption} ChartOption */
/**
 * @typedef {object} View One chart that a figure can show.
 * @property {number | null} caseIndex
 * @property {string | null} choice
 * @property {string} subject
 * @property {ChartOption} option
 * @property {ReadonlyArray<string>} sources
 */
/**
 * @typedef {object} Page What all figures draw from.
 * @property {Record<'light' | 'dark', import('./painting.mjs').Theme>} themes
 * @property {Record<string, Record<string, ReadonlyArray<number | null>>>} sources
 */
/**
 * @typedef {object} Figure
 * @property {(index: number) => void} showCase
 * @property {(policy: string, isShown: boolean) => void} showPolicy
 * @property {() => void} redraw
 * @property {() => void} draw
 */

const darkness = matchMedia('(prefers-color-scheme: dark)')

/**
 * A view's option as echarts takes it. Formatters are functions, which painting would lose: they are put on last.
 *
 * @param {Page} page
 * @param {string} kind
 * @param {View} view
 * @returns {ChartOption}
 */
const dressed = (page, kind, view) => {
  const theme = page.themes[darkness.matches ? 'dark' : 'light']
  const option = withTooltip(kind, view.option)
  const painted = paintOption(option, theme)
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: 'system-ui, sans-serif', color: theme.ink },
    ...painted,
    tooltip: { ...painted.tooltip, formatter: option.tooltip.formatter },
    dataset: view.sources.map((key) => ({ source: page.sources[key] }))
  }
}

/**
 * A figure of the page: it is drawn when it comes near the window, and follows the case, the policies, the theme and its own width.
 *
 * @param {Page} page
 * @param {{ kind: string, views: ReadonlyArray<View> }} figure
 * @param {HTMLElement} element
 * @param {Map<string, boolean>} shown
 * @returns {Figure}
 */
export const makeFigure = (page, { kind, views }, element, shown) => {
  const box = /** @type {HTMLElement} */ (element.querySelector('.chart'))
  const picker = /** @type {HTMLSelectElement | null} */ (
    element.querySelector('[data-pick=choice]')
  )
  /** @type {any} */
  let chart
  let caseIndex = 0

  const view = () =>
    views.find(
      (one) =>
        (one.caseIndex === null || one.caseIndex === caseIndex) &&
        (picker === null || one.choice === picker.value)
    )

  const redraw = () => {
    const current = view()
    if (chart === undefined) return
    if (current === undefined) {
      chart.clear()
      return
    }
    const option = dressed(page, kind, current)
    if (option.legend?.data !== undefined && option.legend.show === false) {
      option.legend.selected = Object.fromEntries(shown)
    }
    chart.setOption(option, { notMerge: true })
    const subject = current.subject === '' ? '' : `: ${current.subject}`
    box.setAttribute(
      'aria-label',
      `${box.dataset.title}${subject}. The numbers are in the table of this section.`
    )
    box.dataset.series = String(chart.getOption().series.length)
  }

  const draw = () => {
    if (chart !== undefined) return
    chart = /** @type {any} */ (globalThis).echarts.init(box, null, { renderer: 'canvas' })
    redraw()
    new ResizeObserver(() => chart.resize()).observe(box)
  }

  const showCase = (/** @type {number} */ index) => {
    caseIndex = index
    redraw()
  }

  const showPolicy = (/** @type {string} */ policy, /** @type {boolean} */ isShown) => {
    chart?.dispatchAction({ type: isShown ? 'legendSelect' : 'legendUnSelect', name: policy })
  }

  picker?.addEventListener('change', redraw)
  new IntersectionObserver(
    (entries, observer) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      draw()
    },
    { rootMargin: '600px' }
  ).observe(box)
  darkness.addEventListener('change', redraw)
  return { showCase, showPolicy, redraw, draw }
}
