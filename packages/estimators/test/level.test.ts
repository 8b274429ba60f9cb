import { remainingLevel, tailLevel } from '@stageroute/estimators'

// Quantiles of the normal distribution, from tables.
test.each([
  [0.1, 1.2816],
  [0.05, 1.6449],
  [0.01, 2.3263],
  [0.001, 3.0902]
])('a normal variable is above the deviation of the level with chance %d', (chance, z) => {
  expect(Math.abs(Math.sqrt(2 * tailLevel(chance)) - z)).toBeLessThan(0.002)
})

test('from a chance of a half on there is no level', () => {
  expect(tailLevel(0.5)).toBe(0)
  expect(tailLevel(2)).toBe(0)
})

test('the level falls with pulls and arms, and with what is left', () => {
  const level = remainingLevel(10, 10_000, 5)
  expect(level).toBe(tailLevel(0.005))
  expect(remainingLevel(20, 10_000, 5)).toBeLessThan(level)
  expect(remainingLevel(10, 10_000, 10)).toBeLessThan(level)
  expect(remainingLevel(10, 1000, 5)).toBeLessThan(level)
})
