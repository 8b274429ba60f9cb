import * as fc from 'fast-check'
import { makeStream, nextUniform, type Stream } from '@stageroute/numeric'
import {
  changeThreshold,
  customaryChangeThreshold,
  makeChangeDetector,
  observeForChange,
  provenChangeThreshold,
  type ChangeThreshold
} from '@stageroute/estimators'

const kl = (p: number, q: number): number =>
  (p > 0 ? p * Math.log(p / q) : 0) + (p < 1 ? (1 - p) * Math.log((1 - p) / (1 - q)) : 0)

/** The statistic's largest excess over its threshold, over every cut. */
const searchAllCuts = (values: ReadonlyArray<number>, delta: number): number => {
  const pulls = values.length
  const total = values.reduce((sum, value) => sum + value, 0)
  let before = 0
  let best = -Infinity
  for (let older = 1; older < pulls; older++) {
    before += values[older - 1]
    const newer = pulls - older
    const statistic =
      older * kl(before / older, total / pulls) +
      newer * kl((total - before) / newer, total / pulls)
    best = Math.max(best, statistic - provenChangeThreshold(older, newer, delta))
  }
  return best
}

const flip = (stream: Stream, mean: number): number => (nextUniform(stream) < mean ? 1 : 0)

test('on the first sixteen values every cut is kept: the verdict is that of the definition', () => {
  const values = fc.array(fc.constantFrom(0, 0.25, 1), { minLength: 1, maxLength: 16 })
  fc.assert(
    fc.property(values, fc.constantFrom(5, 3), (seen, delta) => {
      // Few values never suffice at a delta below 1; one above it lowers the threshold of both alike.
      const detector = makeChangeDetector(1, delta, 1, changeThreshold.proven)
      const first = seen.findIndex((value) => observeForChange(detector, 0, value) === 1)
      const expected = seen.findIndex((_, i) => searchAllCuts(seen.slice(0, i + 1), delta) > 0)
      expect(first).toBe(expected)
    }),
    { seed: 71, numRuns: 300 }
  )
})

test('no alarm without one of the definition, at any length', () => {
  const means = fc.tuple(
    fc.integer({ min: 0, max: 10 }),
    fc.integer({ min: 0, max: 10 }),
    fc.integer({ min: 0, max: 2 ** 31 })
  )
  fc.assert(
    fc.property(means, ([before, after, seed]) => {
      const stream = makeStream(seed, 'definition')
      const detector = makeChangeDetector(1, 0.2, 1, changeThreshold.proven)
      const seen: number[] = []
      for (let i = 0; i < 240; i++) {
        seen.push(flip(stream, (i < 120 ? before : after) / 10))
        if (observeForChange(detector, 0, seen[i]) === 1) {
          expect(searchAllCuts(seen, 0.2)).toBeGreaterThan(0)
          return
        }
      }
    }),
    { seed: 72 }
  )
})

const falseAlarms = (mean: number, delta: number, threshold: ChangeThreshold): number => {
  const runs = 150
  let alarms = 0
  for (let run = 0; run < runs; run++) {
    const stream = makeStream(run, `stationary ${mean}`)
    const detector = makeChangeDetector(1, delta, 1, threshold)
    for (let i = 0; i < 1000; i++)
      if (observeForChange(detector, 0, flip(stream, mean)) === 1) {
        alarms++
        break
      }
  }
  return alarms / runs
}

test.each([0.05, 0.5, 0.95])('at a mean of %d false alarms stay within delta', (mean) => {
  // A delta so large that a threshold without its logarithm of the place or of the counts would be seen.
  expect(falseAlarms(mean, 0.2, changeThreshold.proven)).toBeLessThanOrEqual(0.2)
  expect(falseAlarms(mean, 0.05, changeThreshold.customary)).toBeLessThanOrEqual(0.05)
})

const delayOf = (seed: number, threshold: ChangeThreshold): number => {
  const stream = makeStream(seed, 'drop')
  const detector = makeChangeDetector(1, 0.01, 1, threshold)
  for (let i = 0; i < 500; i++) observeForChange(detector, 0, flip(stream, 0.8))
  let delay = 1
  while (observeForChange(detector, 0, flip(stream, 0.6)) !== 1 && delay < 5000) delay++
  return delay
}

const medianOf = (values: ReadonlyArray<number>): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

test('a drop from 0.8 to 0.6 after 500 values is found within some hundred', () => {
  const seeds = Array.from({ length: 51 }, (_, i) => i)
  const proven = medianOf(seeds.map((seed) => delayOf(seed, changeThreshold.proven)))
  const customary = medianOf(seeds.map((seed) => delayOf(seed, changeThreshold.customary)))
  expect(proven).toBeLessThan(450)
  expect(customary).toBeLessThan(250)
  expect(customary).toBeLessThan(proven)
})

test('the kept cuts cost a few per cent of the delay of a search over all', () => {
  const delays = Array.from({ length: 20 }, (_, seed) => {
    const stream = makeStream(seed, 'all cuts')
    const detector = makeChangeDetector(1, 0.01, 1, changeThreshold.proven)
    const seen: number[] = []
    let bySearch = 0
    for (let i = 0; i < 1000; i++) {
      seen.push(flip(stream, i < 200 ? 0.9 : 0.6))
      const isFound = observeForChange(detector, 0, seen[i]) === 1
      if (bySearch === 0 && i >= 200 && searchAllCuts(seen, 0.01) > 0) bySearch = i - 199
      if (isFound) return (i - 199) / (bySearch || i - 199)
    }
    return Infinity
  })
  const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length
  expect(mean).toBeLessThan(1.09)
})

/** The threshold proven in the source, by the functions of Kaufmann and Koolen (2018). */
const sourceThreshold = (pulls: number, delta: number): number => {
  const inverse = (level: number): number => {
    // u - log u = level, u >= 1
    let u = level + Math.log(level + 1) + 1
    for (let i = 0; i < 60; i++) u -= ((u - Math.log(u) - level) * u) / (u - 1)
    return u
  }
  const tilted = (x: number): number => {
    const edge = 1 / Math.log(1.5)
    if (x < edge - Math.log(edge)) return 1.5 * (x - Math.log(Math.log(1.5)))
    const u = inverse(x)
    return Math.exp(1 / u) * u
  }
  const calibrated = (x: number): number =>
    2 * tilted((inverse(1 + x) + Math.log(Math.PI ** 2 / 3)) / 2)
  const x = Math.log((3 * pulls * Math.sqrt(pulls)) / delta) / 2
  return 2 * calibrated(x) + 6 * Math.log(1 + Math.log(pulls))
}

test('the threshold is below the one proven in the source and above the customary one', () => {
  const pulls = fc.integer({ min: 2, max: 1_000_000 })
  const delta = fc.constantFrom(0.2, 0.05, 0.01, 0.0001)
  fc.assert(
    fc.property(pulls, fc.double({ min: 0, max: 1, noNaN: true }), delta, (total, share, risk) => {
      const older = Math.max(1, Math.min(total - 1, Math.round(share * total)))
      const threshold = provenChangeThreshold(older, total - older, risk)
      expect(threshold).toBeLessThan(sourceThreshold(total, risk))
    }),
    { seed: 73, numRuns: 1000 }
  )
  expect(provenChangeThreshold(500, 500, 0.01)).toBeGreaterThan(
    customaryChangeThreshold(1000, 0.01)
  )
})
