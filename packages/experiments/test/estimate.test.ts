import { estimateDifference, estimateMean } from '../src'

test('the interval is mean ± t s / sqrt(n)', () => {
  // s = 1, t(0.95, 2) = 4.302653, half = 4.302653 / sqrt(3).
  const { mean, low, high } = estimateMean([1, 2, 3])
  expect(mean).toBe(2)
  expect(high - mean).toBeCloseTo(2.4841377, 6)
  expect(mean - low).toBeCloseTo(2.4841377, 6)
})

test('values without spread have an interval without width', () => {
  expect(estimateMean([0.5, 0.5, 0.5])).toEqual({ mean: 0.5, low: 0.5, high: 0.5 })
})

test('a single value has no interval', () => {
  expect(() => estimateMean([1])).toThrow('an interval needs two seeds')
})

test('what a seed does to both alike cancels', () => {
  const reference = [0.1, 0.9, 0.4, 0.7]
  const better = reference.map((value) => value + 0.05)
  const { mean, low, high } = estimateDifference(better, reference)
  expect(mean).toBeCloseTo(0.05, 12)
  expect(high - low).toBeLessThan(1e-12)
  expect(estimateMean(better).high - estimateMean(better).low).toBeGreaterThan(0.5)
})

test('pairs are by seed: in another order they are others', () => {
  const paired = estimateDifference([1, 2, 3], [1, 2, 3])
  const crossed = estimateDifference([1, 2, 3], [3, 2, 1])
  expect(paired).toEqual({ mean: 0, low: 0, high: 0 })
  expect(crossed.high - crossed.low).toBeGreaterThan(1)
})

test('pairs of different numbers of seeds are a bug', () => {
  expect(() => estimateDifference([1, 2, 3], [1, 2])).toThrow('pairs are over the same seeds')
})
