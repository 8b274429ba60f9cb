import { assumedCostVariation, makePublishedFigures, type PublishedArm } from '../../src'
import { costFactor } from '../../src/environments/lognormal-cost'
import { scoreDistribution } from '../../src/environments/published-figures'
import { environmentLaws } from '../../src/testing'
import { routerbenchMeans } from '../routerbench-means'

const environment = makePublishedFigures(routerbenchMeans)

for (const law of environmentLaws(() => environment)) test(law.name, law.check)

const arm = (scoreCounts: PublishedArm['scoreCounts'], meanScore = 0.5): PublishedArm => ({
  id: 'one',
  released: '2024-01-01',
  meanScore,
  meanCost: 1,
  scoreCounts
})

test('unlisted queries share the score that makes the mean the published one', () => {
  const { value, cumulative, mean } = scoreDistribution(
    arm([
      [0, 40],
      [1, 45]
    ]),
    100
  )
  expect(Array.from(value)).toEqual([0, 1, 1 / 3])
  expect(Array.from(cumulative)).toEqual([0.4, 0.85, 1])
  expect(mean).toBe(0.5)
})

test('where every score is listed, their mean is the true one, not its published rounding', () => {
  const complete = arm(
    [
      [0, 2],
      [1, 1]
    ],
    0.3333
  )
  expect(scoreDistribution(complete, 3).mean).toBe(1 / 3)
  const { arms, categories } = makePublishedFigures({ id: 'x', queries: 3, arms: [complete] })
  expect(arms[0]?.meanReward).toBe(1 / 3)
  expect(categories.reward[0]).toBe(1 / 3)
})

test('figures that contradict themselves are a bug where they were typed in', () => {
  const refuse = (figures: PublishedArm) => () => scoreDistribution(figures, 100)
  expect(refuse(arm([[0, 101]]))).toThrow('the figures of one')
  expect(refuse(arm([[0, 60]]))).toThrow('scores in [0, 1]')
  expect(refuse(arm([[1, 60]]))).toThrow('scores in [0, 1]')
})

test('only listed scores and the shared one occur, about as often as published', () => {
  const scores = [
    [0, 40],
    [0.25, 10],
    [1, 40]
  ] as const
  const source = makePublishedFigures({ id: 'x', queries: 100, arms: [arm(scores)] }).open(5, 0)
  const counts = new Map<number, number>()
  for (let query = 0; query < 10_000; query++) {
    source.read(query, 0)
    counts.set(source.reward, (counts.get(source.reward) ?? 0) + 1)
  }
  const expected = [...scores, [0.75, 10] as const]
  expect([...counts.keys()].sort()).toEqual([0, 0.25, 0.75, 1])
  // Binomial standard deviations are below 50.
  expected.forEach(([score, share]) =>
    expect(Math.abs((counts.get(score) ?? 0) - share * 100)).toBeLessThan(250)
  )
})

/** Trapezoids over the standard normal: exact to rounding for a smooth integrand; the cut costs the last digits. */
const expectation = (of: (normal: number) => number): number => {
  const step = 1e-4
  let sum = 0
  for (let i = -120_000; i <= 120_000; i++) {
    const x = i * step
    sum += of(x) * Math.exp((-x * x) / 2)
  }
  return (sum * step) / Math.sqrt(2 * Math.PI)
}

test('the cost factor has mean one in spite of its cut, and the stated variation', () => {
  const mean = expectation(costFactor)
  const square = expectation((normal) => costFactor(normal) ** 2)
  expect(mean).toBeCloseTo(1, 11)
  expect(Math.sqrt(square - mean * mean)).toBeCloseTo(assumedCostVariation, 2)
})

test('the largest cost is that of the dearest arm at the cut', () => {
  expect(environment.largestCost).toBe(0.003293 * costFactor(100))
  expect(costFactor(100)).toBe(costFactor(101))
})

test('the largest cost of an arm is met exactly where its cost is cut', () => {
  environment.arms.forEach(({ meanCost, largestCost }) =>
    expect(largestCost).toBe(meanCost * costFactor(100))
  )
})

test('drawn costs are lognormal: mean and variation of the costs and of their logarithms', () => {
  const queries = 40_000
  const source = environment.open(9, queries)
  const costs = Array.from({ length: queries }, (_, query) => {
    source.read(query, 8)
    return source.cost / 0.003293
  })
  const momentsOf = (values: ReadonlyArray<number>) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / queries
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    return { mean, sd: Math.sqrt(squares / queries) }
  }
  const { mean, sd } = momentsOf(costs)
  const log = momentsOf(costs.map(Math.log))
  const variance = Math.log(1 + assumedCostVariation ** 2)
  // Within five standard errors each.
  expect(Math.abs(mean - 1)).toBeLessThan(0.02)
  expect(Math.abs(sd - assumedCostVariation)).toBeLessThan(0.05)
  expect(Math.abs(log.mean + variance / 2)).toBeLessThan(0.018)
  expect(Math.abs(log.sd - Math.sqrt(variance))).toBeLessThan(0.0125)
})
