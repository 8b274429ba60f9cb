import { paperRadius, validGamma } from '@stageroute/estimators'

test('both terms are added: sqrt(gamma v / n) and gamma / n', () => {
  // sqrt(0.1 * 0.4 / 4) = 0.1 and 0.1 / 4 = 0.025
  expect(paperRadius(0.4, 4, 0.1)).toBeCloseTo(0.125, 15)
})

test('only the additive term is left at mean zero', () => {
  expect(paperRadius(0, 8, 2)).toBe(0.25)
})

test('the variance proxy is the mean, not mean times one minus mean', () => {
  // A Bernoulli variance would leave gamma / n = 0.25 alone.
  expect(paperRadius(1, 4, 1)).toBe(0.75)
})

test('gamma zero means no width', () => {
  expect(paperRadius(0.7, 3, 0)).toBe(0)
})

test('a mean above the scale widens the radius like any other', () => {
  expect(paperRadius(4, 4, 1)).toBe(1.25)
})

test('the valid gamma at the size of the benchmark', () => {
  expect(validGamma(11, 36497, 0.05)).toBeCloseTo(15.8986, 4)
})

test('the valid gamma is the logarithm of N T / delta', () => {
  expect(validGamma(1, 1, Math.exp(-3))).toBeCloseTo(3, 14)
  expect(validGamma(20, 500, 0.1) - validGamma(10, 500, 0.1)).toBeCloseTo(Math.LN2, 14)
})
