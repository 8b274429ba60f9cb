import { mixSoftlyInto } from '../src/strong/soft-mix'

const context = { category: 0, features: new Float64Array(0) }

const mixOf = (scores: ReadonlyArray<number>, mass: ReadonlyArray<number>, open = [0, 1, 2]) => {
  const share = new Float64Array(open.length)
  const scoreOf = (arm: number): number => scores[arm] ?? NaN
  mixSoftlyInto(share, open, { scoreOf, mass: Float64Array.from(mass) }, context)
  return Array.from(share)
}

test('arms that are equally good share a query as they share all queries', () => {
  const [first = 0, second = 0, third = 0] = mixOf([0.5, 0.5, 0.2], [0.395, 0.095, 0.5])
  expect(first / second).toBeCloseTo(4, 12)
  expect(third).toBeLessThan(1e-10)
  expect(first + second + third).toBeCloseTo(1, 12)
})

test('what an arm is worse by counts against it, a hundredth by a factor of e', () => {
  const [better = 0, worse = 0] = mixOf([0.51, 0.5], [0.3, 0.3], [0, 1])
  expect(better / worse).toBeCloseTo(Math.E, 9)
})

test('an arm that no query of the sample went to is asked where it is better', () => {
  expect(mixOf([0.2, 0.7, 0.2], [0.5, 0, 0.5])[1]).toBeCloseTo(1, 9)
})

test('scores are those of the open arms, however large', () => {
  expect(mixOf([9e3, -9e3, -8e3], [0.2, 0.2, 0.2], [1, 2])).toEqual([0, 1])
})
