import {
  discountedBias,
  discountedPulls,
  discountedRadius,
  fadeUntil,
  makeForgetting,
  maxRewardWeight,
  observeDiscounted
} from '@stageroute/estimators'

test('an observation counts half as much a half-life later', () => {
  const forgetting = makeForgetting(1, 0.5)
  observeDiscounted(forgetting, 0, 1, 1, 3)
  expect(discountedPulls(forgetting, 0, 3)).toBe(1)
  expect(discountedPulls(forgetting, 0, 4)).toBe(0.5)
})

test('asking changes nothing', () => {
  const forgetting = makeForgetting(1, 0.5)
  observeDiscounted(forgetting, 0, 1, 1, 0)
  discountedPulls(forgetting, 0, 10)
  expect(discountedPulls(forgetting, 0, 0)).toBe(1)
})

test('fading leaves the mean where it is', () => {
  const forgetting = makeForgetting(1, 0.5)
  observeDiscounted(forgetting, 0, 0.25, 1, 0)
  observeDiscounted(forgetting, 0, 0.75, 1, 0)
  fadeUntil(forgetting, 0, 8)
  expect(forgetting.moments.mean[0]).toBe(0.5)
})

test('fading to an earlier query changes nothing', () => {
  const forgetting = makeForgetting(1, 0.5)
  observeDiscounted(forgetting, 0, 1, 1, 8)
  fadeUntil(forgetting, 0, 2)
  expect(discountedPulls(forgetting, 0, 8)).toBe(1)
})

test('what is as old as can be is forgotten entirely', () => {
  const forgetting = makeForgetting(1, 0.5)
  observeDiscounted(forgetting, 0, 1, 1, 0)
  observeDiscounted(forgetting, 0, 0, 1, 5000)
  expect(forgetting.moments.mean[0]).toBe(0)
  expect(observeDiscounted(forgetting, 0, 1, 1, 0)).toBe(true)
  expect(forgetting.moments.mean[0]).toBe(0)
  expect(forgetting.moments.weight[0]).toBe(1)
})

test('the radius is the range without observations, and is never more', () => {
  expect(discountedRadius(0, 1, 2)).toBe(2)
  expect(discountedRadius(0.01, 10, 2)).toBe(2)
  expect(discountedRadius(8, 4, 2)).toBe(1)
})

test('the bias of a change is the range at first and fades with the queries since', () => {
  expect(discountedBias(0.5, 1.5, 0, 1)).toBe(1)
  expect(discountedBias(0.5, 2, 3, 1)).toBe(0.125)
})

test.each([
  ['a value that is not finite', 0, NaN, 1, 0],
  ['a weight below 1', 0, 0.5, 0.5, 0],
  ['a weight too large', 0, 0.5, maxRewardWeight + 1, 0],
  ['an arm that does not exist', 1, 0.5, 1, 0],
  ['a query before the first', 0, 0.5, 1, -1],
  ['a query that is not whole', 0, 0.5, 1, 0.5]
])('%s is counted and changes nothing', (_, arm, value, weight, query) => {
  const forgetting = makeForgetting(1, 0.5)
  observeDiscounted(forgetting, 0, 0.5, 1, 1)
  const before = structuredClone(forgetting)
  expect(observeDiscounted(forgetting, arm, value, weight, query)).toBe(false)
  expect(forgetting).toEqual({ ...before, rejected: 1 })
})
