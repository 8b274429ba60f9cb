import { paretoFront } from '../../src/charts/pareto'
import { makeGroup, makeReport, small } from '../make-report'
import { drawSvg } from '../../src'
import { chartsOf, oneSeries } from '../read-option'

const report = makeReport(small, [makeGroup(small, ['pareto'])])
const [chart] = chartsOf(report, 'pareto')
const [first] = report.groups[0]?.cases ?? []

test('a policy stands at its cost per thousand queries and its reward', () => {
  const result = first?.results[1]
  expect(oneSeries(chart, 'point oracle')['data']).toEqual([
    [
      Number((1000 * (result?.cost.mean ?? 0)).toPrecision(6)),
      Number(result?.reward.mean.toPrecision(6))
    ]
  ])
})

test('the oracle’s reward and the budget are marked', () => {
  expect(oneSeries(chart, 'oracle')['data']).toEqual([[0.2, 0.5602]])
})

test('the lines of the oracle and the budget cross at its mark', () => {
  const svg = chart === undefined ? '' : drawSvg(chart)
  const lines = [
    ...svg.matchAll(/<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"[^>]*stroke-dasharray/g)
  ]
  const upright = lines.find(([, x0, , x1]) => x0 === x1)
  const level = lines.find(([, , y0, , y1]) => y0 === y1)
  // The mark is a path around its middle, which its matrix moves into place.
  const [, x, y] = /matrix\(7\.5,0,0,7\.5,([\d.]+),([\d.]+)\)/.exec(svg) ?? []
  expect([upright?.[1], level?.[2]].map(Number)).toEqual([x, y].map((at) => Math.round(Number(at))))
})

test('the front leaves out what is dearer and no better', () => {
  expect(
    paretoFront([
      [3, 0.5],
      [1, 0.4],
      [2, 0.6],
      [2, 0.5],
      [4, 0.7]
    ])
  ).toEqual([
    [1, 0.4],
    [2, 0.6],
    [4, 0.7]
  ])
})

test('costs over more than a decade are on a log scale', () => {
  const [group] = report.groups
  const cases = (group?.cases ?? []).map((one) => ({
    ...one,
    results: one.results.map((result, i) => ({
      ...result,
      cost: { ...result.cost, mean: 0.0001 * 20 ** i }
    }))
  }))
  const wide = { ...report, groups: [{ ...makeGroup(small, ['pareto']), cases }] }
  expect(chartsOf(wide, 'pareto')[0]?.option['xAxis']).toMatchObject({ type: 'log', min: 0.1 })
})
