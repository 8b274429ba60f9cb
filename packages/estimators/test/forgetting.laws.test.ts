import * as fc from 'fast-check'
import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  discountedPulls,
  discountedRadius,
  makeForgetting,
  observeDiscounted,
  varianceOf
} from '@stageroute/estimators'
import { reward } from './arbitraries'

const factor = fc.constantFrom(1, 0.999, 0.9, 0.5)
const seen = fc.array(
  fc.record({ reward, query: fc.integer({ min: 0, max: 60 }), weight: fc.constantFrom(1, 4) }),
  { minLength: 1, maxLength: 40 }
)
type Seen = { readonly reward: number; readonly query: number; readonly weight: number }

/** By the definition: every observation weighs `factor^age`. */
const batch = (observations: ReadonlyArray<Seen>, by: number, now: number) => {
  const weights = observations.map(({ query, weight }) => weight * by ** (now - query))
  const squares = observations.map(({ query, weight }) => weight ** 2 * by ** (now - query))
  const sum = (values: ReadonlyArray<number>) => values.reduce((a, b) => a + b, 0)
  const total = sum(weights)
  const mean = sum(observations.map((one, i) => weights[i] * one.reward)) / total
  const variance = sum(observations.map((one, i) => weights[i] * (one.reward - mean) ** 2)) / total
  return { pulls: total ** 2 / sum(squares), mean, variance }
}

test('lazy fading equals the sums of its definition, in any order of arrival', () => {
  fc.assert(
    fc.property(factor, seen, fc.integer({ min: 60, max: 80 }), (by, observations, now) => {
      const forgetting = makeForgetting(1, by)
      for (const { reward, query, weight } of observations)
        observeDiscounted(forgetting, 0, reward, weight, query)
      const expected = batch(observations, by, now)
      expect(forgetting.moments.mean[0]).toBeCloseTo(expected.mean, 10)
      expect(varianceOf(forgetting.moments, 0)).toBeCloseTo(expected.variance, 10)
      expect(discountedPulls(forgetting, 0, now) / expected.pulls).toBeCloseTo(1, 9)
    }),
    { seed: 51 }
  )
})

test('without forgetting, pulls are counted to the last bit', () => {
  fc.assert(
    fc.property(seen, (observations) => {
      const forgetting = makeForgetting(1, 1)
      observations.forEach((one) => observeDiscounted(forgetting, 0, one.reward, 1, one.query))
      expect(discountedPulls(forgetting, 0, 1000)).toBe(observations.length)
    }),
    { seed: 52 }
  )
})

test('the radius grows while an arm is left alone', () => {
  fc.assert(
    fc.property(factor, seen, (by, observations) => {
      const forgetting = makeForgetting(1, by)
      observations.forEach((one) => observeDiscounted(forgetting, 0, one.reward, 1, one.query))
      const radiusAt = (query: number) =>
        discountedRadius(discountedPulls(forgetting, 0, query), 2, 1)
      expect(radiusAt(90)).toBeGreaterThanOrEqual(radiusAt(60))
    }),
    { seed: 53 }
  )
})

test('the discounted mean is within its radius as often as is promised for it', () => {
  const runs = 2000
  const level = 3
  let missed = 0
  const stream = makeStream(54, 'discounted coverage')
  for (let run = 0; run < runs; run++) {
    const forgetting = makeForgetting(1, 0.98)
    for (let query = 0; query < 200; query++)
      observeDiscounted(forgetting, 0, nextUniform(stream) < 0.5 ? 1 : 0, 1, query)
    const radius = discountedRadius(discountedPulls(forgetting, 0, 199), level, 1)
    if (Math.abs(forgetting.moments.mean[0] - 0.5) > radius) missed++
  }
  // Here the number of pulls is fixed, so Hoeffding's 2 exp(-level) = 0.0996 holds without the number of grid steps.
  expect(missed / runs).toBeLessThan(2 * Math.exp(-level))
  expect(missed).toBeGreaterThan(0)
})

test('after a change the mean comes over in about 1 / (1 - factor) observations', () => {
  const forgetting = makeForgetting(1, 0.99)
  for (let query = 0; query < 2000; query++) observeDiscounted(forgetting, 0, 0.8, 1, query)
  for (let query = 2000; query < 2230; query++) observeDiscounted(forgetting, 0, 0.4, 1, query)
  // 0.99^230 = 0.099 of the old weight is left.
  expect(forgetting.moments.mean[0]).toBeCloseTo(0.4 + 0.4 * 0.99 ** 230, 6)
})
