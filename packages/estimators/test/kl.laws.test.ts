import * as fc from 'fast-check'
import { bernoulliDivergence, hoeffdingRadius, klAbove, klBelow } from '@stageroute/estimators'

const settings = { seed: 20_261_203, numRuns: 500 }

/** Scaled to the domain, with means near both ends. */
const mean = fc.oneof(
  fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
  fc.integer({ min: 0, max: 1000 }).map((n) => n / 1e9)
)
const pulls = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1e9 }))
const level = fc.oneof(
  fc.integer({ min: 0, max: 50_000 }).map((n) => n / 1000),
  fc.integer({ min: 0, max: 1000 }).map((n) => n / 1e9)
)

test('bounds stay in [0, 1]', () => {
  fc.assert(
    fc.property(mean, pulls, level, (p, n, z) => {
      const [above, below] = [klAbove(p, n, z), klBelow(p, n, z)]
      expect(above >= 0 && above <= 1 - p).toBe(true)
      expect(below >= 0 && below <= p).toBe(true)
    }),
    settings
  )
})

test('the bound is never wider than that of Hoeffding (Pinsker)', () => {
  fc.assert(
    fc.property(mean, pulls, level, (p, n, z) => {
      const widest = hoeffdingRadius(n, z) * (1 + 1e-12)
      expect(klAbove(p, n, z)).toBeLessThanOrEqual(widest)
      expect(klBelow(p, n, z)).toBeLessThanOrEqual(widest)
    }),
    settings
  )
})

test('inside the range the divergence at the bound is the level', () => {
  fc.assert(
    fc.property(mean, pulls, level, (p, n, z) => {
      const d = klAbove(p, n, z)
      const x = z / n
      // Where the slope is finite and the mean itself resolved, an error of 1e-12 in d is one of slope times as much in the divergence.
      if (!(p > 1e-6 && d > 1e-6 && 1 - p - d > 1e-6)) return
      const slope = d / ((p + d) * (1 - p - d))
      expect(Math.abs(bernoulliDivergence(p, p + d) - x)).toBeLessThanOrEqual(1e-12 * (1 + slope))
    }),
    settings
  )
})

test('bounds widen with the level and close in with pulls', () => {
  fc.assert(
    fc.property(mean, pulls, level, fc.integer({ min: 1, max: 100 }), (p, n, z, times) => {
      const slack = 1 + 1e-11
      for (const distance of [klAbove, klBelow]) {
        expect(distance(p, n * times, z)).toBeLessThanOrEqual(distance(p, n, z) * slack)
        expect(distance(p, n, z)).toBeLessThanOrEqual(distance(p, n, z * times) * slack)
      }
    }),
    settings
  )
})
