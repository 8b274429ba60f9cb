import { makeGroup, makeReport, small } from '../make-report'
import { chartsOf, oneSeries } from '../read-option'

const report = makeReport(small, [makeGroup(small, ['regret', 'spend'])])
const [first] = report.groups[0]?.cases ?? []
const [regret] = chartsOf(report, 'regret')
const [spend] = chartsOf(report, 'spend')
const columns = regret?.sources[0]?.columns ?? {}

test('there is a chart per case, which tells its case', () => {
  expect(chartsOf(report, 'regret').map(({ caseIndex, subject }) => [caseIndex, subject])).toEqual([
    [0, 'budget 0.0002'],
    [1, 'budget 0.0005']
  ])
})

test('a policy’s line reads its mean', () => {
  expect(oneSeries(regret, 'mean1')).toMatchObject({
    name: 'oracle',
    encode: { x: 'query', y: 'mean1' }
  })
  const mean = first?.results[1]?.curves.regret.mean ?? []
  expect(columns['mean1']?.at(-1)).toBeCloseTo(mean.at(-1) ?? Number.NaN, 2)
})

test('regret starts at no query and no regret', () => {
  expect([columns['query']?.[0], columns['mean2']?.[0]]).toEqual([0, 0])
})

test('a band reaches from its low edge to its high one', () => {
  const { low, high } = first?.results[1]?.curves.regret ?? { low: [], high: [] }
  const last = (columns['low1']?.at(-1) ?? 0) + (columns['width1']?.at(-1) ?? 0)
  expect(columns['low1']?.at(-1)).toBeCloseTo(low.at(-1) ?? Number.NaN, 2)
  expect(last).toBeCloseTo(high.at(-1) ?? Number.NaN, 2)
})

test('the edge and the width of a band are stacked, below zero too', () => {
  const { stack, stackStrategy } = oneSeries(regret, 'low1')
  expect(oneSeries(regret, 'width1')).toMatchObject({ stack, stackStrategy })
  expect(stackStrategy).toBe('all')
})

test('a long run is thinned to two hundred points, its ends kept', () => {
  const long = { ...small, points: 1001 }
  const [chart] = chartsOf(makeReport(long, [makeGroup(long, ['spend'])]), 'spend')
  const query = chart?.sources[0]?.columns['query'] ?? []
  expect([query.length, query[0], query.at(-1)]).toEqual([200, 36, 36_497])
})

test('spend has a line at one over all queries', () => {
  expect(oneSeries(spend, 'guide budget')['data']).toEqual([
    [3650, 1],
    [36_497, 1]
  ])
})

test('the frame of spend holds what comes after the first twentieth', () => {
  const { min, max } = spend?.option['yAxis'] as { min: number; max: number }
  const low = (spend?.sources[0]?.columns['low1'] ?? []).slice(1)
  expect(low.every((value) => value !== null && value > min && value < max)).toBe(true)
})

test('numbers have six digits at most', () => {
  const texts = (columns['mean2'] ?? []).map((value) => String(value).replace(/^-?0?\.?0*|\./g, ''))
  expect(texts.filter((text) => text.length > 6)).toEqual([])
})
