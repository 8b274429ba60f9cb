import {
  addArm,
  makeArmTable,
  maxCost,
  maxRewardWeight,
  observe,
  observeCost,
  observeReward,
  type ArmTable
} from '@stageroute/estimators'

const tableWithOneArm = () => {
  const table = makeArmTable(2)
  addArm(table)
  return table
}

test('arms are numbered in order of arrival', () => {
  const table = makeArmTable(3)
  expect([addArm(table), addArm(table), addArm(table)]).toEqual([0, 1, 2])
})

test('a full table takes no arm', () => {
  const table = makeArmTable(1)
  addArm(table)
  expect(addArm(table)).toBe(-1)
  expect(table.size).toBe(1)
})

test('a table for no arms is full', () => {
  expect(addArm(makeArmTable(0))).toBe(-1)
})

test('a new arm has no observations', () => {
  const table = tableWithOneArm()
  expect([
    table.reward.weight[0],
    table.reward.mean[0],
    table.cost.mean[0],
    table.rejected
  ]).toEqual([0, 0, 0, 0])
})

test('an observation of one arm leaves the others alone', () => {
  const table = tableWithOneArm()
  addArm(table)
  observe(table, 1, 0.5, 0.25)
  expect(Array.from(table.reward.weight)).toEqual([0, 1])
  expect(Array.from(table.reward.mean)).toEqual([0, 0.5])
  expect(Array.from(table.cost.mean)).toEqual([0, 0.25])
})

test('the ends of the ranges are possible', () => {
  const table = tableWithOneArm()
  expect(observe(table, 0, 0, 0)).toBe(true)
  expect(observe(table, 0, 1, maxCost)).toBe(true)
  expect(table.reward.weight[0]).toBe(2)
  expect(table.rejected).toBe(0)
})

const impossible: ReadonlyArray<readonly [string, number, number, number]> = [
  ['reward above one', 0, 1.2, 0.1],
  ['negative reward', 0, -0.1, 0.1],
  ['reward not a number', 0, NaN, 0.1],
  ['negative cost', 0, 0.5, -1e-9],
  ['infinite cost', 0, 0.5, Infinity],
  ['cost past belief', 0, 0.5, Number.MAX_VALUE],
  ['cost not a number', 0, 0.5, NaN],
  ['arm that has not arrived', 1, 0.5, 0.1],
  ['arm -1', -1, 0.5, 0.1],
  ['arm past the table', 7, 0.5, 0.1],
  ['arm that is not whole', 0.5, 0.5, 0.1],
  ['arm not a number', NaN, 0.5, 0.1]
]

test.each(impossible)('%s is counted and changes nothing', (_, arm, reward, cost) => {
  const table = tableWithOneArm()
  observe(table, 0, 0.75, 0.002)
  const expected = structuredClone({ ...table, rejected: 1 })
  expect(observe(table, arm, reward, cost)).toBe(false)
  expect(table).toEqual(expected)
})

test('a reward alone and a cost alone are counted apart', () => {
  const table = tableWithOneArm()
  expect(observeCost(table, 0, 0.25)).toBe(true)
  expect(observeCost(table, 0, 0.75)).toBe(true)
  expect(observeReward(table, 0, 0.5)).toBe(true)
  expect([table.cost.weight[0], table.cost.mean[0]]).toEqual([2, 0.5])
  expect([table.reward.weight[0], table.reward.mean[0]]).toEqual([1, 0.5])
})

test('a reward asked for one time in four weighs four', () => {
  const table = tableWithOneArm()
  observeReward(table, 0, 1, 4)
  observeReward(table, 0, 0, 1)
  expect(table.reward.mean[0]).toBeCloseTo(0.8, 15)
})

const impossibleAlone: ReadonlyArray<readonly [string, (table: ArmTable) => boolean]> = [
  ['reward above one', (table) => observeReward(table, 0, 1.5)],
  ['reward not a number', (table) => observeReward(table, 0, NaN)],
  ['weight below one', (table) => observeReward(table, 0, 0.5, 0.99)],
  ['weight not a number', (table) => observeReward(table, 0, 0.5, NaN)],
  ['weight past belief', (table) => observeReward(table, 0, 0.5, 2 * maxRewardWeight)],
  ['reward of no arm', (table) => observeReward(table, 1, 0.5)],
  ['negative cost', (table) => observeCost(table, 0, -1)],
  ['cost of no arm', (table) => observeCost(table, -1, 0.5)]
]

test.each(impossibleAlone)('%s alone is counted and changes nothing', (_, attempt) => {
  const table = tableWithOneArm()
  observe(table, 0, 0.75, 0.002)
  const expected = structuredClone({ ...table, rejected: 1 })
  expect(attempt(table)).toBe(false)
  expect(table).toEqual(expected)
})
