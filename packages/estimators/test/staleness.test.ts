import { staleInflation, stalePulls, widenBound } from '@stageroute/estimators'

const staleness = { factor: 0.5, maxInflation: 200 }

test('an arm just observed is not stale', () => {
  expect(staleInflation(staleness, 0)).toBe(1)
  expect(stalePulls(staleness, 10, 0)).toBe(10)
})

test('variance doubles each time the pulls that are left halve', () => {
  expect(staleInflation(staleness, 3)).toBe(8)
  expect(stalePulls(staleness, 16, 3)).toBe(2)
})

test('inflation stops at its limit, and pulls at the fraction of it', () => {
  expect(staleInflation(staleness, 1e6)).toBe(200)
  expect(stalePulls(staleness, 400, 1e6)).toBe(2)
})

test('without a limit everything is forgotten in the end', () => {
  const forgetful = { factor: 0.5, maxInflation: Infinity }
  expect(staleInflation(forgetful, 1e6)).toBe(Infinity)
  expect(stalePulls(forgetful, 400, 1e6)).toBe(0)
})

test('an arm that does not change does not age', () => {
  expect(staleInflation({ factor: 1, maxInflation: 200 }, 1e6)).toBe(1)
})

test('four times the variance is twice the distance from the mean', () => {
  expect(widenBound(0.5, 0.625, 4, 0, 1)).toBe(0.75)
  expect(widenBound(0.5, 0.375, 4, 0, 1)).toBe(0.25)
})

test('a widened bound stays in the range', () => {
  expect(widenBound(0.5, 0.75, 100, 0, 1)).toBe(1)
  expect(widenBound(0.5, 0.25, 100, 0, 1)).toBe(0)
})

test('a bound at the mean stays there, whatever the inflation', () => {
  expect(widenBound(0.5, 0.5, Infinity, 0, 1)).toBe(0.5)
})
