import { paintOption, themes } from '../../src/charts/theme'
import { makeReport, small } from '../make-report'
import { framesOf } from '../../src/charts/frame'
import { chartsOfKind } from '../../src/charts/group-charts'

const options = framesOf(makeReport(small), 'all').flatMap((frame) =>
  frame.group.charts.flatMap((kind) => chartsOfKind(frame, kind).map(({ option }) => option))
)

test('colours are painted wherever they are', () => {
  const painted = paintOption(
    { lineStyle: { color: '@ink' }, ramp: [{ inRange: { color: ['@paper', '@ink'] } }] },
    { ink: '#111', paper: '#fff' }
  )
  expect(painted).toEqual({
    lineStyle: { color: '#111' },
    ramp: [{ inRange: { color: ['#fff', '#111'] } }]
  })
})

test('a text that looks like a role stays as it is', () => {
  expect(paintOption({ name: '@ink', data: ['@ink'] }, { ink: '#111' })).toEqual({
    name: '@ink',
    data: ['@ink']
  })
})

test('options are JSON', () => {
  for (const option of options) expect(JSON.parse(JSON.stringify(option))).toEqual(option)
})

test.each(['light', 'dark'] as const)(
  'every colour of every chart has one in the %s theme',
  (name) => {
    const colours = options.flatMap((option) => [
      ...JSON.stringify(paintOption(option, themes[name])).matchAll(/"\w*[cC]olor":"?(@?\w*)/g)
    ])
    expect(colours.length).toBeGreaterThan(100)
    expect(colours.map(([, colour]) => colour).filter((colour) => colour?.startsWith('@'))).toEqual(
      []
    )
  }
)

const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const contrast = (a = '', b = ''): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

test.each(['light', 'dark'] as const)('texts of the %s theme have a contrast of 4.5', (name) => {
  const { ink, muted, paper } = themes[name]
  expect(contrast(ink, paper)).toBeGreaterThan(4.5)
  expect(contrast(muted, paper)).toBeGreaterThan(4.5)
})
