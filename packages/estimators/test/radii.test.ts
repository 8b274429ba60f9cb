import {
  empiricalBernsteinRadius,
  hoeffdingRadius,
  queryLevel,
  ucbvRadius,
  unionLevel
} from '@stageroute/estimators'

test('Hoeffding: one value and a level of 2 reach across the range', () => {
  expect(hoeffdingRadius(1, 2)).toBe(1)
})

test('UCB-V adds a term in the deviation and one in the range', () => {
  expect(ucbvRadius(0.25, 100, 2)).toBeCloseTo(0.1 + 0.06, 15)
  expect(ucbvRadius(0, 100, 2)).toBeCloseTo(0.06, 15)
})

test('empirical Bernstein takes the sample variance and the logarithm of 2 / delta', () => {
  // n = 101, V = 0.25, S = 0.2525, delta = 2 e^-2: sqrt(2 * 0.2525 * 2 / 101) + 7 * 2 / 300.
  const expected = Math.sqrt((2 * 0.2525 * 2) / 101) + 14 / 300
  expect(empiricalBernsteinRadius(0.25, 101, 2 - Math.LN2)).toBeCloseTo(expected, 15)
})

test('of a single value empirical Bernstein knows nothing', () => {
  expect(empiricalBernsteinRadius(0, 1, 1)).toBe(Infinity)
})

test('a small variance makes a narrow radius: ten times fewer pulls at one tenth of it', () => {
  const wide = hoeffdingRadius(10_000, 5)
  expect(ucbvRadius(0.01, 10_000, 5)).toBeLessThan(0.4 * wide)
})

test('the level of a query is log t + c log log t, and log t alone while that is small', () => {
  expect(queryLevel(1000, 3)).toBeCloseTo(Math.log(1000) + 3 * Math.log(Math.log(1000)), 14)
  expect(queryLevel(2, 3)).toBe(Math.LN2)
})

test('a union over bounds costs the logarithm of their number', () => {
  expect(unionLevel(0.05, 40) - unionLevel(0.05, 10)).toBeCloseTo(Math.log(4), 14)
})
