import { chiSquareLimit, chiSquareOf } from '../../src/testing/chi-square'

test('the statistic is the sum of squared errors over what was expected', () => {
  expect(chiSquareOf([60, 40], [50, 50])).toEqual({ statistic: 4, freedom: 1 })
})

test('categories expected to stay small count as one, with a variance that is not', () => {
  expect(chiSquareOf([98, 1, 1], [98, 1, 1])).toEqual({ statistic: 0, freedom: 1 })
  expect(chiSquareOf([97, 3, 0], [99, 1, 0])).toEqual({ statistic: 4 / 99 + 4 / 5, freedom: 1 })
})

test('a category that cannot occur and does not adds nothing', () => {
  expect(chiSquareOf([10, 0], [10, 0])).toEqual({ statistic: 0, freedom: 0 })
})

test('a category that cannot occur but does is seen', () => {
  expect(chiSquareOf([980, 20], [1000, 0]).statistic).toBeGreaterThan(chiSquareLimit(1))
})

test.each([
  [1, 23.93],
  [2, 27.63],
  [9, 44.81]
])(
  'with %d degrees of freedom the limit is little above the millionth quantile',
  (freedom, quantile) => {
    expect(chiSquareLimit(freedom)).toBeGreaterThan(quantile)
    expect(chiSquareLimit(freedom)).toBeLessThan(1.15 * quantile)
  }
)
