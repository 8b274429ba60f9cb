import {
  addContextualArm,
  betweenContextVariance,
  cellShare,
  makeContextualTable,
  maxRewardWeight,
  observeContextualCost,
  observeContextualReward,
  pooledLower,
  pooledMean,
  pooledUpper,
  pooledWidth,
  type ContextualTable
} from '@stageroute/estimators'

const costMax = 0.02

const tableOf = (contexts: number, rewards: ReadonlyArray<readonly [number, number]> = []) => {
  const table = makeContextualTable(contexts, 2, costMax)
  addContextualArm(table)
  rewards.forEach(([context, reward]) => observeContextualReward(table, context, 0, reward, 1))
  return table
}

const repeat = (context: number, reward: number, times: number) =>
  Array.from({ length: times }, () => [context, reward] as const)

test('arms are numbered in order of arrival until the table is full', () => {
  const table = makeContextualTable(1, 2, costMax)
  expect([0, 1, 2].map(() => addContextualArm(table))).toEqual([0, 1, -1])
})

test('an arm never observed answers the optimistic ends, and the other ends', () => {
  const { reward, cost } = tableOf(3)
  expect([pooledUpper(reward, 1, 0, 2), pooledLower(reward, 1, 0, 2)]).toEqual([1, 0])
  expect([pooledUpper(cost, 1, 0, 2), pooledLower(cost, 1, 0, 2)]).toEqual([costMax, 0])
})

test('a context without observations has the mean of the arm', () => {
  const { reward } = tableOf(3, [
    [0, 1],
    [1, 0.5],
    [1, 0]
  ])
  expect(pooledMean(reward, 2, 0)).toBe(0.5)
  expect(cellShare(reward, 2, 0)).toBe(0)
})

test('with one context seen nothing is known of the others', () => {
  const { reward } = tableOf(2, repeat(0, 0.5, 400))
  expect(betweenContextVariance(reward, 0)).toBe(0)
  expect(pooledUpper(reward, 1, 0, 2)).toBe(1)
  expect(pooledWidth(reward, 0, 0, 2)).toBeLessThan(0.05)
})

test('contexts that are alike are pooled entirely', () => {
  const alternating = [0, 1, 2].flatMap((context) => [
    ...repeat(context, 0, 50),
    ...repeat(context, 1, 50)
  ])
  const { reward } = tableOf(3, alternating)
  expect(betweenContextVariance(reward, 0)).toBe(0)
  expect(pooledMean(reward, 0, 0)).toBeCloseTo(0.5, 12)
})

test('contexts that differ keep their own means', () => {
  const { reward } = tableOf(2, [...repeat(0, 0.2, 100), ...repeat(1, 0.8, 100)])
  // Two means at 0.2 and 0.8 are 0.3 sqrt 2 apart from their mean in the unbiased sense: a variance of 0.18.
  expect(betweenContextVariance(reward, 0)).toBeCloseTo(0.18, 3)
  expect(pooledMean(reward, 0, 0)).toBeCloseTo(0.2, 3)
  expect(pooledMean(reward, 1, 0)).toBeCloseTo(0.8, 3)
})

test('the variance of contexts is that of its formula', () => {
  const rewards: ReadonlyArray<readonly [number, number]> = [
    ...repeat(0, 0.1, 3),
    ...repeat(0, 0.3, 3),
    ...repeat(1, 0.9, 2),
    ...repeat(1, 0.7, 2)
  ]
  const { reward } = tableOf(2, rewards)
  // By hand: N = 10, means 0.2, 0.8 and 0.44; within 0.06 + 0.04 = 0.1; S_b = 6 * 0.24^2 + 4 * 0.36^2 = 0.864.
  const smoothed = (4.4 + 0.5) / 11
  const noise = (0.1 + smoothed * (1 - smoothed)) / (8 + 1)
  expect(betweenContextVariance(reward, 0)).toBeCloseTo((0.864 - noise) / (10 - 5.2), 12)
})

test('the share of a cell is that of its formula', () => {
  const { reward } = tableOf(2, [
    ...repeat(0, 0.1, 3),
    ...repeat(0, 0.9, 3),
    ...repeat(1, 0.9, 2),
    ...repeat(1, 0.7, 2)
  ])
  // By hand: N = 10, means 0.5, 0.8 and 0.62; within 0.96 + 0.04 = 1; S_b = 6 * 0.12^2 + 4 * 0.18^2 = 0.216.
  const smoothed = (6.2 + 0.5) / 11
  const noise = (1 + smoothed * (1 - smoothed)) / (8 + 1)
  const between = (0.216 - noise) / (10 - 5.2)
  // g = 1 - 2 * 4/10 + (36 + 16) / 100 for the context of four.
  const signal = between * 0.72
  const share = signal / (signal + noise * (1 / 4 - 1 / 10))
  expect(cellShare(reward, 1, 0)).toBeCloseTo(share, 12)
  expect(pooledMean(reward, 1, 0)).toBeCloseTo(0.62 + share * 0.18, 12)
})

test('an interval never reaches past that of the cell alone', () => {
  const alternating = [0, 1].flatMap((context) => [
    ...repeat(context, 0, 100),
    ...repeat(context, 1, 100)
  ])
  const { reward } = tableOf(2, alternating)
  const noise = (100 + 0.25) / (398 + 1)
  // With two contexts alike so little is known of their variance that the prediction alone would be wider.
  expect(pooledWidth(reward, 0, 0, 2)).toBeCloseTo(2 * Math.sqrt(noise / 200), 12)
})

test('rewards and costs are apart', () => {
  const table = tableOf(2)
  observeContextualCost(table, 1, 0, 0.01)
  expect(table.reward.seen[0]).toBe(0)
  expect(pooledMean(table.cost, 0, 0)).toBe(0.01)
})

const impossible: ReadonlyArray<readonly [string, (table: ContextualTable) => boolean]> = [
  ['a context that does not exist', (table) => observeContextualReward(table, 3, 0, 1, 1)],
  ['context -1', (table) => observeContextualReward(table, -1, 0, 1, 1)],
  ['an arm that has not arrived', (table) => observeContextualReward(table, 0, 1, 1, 1)],
  ['a reward above 1', (table) => observeContextualReward(table, 0, 0, 1.5, 1)],
  ['a reward that is no number', (table) => observeContextualReward(table, 0, 0, NaN, 1)],
  ['a weight below 1', (table) => observeContextualReward(table, 0, 0, 1, 0.5)],
  ['a weight too large', (table) => observeContextualReward(table, 0, 0, 1, 2 * maxRewardWeight)],
  ['a cost above the largest', (table) => observeContextualCost(table, 0, 0, 0.03)],
  ['a negative cost', (table) => observeContextualCost(table, 0, 0, -0.01)]
]

test.each(impossible)('%s is counted and changes nothing', (_, observe) => {
  const table = tableOf(3, [[0, 0.5]])
  const before = structuredClone(table)
  expect(observe(table)).toBe(false)
  const { reward, cost } = before
  expect(table).toEqual({
    ...before,
    reward: { ...reward, work: table.reward.work },
    cost: { ...cost, work: table.cost.work },
    rejected: 1
  })
})
