import type { ExperimentReport } from '@stageroute/contracts'
import { makeGroup, makeReport, small } from '../make-report'
import { chartsOf } from '../read-option'

/** A report of one policy and two arms: shares of the queries between 0, 10, 40 and so on. */
const withShares = (
  query: ReadonlyArray<number>,
  share: ReadonlyArray<number>
): ExperimentReport => {
  const size = { ...small, policies: 1, cases: 1, arms: 2 }
  const group = makeGroup(size, ['shares'])
  const cases = group.cases.map((one) => ({
    ...one,
    oracleShare: share,
    results: one.results.map((result) => ({
      ...result,
      curves: { ...result.curves, query, share }
    }))
  }))
  return makeReport(size, [{ ...group, cases }])
}

const columnsOf = (report: ExperimentReport, source = 0) =>
  chartsOf(report, 'shares')[0]?.sources[source]?.columns

test('a cell is a share of an arm at a point', () => {
  expect(columnsOf(withShares([10, 40], [0.25, 0.75, 1, 0]))).toEqual({
    column: [0, 0, 1],
    arm: [0, 1, 0],
    share: [0.25, 0.75, 1]
  })
})

test('points that share a column are weighed by their queries', () => {
  const query = Array.from({ length: 160 }, (_, i) =>
    i % 2 === 0 ? 40 * (i / 2) + 10 : 20 * (i + 1)
  )
  const share = query.flatMap((_, i) => (i % 2 === 0 ? [1, 0] : [0, 1]))
  const columns = columnsOf(withShares(query, share))
  expect(columns?.['share']?.slice(0, 2)).toEqual([0.25, 0.75])
  expect(columns?.['column']?.at(-1)).toBe(79)
})

test('the scale ends at the tenth above the largest share of the case', () => {
  const [chart] = chartsOf(withShares([10, 40], [0.25, 0.32, 0.1, 0]), 'shares')
  expect(chart?.option['visualMap']).toMatchObject({ min: 0, max: 0.4, text: ['40 %', '0 %'] })
})

test('the oracle’s shares are kept once for all policies of a case', () => {
  const report = makeReport(small, [makeGroup(small, ['shares'])])
  const oracle = chartsOf(report, 'shares')
    .filter(({ caseIndex }) => caseIndex === 0)
    .map(({ sources }) => sources[1]?.key)
  expect(oracle).toHaveLength(small.policies)
  expect(new Set(oracle).size).toBe(1)
})

test('groups of the same name do not share their numbers', () => {
  const [one, other] = [makeGroup(small, ['shares'], 1), makeGroup(small, ['shares'], 2)]
  const keys = [one, other].map((_, index) => {
    const groups = index === 0 ? [one, other] : [makeGroup(small, []), other]
    return chartsOf(makeReport(small, groups), 'shares')[0]?.sources[0]?.key
  })
  expect(keys[0]).not.toBe(keys[1])
})

test('both panels list the models in order of arrival', () => {
  const report = makeReport(small, [makeGroup(small, ['shares'])])
  const axes = chartsOf(report, 'shares')[0]?.option['yAxis'] as ReadonlyArray<{ data: unknown }>
  expect(axes.map(({ data }) => data)).toEqual([
    report.groups[0]?.cases[0]?.arms,
    report.groups[0]?.cases[0]?.arms
  ])
})
