import { documentCharts, renderCharts } from '../../src'
import { large, makeGroup, makeReport, small } from '../make-report'

const names = (...charts: Parameters<typeof makeReport>): ReadonlyArray<string> =>
  documentCharts(makeReport(...charts))
    .flat()
    .map(({ name }) => name)

test('a chart is named by its group, kind and case', () => {
  expect(names(small, [makeGroup(small, ['sensitivity', 'regret'])])).toEqual([
    'budget-sensitivity',
    'budget-regret-0.0002',
    'budget-regret-0.0005'
  ])
})

test('names are those of files, and differ', () => {
  const [group] = [makeGroup({ ...small, cases: 1 }, ['shares'])]
  const cases = group.cases.map((one) => ({
    ...one,
    results: one.results.map((result, i) => ({
      ...result,
      policy: ['A/b', 'a b', '../b'][i] ?? ''
    }))
  }))
  expect(names(small, [{ ...group, name: '../out', cases }])).toEqual([
    'out-shares-A-b',
    'out-shares-a-b-2',
    'out-shares-b'
  ])
})

test('over several cases only the reference has heat maps', () => {
  expect(names(small, [makeGroup(small, ['shares'])])).toEqual([
    'budget-shares-0.0002-stage-route',
    'budget-shares-0.0005-stage-route'
  ])
})

test('a single case has a heat map per policy', () => {
  const one = { ...small, cases: 1 }
  expect(names(one, [makeGroup(one, ['shares'])])).toHaveLength(small.policies)
})

test('of twenty policies nine are drawn', () => {
  const size = { ...large, cases: 1, points: 3 }
  const [[chart] = []] = documentCharts(makeReport(size, [makeGroup(size, ['regret'])]))
  expect(chart?.option['legend']).toMatchObject({ data: { length: 9 } })
})

test('every kind of chart is drawn', () => {
  const drawn = renderCharts(makeReport(small))
  expect(new Set(drawn.map(({ kind }) => kind)).size).toBe(8)
  for (const { svg } of drawn) expect(svg).toMatch(/^<svg [^]*<\/svg>$/)
})
