import { makeStream } from '@stageroute/numeric'
import { drawBeta, drawGamma, drawNormal } from '@stageroute/estimators'

const draws = 20_000

/** Mean and variance of many draws, and the deviation of their mean. */
const measure = (draw: () => number) => {
  const values = Array.from({ length: draws }, draw)
  const mean = values.reduce((sum, value) => sum + value, 0) / draws
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws
  return { mean, variance }
}

const expectMoments = (draw: () => number, mean: number, variance: number): void => {
  const seen = measure(draw)
  // Five standard errors; those of the variance for tails up to exponential ones (kurtosis 9).
  expect(Math.abs(seen.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / draws))
  expect(Math.abs(seen.variance - variance)).toBeLessThan(5 * variance * Math.sqrt(8 / draws))
}

test('normal draws have mean 0 and variance 1', () => {
  const stream = makeStream(1, 'normal')
  expectMoments(() => drawNormal(stream), 0, 1)
})

test.each([1, 1.5, 4, 250])('gamma draws of shape %d have that mean and variance', (shape) => {
  const stream = makeStream(2, 'gamma')
  expectMoments(() => drawGamma(stream, shape), shape, shape)
})

test.each([
  [1, 1],
  [3, 1.5],
  [40, 400]
])('beta draws of %d and %d have the moments of the distribution', (a, b) => {
  const stream = makeStream(3, 'beta')
  const total = a + b
  const variance = (a * b) / (total * total * (total + 1))
  expectMoments(() => drawBeta(stream, a, b), a / total, variance)
})

test('a beta draw of shapes 1 and 1 is uniform: a tenth of them in every tenth', () => {
  const stream = makeStream(4, 'uniform')
  const counts = new Float64Array(10)
  for (let n = 0; n < draws; n++) counts[Math.floor(10 * drawBeta(stream, 1, 1))]++
  const expected = draws / 10
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // Nine degrees of freedom: 27.9 is exceeded once in a thousand.
  expect(chiSquare).toBeLessThan(27.9)
})
