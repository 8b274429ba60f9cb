import { bernoulliDivergence, klAbove, klBelow } from '@stageroute/estimators'

/** The definition, solved by bisection on logarithms of ratios. */
const bisect = (p: number, x: number): number => {
  let [low, high] = [p, 1]
  for (let step = 0; step < 200; step++) {
    const q = (low + high) / 2
    const first = p > 0 ? p * Math.log(p / q) : 0
    const divergence = first + (1 - p) * Math.log((1 - p) / (1 - q))
    if (divergence > x) high = q
    else low = q
  }
  return low - p
}

const means = [0, 1e-9, 1e-4, 0.003, 0.05, 0.3, 0.5, 0.7, 0.95, 0.999]
const nats = [1e-3, 0.01, 0.1, 0.3, 0.7, 1, 3, 10, 30]
const cases = means.flatMap((mean) => nats.map((x) => [mean, x] as const))

test.each(cases)('at mean %d and %d nats the bound is that of the definition', (mean, x) => {
  expect(Math.abs(klAbove(mean, 1, x) - bisect(mean, x))).toBeLessThan(1e-12)
  expect(Math.abs(klBelow(1 - mean, 1, x) - bisect(mean, x))).toBeLessThan(1e-12)
})

test.each([1e-12, 1e-6, 0.02, 0.5])('small distances from mean %d keep their digits', (mean) => {
  for (const x of [1e-14, 1e-12, 1e-10]) {
    // Two terms of the expansion; the next is of relative size x / (mean (1 - mean)).
    const p = mean * (1 - mean)
    if (x > 1e-4 * p) continue
    const expected = Math.sqrt(2 * p * x) + (2 / 3) * x * (1 - 2 * mean)
    expect(klAbove(mean, 1, x) / expected).toBeCloseTo(1, 4)
    expect(Math.abs(bernoulliDivergence(mean, mean + klAbove(mean, 1, x)) / x - 1)).toBeLessThan(
      1e-3
    )
  }
})

test('a mean of zero has the closed form 1 - exp(-level / n), below it there is nothing', () => {
  expect(klAbove(0, 10, 5)).toBe(-Math.expm1(-0.5))
  expect(klBelow(0, 10, 5)).toBe(0)
})

test('above a mean of one there is nothing, below it is the closed form', () => {
  expect(klAbove(1, 10, 5)).toBe(0)
  expect(klBelow(1, 10, 5)).toBe(-Math.expm1(-0.5))
})

test('level zero means no width', () => {
  expect(klAbove(0.3, 10, 0)).toBe(0)
  expect(klBelow(0.3, 10, 0)).toBe(0)
})

test('with 10^12 pulls a bound is still one', () => {
  const distance = klAbove(0.6, 1e12, 30)
  expect(distance).toBeCloseTo(Math.sqrt(0.48 * 30e-12), 10)
  expect(distance).toBeGreaterThan(0)
})

test('when the level dwarfs the pulls the bound is the end of the range', () => {
  expect(klAbove(0.6, 1, 1000)).toBe(0.4)
  expect(klBelow(0.4, 1e-9, 30)).toBe(0.4)
})

test('the divergence of equal means is zero and never negative by rounding', () => {
  for (let i = 1; i < 1000; i++) {
    const p = i / 1000
    expect(bernoulliDivergence(p, p)).toBe(0)
    expect(bernoulliDivergence(p, p + 1e-17)).toBeGreaterThanOrEqual(0)
  }
})

test('what cannot be is infinitely far', () => {
  expect(bernoulliDivergence(0.5, 1)).toBe(Infinity)
  expect(bernoulliDivergence(1, 0)).toBe(Infinity)
})
