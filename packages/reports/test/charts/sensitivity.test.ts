import type { ExperimentCase, ExperimentReport, SettingValue } from '@stageroute/contracts'
import { makeGroup, makeReport, small } from '../make-report'
import { chartsOf, oneSeries } from '../read-option'

const along = (
  axes: ReadonlyArray<string>,
  values: ReadonlyArray<Record<string, SettingValue>>
): ExperimentReport => {
  const size = { ...small, cases: 6 }
  const group = makeGroup(size, ['sensitivity'])
  const cases = values.map((own, i): ExperimentCase => ({
    ...(group.cases[i] as ExperimentCase),
    values: own
  }))
  return makeReport(size, [{ ...group, axes, cases }])
}

test('a policy’s points are its ratios, with their intervals', () => {
  const report = along(['stages'], [{ stages: 10 }, { stages: 20 }])
  const ratio = report.groups[0]?.cases[1]?.results[1]?.ratio
  const points = oneSeries(chartsOf(report, 'sensitivity')[0], 'mean oracle')['data'] as number[][]
  expect(points[1]).toEqual(
    [20, ratio?.mean, ratio?.low, ratio?.high].map((value) => Number(value?.toPrecision(6)))
  )
})

test('policies at the same value are set apart, the first to the left', () => {
  const [chart] = chartsOf(along(['stages'], [{ stages: 10 }, { stages: 20 }]), 'sensitivity')
  const left = (policy: string) =>
    (oneSeries(chart, `mean ${policy}`)['data'] as number[][])[0]?.[0]
  expect(left('stage-route')).toBeLessThan(10)
  expect(left('stage-route-ledger')).toBeGreaterThan(10)
})

test('values within a decade are on a plain scale, with a tick each', () => {
  const [chart] = chartsOf(along(['stages'], [{ stages: 10 }, { stages: 20 }]), 'sensitivity')
  expect(chart?.option['xAxis']).toMatchObject({
    type: 'value',
    axisTick: { customValues: [10, 20] }
  })
})

test('values over more than a decade are on a log scale', () => {
  const [chart] = chartsOf(along(['stages'], [{ stages: 1 }, { stages: 36 }]), 'sensitivity')
  expect(chart?.option['xAxis']).toMatchObject({ type: 'log' })
})

test('values that are no numbers are names along the axis', () => {
  const values = [{ arrivals: 'release' }, { arrivals: null }]
  const [chart] = chartsOf(along(['arrivals'], values), 'sensitivity')
  expect(chart?.option['xAxis']).toMatchObject({ type: 'category', data: ['release', 'default'] })
})

test('numbers beside a value that is none are names too', () => {
  const values = [{ budget: 0.1 }, { budget: 0.2 }, { budget: null }]
  const [chart] = chartsOf(along(['budget'], values), 'sensitivity')
  expect(chart?.option['xAxis']).toMatchObject({ data: ['0.1', '0.2', 'default'] })
})

test('every combination of the other settings is a chart of its own', () => {
  const report = along(
    ['budget', 'maxDeployed'],
    [
      { budget: 0.001, maxDeployed: 3 },
      { budget: 0.002, maxDeployed: 3 },
      { budget: 0.001, maxDeployed: 5 },
      { budget: 0.002, maxDeployed: 5 }
    ]
  )
  expect(chartsOf(report, 'sensitivity').map(({ choice }) => choice)).toEqual([
    'max deployed 3',
    'max deployed 5'
  ])
})
