import type { ReportGroup } from '@stageroute/contracts'
import { makeReport, small } from '../make-report'
import { chartsOf, oneSeries } from '../read-option'

const report = makeReport({ ...small, cases: 4 })
const [chart] = chartsOf(report, 'slope')

test('both axes are on log scales', () => {
  expect([chart?.option['xAxis'], chart?.option['yAxis']]).toMatchObject([
    { type: 'log' },
    { type: 'log' }
  ])
})

test('a fitted line rises as its slope says', () => {
  const { data, endLabel } = oneSeries(chart, 'fitted oracle') as {
    data: ReadonlyArray<readonly [number, number]>
    endLabel: { formatter: string }
  }
  const [[x0, y0], [x1, y1]] = data as readonly [
    readonly [number, number],
    readonly [number, number]
  ]
  expect(Math.log(y1 / y0) / Math.log(x1 / x0)).toBeCloseTo(0.5 + 0.5 / 3, 3)
  expect(endLabel.formatter).toBe('0.67')
})

test('a line with a slope of 2/3 goes through the middle of the first policy’s points', () => {
  const [[x0, y0], [x1, y1]] = oneSeries(chart, 'guide slope 2/3')['data'] as readonly [
    readonly [number, number],
    readonly [number, number]
  ]
  expect(Math.log(y1 / y0) / Math.log(x1 / x0)).toBeCloseTo(2 / 3, 3)
})

test('a regret below zero is not drawn', () => {
  const below = (group: ReportGroup): ReportGroup => ({
    ...group,
    cases: group.cases.map((one, i) => ({
      ...one,
      results: one.results.map((result) =>
        i === 0 ? { ...result, regret: { mean: -5, low: -9, high: -1 } } : result
      )
    }))
  })
  const [drawn] = chartsOf({ ...report, groups: report.groups.map(below) }, 'slope')
  expect(oneSeries(drawn, 'mean oracle')['data']).toHaveLength(3)
})
