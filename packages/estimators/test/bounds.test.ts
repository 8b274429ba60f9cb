import {
  costLowerBound,
  experimentGamma,
  paperRadius,
  rewardUpperBound,
  type PaperIndex
} from '@stageroute/estimators'
import { tableOf, tableOfRepeated } from './arbitraries'

const index: PaperIndex = { gamma: 0.1, costScale: 0.01, costMin: 1e-6, costMax: 0.02 }

test('the gamma of the experiments', () => {
  expect(experimentGamma).toBe(0.1)
})

test('an arm without observations is as good and as cheap as can be', () => {
  const table = tableOf([])
  expect(rewardUpperBound(table, index, 0)).toBe(1)
  expect(costLowerBound(table, index, 0)).toBe(1e-6)
})

test('the radius takes one more than the pulls', () => {
  // Three pulls, so n + 1 = 4: 0.4 + 2 (sqrt(0.1 * 0.4 / 4) + 0.1 / 4) = 0.65; with n = 3 it would be 0.697.
  expect(rewardUpperBound(tableOfRepeated(3, 0.4, 0.004), index, 0)).toBeCloseTo(0.65, 15)
})

test('one failure with a small gamma leaves a reward bound of gamma', () => {
  expect(rewardUpperBound(tableOfRepeated(1, 0, 0), index, 0)).toBeCloseTo(0.1, 15)
})

test('the cost bound takes the radius of the scaled mean and scales it back', () => {
  // Scaled mean 0.4, so 0.4 - 2 * 0.125 = 0.15 of the scale.
  expect(costLowerBound(tableOfRepeated(3, 0.4, 0.004), index, 0)).toBeCloseTo(0.0015, 15)
})

test('a reward bound above one is one', () => {
  expect(rewardUpperBound(tableOfRepeated(1, 1, 0), index, 0)).toBe(1)
})

test('a cost bound below c_1 is c_1', () => {
  expect(costLowerBound(tableOfRepeated(1, 1, 0.0001), index, 0)).toBe(1e-6)
})

test('a cost bound above c_2 is c_2', () => {
  expect(costLowerBound(tableOfRepeated(1, 1, 5), { ...index, gamma: 0 }, 0)).toBe(0.02)
})

test('an arm that costs nothing has bound c_1', () => {
  const table = tableOfRepeated(50, 1, 0)
  expect(costLowerBound(table, index, 0)).toBe(1e-6)
  expect(costLowerBound(table, { ...index, costMin: 0 }, 0)).toBe(0)
})

test('a mean above the cost scale is as good as any other', () => {
  // Scaled mean 4 with n + 1 = 4: radius sqrt(0.1) + 0.025.
  const expected = 0.04 - 2 * 0.01 * paperRadius(4, 4, 0.1)
  const wide = { ...index, costMax: 1 }
  expect(costLowerBound(tableOfRepeated(3, 1, 0.04), wide, 0)).toBeCloseTo(expected, 15)
})

test('the last observation moves the bounds', () => {
  const narrow = { ...index, gamma: 0.01 }
  const good = { reward: 0.75, cost: 0.001 }
  const poor = { reward: 0, cost: 0.02 }
  const before = tableOf([good, good, good, good])
  const after = tableOf([good, good, good, good, poor])
  expect(rewardUpperBound(after, narrow, 0)).toBeLessThan(rewardUpperBound(before, narrow, 0))
  expect(costLowerBound(after, narrow, 0)).toBeGreaterThan(costLowerBound(before, narrow, 0))
})
