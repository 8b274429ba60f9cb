import { hoeffdingFamily } from '@stageroute/estimators'
import { isKept, measureCoverage, reportCoverage, type Contestant } from '../src/coverage'
import { distributions, drawValues } from '../src/distributions'

const settings = { seed: 3, runs: 200, looks: [10, 40], delta: 0.05 }
const [rare] = distributions
if (rare === undefined) throw new Error('there is no distribution')

const hoeffding: Contestant = {
  name: 'Hoeffding',
  family: hoeffdingFamily,
  level: Math.log(40),
  promise: 'fixed'
}

const measure = (contestant: Contestant) =>
  measureCoverage(contestant, rare, drawValues(rare, 200, 40, 3), settings.looks)

test('drawn values have the mean that bounds are held against', () => {
  for (const distribution of distributions) {
    const values = drawValues(distribution, 200, 200, 1).flatMap((run) => [...run])
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    expect(Math.abs(mean - distribution.mean)).toBeLessThan(4 * Math.sqrt(square / values.length))
  }
})

test('a valid interval keeps its promise', () => {
  expect(isKept(measure(hoeffding), settings)).toBe(true)
})

test('an interval that is too narrow is found out', () => {
  expect(isKept(measure({ ...hoeffding, level: 0.01 }), settings)).toBe(false)
})

test('holding at all numbers of pulls is no more often than at one', () => {
  const { held, heldThroughout } = measure({ ...hoeffding, level: 0.5 })
  expect(heldThroughout).toBeLessThanOrEqual(Math.min(...held))
})

test('an interval of one value is as wide as the formula says', () => {
  const { width } = measure({ ...hoeffding, level: 0.001 })
  expect(width[1]).toBeLessThan(2 * Math.sqrt(0.001 / 80) + 1e-12)
})

test('the same seed prints the same tables', () => {
  const printed = () => {
    const lines: Array<string> = []
    reportCoverage({ ...settings, runs: 5 }, (line) => void lines.push(line))
    return lines
  }
  expect(printed()).toEqual(printed())
})
