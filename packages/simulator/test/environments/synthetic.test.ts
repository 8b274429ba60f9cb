import { makeSynthetic, type SyntheticPool } from '../../src'
import { environmentLaws } from '../../src/testing'

const pool = (changes: Partial<SyntheticPool> = {}): SyntheticPool => ({
  arms: 6,
  seed: 3,
  reward: 'binary',
  categories: 1,
  ...changes
})

describe.each([
  ['binary', pool()],
  ['graded', pool({ reward: 'graded' })],
  ['of four categories', pool({ categories: 4 })]
])('a %s pool', (_, settings) => {
  for (const law of environmentLaws(() => makeSynthetic(settings))) test(law.name, law.check)
})

test('another seed is another pool', () => {
  const rewards = (seed: number) => makeSynthetic(pool({ seed })).arms.map((arm) => arm.meanReward)
  expect(rewards(3)).not.toEqual(rewards(4))
})

test('in a large pool, quality rises with price, and prices span two decades and more', () => {
  const arms = [...makeSynthetic(pool({ arms: 1000 })).arms].sort((a, b) => a.meanCost - b.meanCost)
  const mean = (from: number, to: number): number =>
    arms.slice(from, to).reduce((sum, arm) => sum + arm.meanReward / (to - from), 0)
  expect(mean(900, 1000) - mean(0, 100)).toBeGreaterThan(0.3)
  expect((arms.at(-1)?.meanCost ?? 0) / (arms[0]?.meanCost ?? 1)).toBeGreaterThan(100)
})

test('ids and dates are in order, and dates within two years', () => {
  const { arms } = makeSynthetic(pool({ arms: 48 }))
  expect([arms[0]?.id, arms[47]?.id]).toEqual(['model 01', 'model 48'])
  expect([arms[0]?.released, arms[24]?.released]).toEqual(['2023-01-01', '2024-01-01'])
  expect(new Set(arms.map(({ released }) => released)).size).toBe(48)
})

test('grades are quarters', () => {
  const source = makeSynthetic(pool({ reward: 'graded' })).open(1, 100)
  const seen = new Set<number>()
  for (let query = 0; query < 400; query++) {
    source.read(query, 2)
    seen.add(source.reward)
  }
  expect([...seen].sort()).toEqual([0, 0.25, 0.5, 0.75, 1])
})

test('models differ in what they are good at', () => {
  const { categories, arms } = makeSynthetic(pool({ arms: 20, categories: 5 }))
  const bestOf = (group: number): number => {
    const own = categories.reward.subarray(group * arms.length, (group + 1) * arms.length)
    return own.indexOf(Math.max(...own))
  }
  expect(new Set([0, 1, 2, 3, 4].map(bestOf)).size).toBeGreaterThan(1)
})

test('categories differ in what their queries cost, by one factor for all models', () => {
  const { arms, categories } = makeSynthetic(pool({ categories: 3 }))
  const factors = arms.map((_, arm) => {
    const first = categories.cost[arm] ?? NaN
    return (categories.cost[arms.length + arm] ?? NaN) / first
  })
  expect(factors[0]).not.toBeCloseTo(1, 2)
  factors.forEach((factor) => expect(factor).toBeCloseTo(factors[0] ?? NaN, 9))
})

test('what an answer costs says nothing of how good it is', () => {
  const queries = 40_000
  const source = makeSynthetic(pool()).open(5, queries)
  const sum = { right: 0, rightCost: 0, wrong: 0, wrongCost: 0 }
  for (let query = 0; query < queries; query++) {
    source.read(query, 0)
    if (source.reward === 1) {
      sum.right++
      sum.rightCost += Math.log(source.cost)
    } else {
      sum.wrong++
      sum.wrongCost += Math.log(source.cost)
    }
  }
  expect(Math.abs(sum.rightCost / sum.right - sum.wrongCost / sum.wrong)).toBeLessThan(0.05)
})
