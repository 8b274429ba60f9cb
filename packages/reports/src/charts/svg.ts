import * as echarts from 'echarts'
import type { Chart, ChartOption } from './chart'
import { paintOption, themes, type Theme } from './theme'

/**
 * How large an SVG is drawn, and in which colours.
 *
 * Unit: `width` in pixels; the height is the chart's with its title and legend.
 *
 * @category drawing
 * @since 0.1.0
 */
export interface SvgLook {
  readonly width: number
  readonly theme: Theme
}

const documentLook: SvgLook = { width: 960, theme: themes.light }

const titleHeight = 66
const noteRowHeight = 15
const legendRowHeight = 22

/** About as wide as a letter of a legend. */
const letterWidth = 7.2
const noteLetterWidth = 5.9
const symbolWidth = 58

type Placed = Readonly<{ top?: number }>

const listOf = (value: unknown): ReadonlyArray<Placed> =>
  value === undefined
    ? []
    : Array.isArray(value)
      ? (value as ReadonlyArray<Placed>)
      : [value as Placed]

const moved = (value: unknown, by: number): ReadonlyArray<Placed> =>
  listOf(value).map((part) => ({ ...part, top: (part.top ?? 0) + by }))

/** Rows that a legend takes when its entries run on like words. */
const legendRows = (entries: ReadonlyArray<string>, width: number): number => {
  let rows = entries.length > 0 ? 1 : 0
  let used = 0
  for (const entry of entries) {
    const own = symbolWidth + letterWidth * entry.length
    if (used > 0 && used + own > width) {
      rows++
      used = 0
    }
    used += own
  }
  return rows
}

const entriesOf = ({ option }: Chart): ReadonlyArray<string> => {
  const legend = option['legend'] as {
    readonly data?: ReadonlyArray<string>
    readonly show?: boolean
  }
  return legend?.show === false ? (legend.data ?? []) : []
}

const isLined = ({ option }: Chart): boolean =>
  listOf(option['series']).some((series) => 'lineStyle' in series && 'name' in series)

/** A chart with the title, the note and the legend that stand beside it in a page. */
const withHead = (chart: Chart, { width }: SvgLook): { option: ChartOption; height: number } => {
  const entries = entriesOf(chart)
  const noteRows = Math.ceil((noteLetterWidth * chart.note.length) / (width - 32))
  const top = titleHeight + noteRowHeight * (noteRows - 1)
  const head = top + legendRowHeight * legendRows(entries, width - 40)
  const { option } = chart
  const legend = {
    top: top - 6,
    left: 20,
    right: 20,
    itemWidth: isLined(chart) ? 34 : 14,
    itemGap: 14
  }
  return {
    height: chart.height + head,
    option: {
      ...option,
      title: {
        text: chart.title + (chart.subject === '' ? '' : `: ${chart.subject}`),
        subtext: chart.note,
        left: 16,
        top: 10,
        itemGap: 6,
        textStyle: { color: '@ink', fontSize: 16 },
        subtextStyle: {
          color: '@muted',
          width: width - 32,
          overflow: 'break',
          fontSize: 12,
          lineHeight: noteRowHeight
        }
      },
      grid: moved(option['grid'], head),
      ...(option['visualMap'] === undefined ? {} : { visualMap: moved(option['visualMap'], head) }),
      ...(entries.length > 0
        ? { legend: { ...legend, show: true, data: entries, textStyle: { color: '@ink' } } }
        : { legend: moved(option['legend'], head) })
    }
  }
}

/**
 * Takes out what is for a screen that a pointer moves over, and the counters that echarts puts into names: they are of all charts of a
 * program, and without them the same chart is the same text.
 */
const asDocument = (svg: string): string =>
  svg
    .replace(/<style >[^]*?<\/style>\n?/g, '')
    .replace(/ (?:ecmeta_\w+|class|pointer-events)="[^"]*"/g, '')
    .replace(/(["#])zr\d+-/g, '$1zr-')

/**
 * Returns a chart as a self-contained SVG text: the same chart, the same bytes.
 *
 * @category drawing
 * @since 0.1.0
 */
export const drawSvg = (chart: Chart, look: SvgLook = documentLook): string => {
  const { option, height } = withHead(chart, look)
  const drawing = echarts.init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: look.width,
    height
  })
  const painted = paintOption(
    {
      backgroundColor: '@paper',
      textStyle: { fontFamily: 'sans-serif' },
      animation: false,
      ...option
    },
    look.theme
  )
  drawing.setOption({
    ...painted,
    dataset: chart.sources.map(({ columns }) => ({ source: columns }))
  })
  const svg = drawing.renderToSVGString()
  drawing.dispose()
  return asDocument(svg)
}
