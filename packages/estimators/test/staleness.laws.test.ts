import * as fc from 'fast-check'
import { staleInflation, stalePulls, widenBound } from '@stageroute/estimators'

const staleness = fc.record({
  factor: fc.integer({ min: 900, max: 1000 }).map((n) => n / 1000),
  maxInflation: fc.constantFrom(1, 2, 200, Infinity)
})
const elapsed = fc.integer({ min: 0, max: 10_000 })
const share = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000)

test('knowledge only ever ages', () => {
  fc.assert(
    fc.property(staleness, elapsed, elapsed, (one, first, more) => {
      expect(staleInflation(one, first + more)).toBeGreaterThanOrEqual(staleInflation(one, first))
      expect(stalePulls(one, 50, first + more)).toBeLessThanOrEqual(stalePulls(one, 50, first))
    }),
    { seed: 41 }
  )
})

test('pulls shrink as variance inflates', () => {
  fc.assert(
    fc.property(staleness, elapsed, (one, time) => {
      const inflation = staleInflation(one, time)
      fc.pre(inflation < Infinity)
      expect(stalePulls(one, 50, time) * inflation).toBeCloseTo(50, 10)
    }),
    { seed: 42 }
  )
})

test('a widened bound is never inside the bound it was', () => {
  fc.assert(
    fc.property(
      share,
      share,
      fc.oneof(fc.constant(100), fc.integer({ min: 100, max: 20_000 })),
      (mean, bound, hundredths) => {
        const widened = widenBound(mean, bound, hundredths / 100, 0, 1)
        expect(widened >= 0 && widened <= 1).toBe(true)
        if (bound >= mean) expect(widened).toBeGreaterThanOrEqual(bound)
        else expect(widened).toBeLessThanOrEqual(bound)
      }
    ),
    { seed: 43 }
  )
})
