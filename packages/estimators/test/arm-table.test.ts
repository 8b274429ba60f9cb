import { addArm, makeArmTable, observe } from '@stageroute/estimators'

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
  expect([table.pulls[0], table.rewardMean[0], table.costMean[0], table.rejected]).toEqual([
    0, 0, 0, 0
  ])
})

test('an observation of one arm leaves the others alone', () => {
  const table = tableWithOneArm()
  addArm(table)
  observe(table, 1, 0.5, 0.25)
  expect(Array.from(table.pulls)).toEqual([0, 1])
  expect(Array.from(table.rewardMean)).toEqual([0, 0.5])
  expect(Array.from(table.costMean)).toEqual([0, 0.25])
})

test('the ends of the ranges are possible', () => {
  const table = tableWithOneArm()
  expect(observe(table, 0, 0, 0)).toBe(true)
  expect(observe(table, 0, 1, Number.MAX_VALUE)).toBe(true)
  expect(table.pulls[0]).toBe(2)
  expect(table.rejected).toBe(0)
})

const impossible: ReadonlyArray<readonly [string, number, number, number]> = [
  ['reward above one', 0, 1.2, 0.1],
  ['negative reward', 0, -0.1, 0.1],
  ['reward not a number', 0, NaN, 0.1],
  ['negative cost', 0, 0.5, -1e-9],
  ['infinite cost', 0, 0.5, Infinity],
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
  expect(observe(table, arm, reward, cost)).toBe(false)
  expect(table).toEqual({
    size: 1,
    pulls: Float64Array.of(1, 0),
    rewardMean: Float64Array.of(0.75, 0),
    costMean: Float64Array.of(0.002, 0),
    rejected: 1
  })
})
