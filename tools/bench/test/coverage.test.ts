import {
  hoeffdingFamily,
  makePaperFamily,
  makePlugInFamily,
  unionLevel
} from '@stageroute/estimators'
import {
  contestants,
  isKept,
  measureCoverage,
  reportCoverage,
  standardError,
  type Contestant,
  type CoverageSettings
} from '../src/coverage'
import { distributions, drawValues } from '../src/distributions'

const settings: CoverageSettings = { seed: 3, runs: 60, looks: [5, 50], delta: 0.05 }
const level = unionLevel(settings.delta, 2)

const cover = (contestant: Contestant, at: number) => {
  const distribution = distributions[at]
  if (distribution === undefined) throw new Error(`no distribution ${at}`)
  const values = drawValues(distribution, settings.runs, 50, settings.seed)
  return measureCoverage(contestant, distribution, values, settings.looks)
}

test('values have the mean that their distribution states', () => {
  for (const distribution of distributions) {
    const values = drawValues(distribution, 50, 2000, 1).flatMap((run) => [...run])
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean / distribution.mean).toBeCloseTo(1, 1)
  }
})

test('bounds as wide as the range always hold', () => {
  const wide = { name: 'wide', family: hoeffdingFamily, level: 1e9, promise: 'all' } as const
  expect(cover(wide, 1)).toMatchObject({ held: [1, 1], heldThroughout: 1, width: [1, 1] })
})

test('bounds without width do not, and a promise of theirs is broken', () => {
  const thin = { name: 'thin', family: makePaperFamily(1), level: 0, promise: 'fixed' } as const
  const coverage = cover(thin, 3)
  expect(coverage.width).toEqual([0, 0])
  expect(coverage.heldThroughout).toBe(0)
  expect(isKept(coverage, settings)).toBe(false)
  expect(isKept({ ...coverage, promise: 'none' }, settings)).toBe(true)
})

test('holding at the looks is not holding throughout', () => {
  const family = makePlugInFamily({ level, isIntersected: false })
  const coverage = cover({ name: 'sequence', family, level, promise: 'all' }, 1)
  expect(isKept({ ...coverage, heldThroughout: 0.5 }, settings)).toBe(false)
  expect(isKept({ ...coverage, heldThroughout: 0.5, promise: 'fixed' }, settings)).toBe(true)
})

test('no share of the runs has a standard error of zero', () => {
  expect(standardError(1, 100)).toBeCloseTo(standardError(0, 100), 15)
  expect(standardError(0.5, 100)).toBeCloseTo(0.05, 12)
  expect(standardError(1, 100)).toBeGreaterThan(0.009)
})

test('a report has a row for every family and distribution, the same for the same seed', () => {
  const print = (): ReadonlyArray<string> => {
    const lines: Array<string> = []
    expect(reportCoverage(settings, (line) => void lines.push(line))).toEqual([])
    return lines
  }
  const lines = print()
  const [first] = distributions
  const families = first === undefined ? [] : contestants(settings, first)
  expect(lines.filter((line) => line.startsWith('KL-UCB'))).toHaveLength(distributions.length)
  expect(lines).toHaveLength(1 + distributions.length * (2 + families.length))
  expect(print()).toEqual(lines)
})
