import { makeGroup, makeReport, small } from '../make-report'
import { chartsOf, oneSeries } from '../read-option'

const size = { ...small, policies: 6 }
const report = makeReport(size, [makeGroup(size, ['adoption', 'speed'])])
const [first] = report.groups[0]?.cases ?? []
const [adoption] = chartsOf(report, 'adoption')
const [speed] = chartsOf(report, 'speed')

test('a policy that never used a newcomer says so', () => {
  const bars = oneSeries(adoption, 'median')['data'] as ReadonlyArray<unknown>
  expect(bars[5]).toMatchObject({ value: 0, label: { formatter: 'never' } })
})

test('the median is a bar, the 90th percentile a mark, where there is one', () => {
  const bars = oneSeries(adoption, 'median')['data'] as ReadonlyArray<unknown>
  expect(bars[1]).toMatchObject({ value: first?.results[1]?.adoptionQueries.median })
  expect(oneSeries(adoption, '90th percentile')['data']).toEqual([
    6000,
    6000,
    null,
    6000,
    6000,
    null
  ])
})

test('a bar of speed has its number behind it', () => {
  const rate = first?.results[2]?.queriesPerSecond ?? 0
  const bars = oneSeries(speed, 'queries per second')['data'] as ReadonlyArray<{
    label: { formatter: string }
  }>
  expect(bars[2]?.label.formatter).toBe(Math.round(rate).toLocaleString('en-GB'))
})

test('policies go down the side in the order of the report', () => {
  expect(speed?.option['yAxis']).toMatchObject({
    inverse: true,
    data: first?.results.map(({ policy }) => policy)
  })
})
