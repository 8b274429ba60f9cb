import { drawSvg, renderCharts, themes } from '../../src'
import { large, makeGroup, makeReport, small } from '../make-report'
import { chartsOf } from '../read-option'

const hostile = '<script>alert(1)</script>&"'

const renamed = (policy: string) => {
  const group = makeGroup({ ...small, cases: 1 }, ['regret'])
  const cases = group.cases.map((one) => ({
    ...one,
    results: one.results.map((result, i) => (i === 1 ? { ...result, policy } : result))
  }))
  return makeReport(small, [{ ...group, cases }])
}

test('the same report is the same bytes, whatever was drawn before', () => {
  const before = renderCharts(makeReport(small)).map(({ svg }) => svg)
  expect(renderCharts(makeReport(small)).map(({ svg }) => svg)).toEqual(before)
})

test('a chart has its title, its case and its policies', () => {
  const [chart] = chartsOf(makeReport(small), 'regret')
  const svg = chart === undefined ? '' : drawSvg(chart)
  expect(svg).toContain('Cumulative regret against the stage oracle: budget 0.0002')
  expect(svg).toContain('>stage-route-ledger<')
})

test('texts are escaped', () => {
  const [chart] = renderCharts(renamed(hostile))
  expect(chart?.svg).not.toContain('<script')
  expect(chart?.svg).toContain('&lt;script&gt;')
})

test('a name that looks like a counter of the library is left alone', () => {
  expect(renderCharts(renamed('zr1-c0'))[0]?.svg).toContain('>zr1-c0<')
})

test('nothing in a document waits for a pointer', () => {
  const [chart] = renderCharts(makeReport(small))
  expect(chart?.svg).not.toMatch(/<style|cursor:|ecmeta|pointer-events=/)
})

test('a theme and a width can be chosen', () => {
  const [chart] = chartsOf(makeReport(small), 'speed')
  const svg = chart === undefined ? '' : drawSvg(chart, { width: 500, theme: themes.dark })
  expect(svg).toContain('width="500"')
  expect(svg).toContain(`fill="${themes.dark['paper']}"`)
})

test('large charts stay modest', () => {
  const size = { ...large, cases: 1 }
  const sizes = renderCharts(makeReport(size, [makeGroup(size, ['regret', 'shares'])])).map(
    ({ svg }) => svg.length
  )
  expect(Math.max(...sizes)).toBeLessThan(200_000)
})
