import * as echarts from 'echarts'

/** Okabe and Ito's colours, told apart with any colour vision, then lighter tones of the same hues. */
const palette = [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#D55E00',
  '#CC79A7',
  '#56B4E9',
  '#F0E442',
  '#66AAD0',
  '#F0C566',
  '#66C5AB',
  '#E69E66'
]

/** What is left when every colour is taken. */
export const restColour = '#9A9A9A'

export const seriesColours = palette.length

export type ChartOption = echarts.EChartsCoreOption

/** Draws a chart as a self-contained SVG text. */
export const drawSvg = (
  option: ChartOption,
  size: { readonly width: number; readonly height: number }
): string => {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size })
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
