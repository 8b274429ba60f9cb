import * as fc from 'fast-check'
import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  dropBefore,
  makeSlidingWindow,
  observeInWindow,
  windowMean,
  windowPulls,
  windowVariance
} from '@stageroute/estimators'
import { reward } from './arbitraries'

const mean = (values: ReadonlyArray<number>): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
const variance = (values: ReadonlyArray<number>): number => {
  const centre = mean(values)
  return mean(values.map((value) => (value - centre) ** 2))
}

type Step = { readonly value: number } | { readonly age: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: reward.map((value) => ({ value })) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }).map((age) => ({ age })) }
)

test('mean and variance are those of the values in the window, whatever is added and dropped', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 80 }),
      fc.integer({ min: 1, max: 9 }),
      (steps, length) => {
        const window = makeSlidingWindow(1, length)
        let kept: ReadonlyArray<{ value: number; query: number }> = []
        steps.forEach((one, query) => {
          if ('value' in one) {
            observeInWindow(window, 0, one.value, query)
            kept = [...kept, { value: one.value, query }].slice(-length)
          } else {
            dropBefore(window, 0, query - one.age)
            kept = kept.filter((old) => old.query >= query - one.age)
          }
          const values = kept.map(({ value }) => value)
          expect(windowPulls(window, 0)).toBe(values.length)
          expect(windowMean(window, 0)).toBeCloseTo(mean(values), 12)
          expect(windowVariance(window, 0)).toBeCloseTo(variance(values), 12)
        })
      }
    ),
    { seed: 61 }
  )
})

test('nothing drifts: after 100,000 values of very different sizes the window is what it holds', () => {
  const length = 50
  const window = makeSlidingWindow(1, length)
  const stream = makeStream(62, 'drift')
  const kept: number[] = []
  let worstMean = 0
  let worstVariance = 0
  for (let query = 0; query < 100_000; query++) {
    // A rare value a million times as large as the others: a running sum would keep its rounding for ever.
    const value = nextUniform(stream) * (query % 997 === 0 ? 1e6 : 1)
    observeInWindow(window, 0, value, query)
    kept.push(value)
    if (query % 10 !== 0 || query < length) continue
    const values = kept.slice(-length)
    worstMean = Math.max(worstMean, Math.abs(windowMean(window, 0) / mean(values) - 1))
    worstVariance = Math.max(
      worstVariance,
      Math.abs(windowVariance(window, 0) / variance(values) - 1)
    )
  }
  expect(worstMean).toBeLessThan(1e-13)
  expect(worstVariance).toBeLessThan(1e-12)
})
