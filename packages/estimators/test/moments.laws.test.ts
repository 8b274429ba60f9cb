import * as fc from 'fast-check'
import {
  addMoment,
  makeMoments,
  mergeMomentsInto,
  pullsOf,
  varianceOf,
  type Moments
} from '@stageroute/estimators'
import { reward } from './arbitraries'

interface Weighed {
  readonly value: number
  readonly weight: number
}

const settings = { seed: 20_261_201, numRuns: 200 }
const weight = fc.oneof(fc.constant(1), fc.double({ min: 0.01, max: 100, noNaN: true }))
const seen = fc.array(fc.record({ value: reward, weight }), { maxLength: 40 })

const momentsOf = (values: ReadonlyArray<Weighed>): Moments => {
  const moments = makeMoments(1)
  for (const one of values) addMoment(moments, 0, one.value, one.weight)
  return moments
}

const mergeOf = (left: Moments, right: Moments): Moments => {
  const out = makeMoments(left.weight.length)
  mergeMomentsInto(left, right, out)
  return out
}

const expectClose = (actual: Moments, expected: Moments): void => {
  const scale = Math.max(1, expected.weight[0])
  expect(actual.weight[0]).toBeCloseTo(expected.weight[0], 9)
  expect(actual.weightSquares[0] / scale ** 2).toBeCloseTo(
    expected.weightSquares[0] / scale ** 2,
    12
  )
  expect(actual.mean[0]).toBeCloseTo(expected.mean[0], 12)
  expect(actual.squares[0] / scale).toBeCloseTo(expected.squares[0] / scale, 12)
}

test('mean and variance are those of the definition', () => {
  fc.assert(
    fc.property(seen, (values) => {
      fc.pre(values.length > 0)
      const total = values.reduce((sum, one) => sum + one.weight, 0)
      const mean = values.reduce((sum, one) => sum + one.weight * one.value, 0) / total
      const spread = values.reduce((sum, one) => sum + one.weight * (one.value - mean) ** 2, 0)
      const moments = momentsOf(values)
      expect(moments.mean[0]).toBeCloseTo(mean, 12)
      expect(varianceOf(moments, 0)).toBeCloseTo(spread / total, 12)
    }),
    settings
  )
})

test('of values in [0, 1] the mean stays there and the variance is at most mean (1 - mean)', () => {
  fc.assert(
    fc.property(seen, (values) => {
      const moments = momentsOf(values)
      const mean = moments.mean[0]
      expect(mean >= 0 && mean <= 1).toBe(true)
      expect(varianceOf(moments, 0)).toBeGreaterThanOrEqual(0)
      expect(varianceOf(moments, 0)).toBeLessThanOrEqual(mean * (1 - mean) + 1e-12)
    }),
    settings
  )
})

test('the effective number is the count of unit weights, and never more than the count', () => {
  fc.assert(
    fc.property(seen, (values) => {
      expect(pullsOf(momentsOf(values), 0)).toBeLessThanOrEqual(values.length * (1 + 1e-12))
      const unit = values.map(({ value }) => ({ value, weight: 1 }))
      expect(pullsOf(momentsOf(unit), 0)).toBe(values.length)
    }),
    settings
  )
})

test('merging is that of all observations, commutes to the last bit and associates to rounding', () => {
  fc.assert(
    fc.property(seen, seen, seen, (a, b, c) => {
      const [left, middle, right] = [momentsOf(a), momentsOf(b), momentsOf(c)]
      expect(mergeOf(left, middle)).toEqual(mergeOf(middle, left))
      expectClose(mergeOf(left, middle), momentsOf([...a, ...b]))
      expectClose(mergeOf(mergeOf(left, middle), right), mergeOf(left, mergeOf(middle, right)))
    }),
    settings
  )
})

test('merging with nothing changes nothing', () => {
  fc.assert(
    fc.property(seen, (values) => {
      expect(mergeOf(momentsOf(values), makeMoments(1))).toEqual(momentsOf(values))
    }),
    settings
  )
})
