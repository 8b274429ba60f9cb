import {
  dropAt,
  makePublishedFigures,
  makeSynthetic,
  repriceAt,
  sinkBetween,
  swing,
  withShifts,
  type Shift
} from '../../src'
import { environmentLaws } from '../../src/testing'
import { constantEnvironment } from '../builders'
import { routerbenchMeans } from '../routerbench-means'

const still = makeSynthetic({ arms: 3, seed: 5, reward: 'graded', categories: 2 })
const mean = (arm: number): number => still.arms[arm]?.meanReward ?? NaN

describe.each<[string, ReadonlyArray<Shift>]>([
  ['an abrupt drop', dropAt(still.arms, 1, 0.2, 700)],
  ['a gradual decline', sinkBetween(still.arms, 1, 0.2, [500, 2900])],
  ['seasons', swing(still.arms, 0, 0.1, { queries: 3000, periods: 2 })],
  ['a new price', repriceAt(2, 3, 1000)],
  ['a rise', [{ start: 100, arms: [{ arm: 0, kept: 0.5, raised: 0.5, price: 0.25 }] }]],
  ['what changes early', dropAt(still.arms, 1, 0.5, 30)],
  ['what holds from the first query', dropAt(still.arms, 1, 0.2, 0)]
])('%s', (_, shifts) => {
  for (const law of environmentLaws(() => withShifts(still, shifts))) test(law.name, law.check)
})

test('a drop takes its size off the mean, from its query on', () => {
  const { arms, changes } = withShifts(still, dropAt(still.arms, 1, 0.2, 700))
  expect(arms[1]?.meanReward).toBe(mean(1))
  expect(changes.map(({ start }) => start)).toEqual([700])
  expect(changes[0]?.arms[1]?.meanReward).toBeCloseTo(mean(1) - 0.2, 12)
  expect(changes[0]?.arms[0]).toEqual(arms[0])
})

test('a drop by more than there is leaves nothing', () => {
  const { changes } = withShifts(still, dropAt(still.arms, 1, 2, 700))
  expect(changes[0]?.arms[1]?.meanReward).toBe(0)
})

test('a decline ends where it was to end', () => {
  const { changes } = withShifts(still, sinkBetween(still.arms, 1, 0.24, [500, 2900]))
  expect(changes).toHaveLength(24)
  expect([changes[0]?.start, changes[23]?.start]).toEqual([500, 2800])
  expect(changes[0]?.arms[1]?.meanReward).toBeCloseTo(mean(1) - 0.01, 12)
  expect(changes[23]?.arms[1]?.meanReward).toBeCloseTo(mean(1) - 0.24, 12)
})

test('a season comes back to what was', () => {
  const { arms, changes } = withShifts(
    still,
    swing(still.arms, 0, 0.1, { queries: 4800, periods: 2 })
  )
  const rewards = [arms[0], ...changes.map((epoch) => epoch.arms[0])].map(
    (arm) => mean(0) - (arm?.meanReward ?? NaN)
  )
  expect(rewards).toHaveLength(48)
  expect(Math.max(...rewards)).toBeGreaterThan(0.099)
  expect(rewards[0]).toBeCloseTo(rewards[24] ?? NaN, 12)
  expect(rewards[0]).toBeLessThan(0.001)
})

test('a dearer price raises the largest cost, a cheaper one leaves it', () => {
  const figures = makePublishedFigures(routerbenchMeans)
  const largest = figures.arms[0]?.largestCost ?? NaN
  const with3 = withShifts(figures, repriceAt(0, 3, 10))
  expect(with3.arms[0]?.largestCost).toBeCloseTo(3 * largest, 12)
  expect(withShifts(figures, repriceAt(0, 0.1, 10)).arms[0]?.largestCost).toBe(largest)
  expect(with3.changes[0]?.arms[0]?.meanCost).toBeCloseTo(
    3 * (figures.arms[0]?.meanCost ?? NaN),
    12
  )
})

test('outcomes before a shift are those of the environment that does not drift', () => {
  const drifting = withShifts(still, dropAt(still.arms, 1, 0.2, 700)).open(3, 1000)
  const source = still.open(3, 1000)
  let changed = 0
  for (let query = 0; query < 1000; query++) {
    source.read(query, 1)
    drifting.read(query, 1)
    if (query < 700) expect(drifting.reward).toBe(source.reward)
    else if (drifting.reward !== source.reward) changed++
    expect(drifting.cost).toBe(source.cost)
  }
  expect(changed).toBeGreaterThan(20)
})

describe('drift of what drifts', () => {
  const kept = (arm: number): ReadonlyArray<Shift> => [
    { start: 0, arms: [{ arm, kept: 0.5, raised: 0, price: 1 }] }
  ]
  const twice = () => withShifts(withShifts(still, kept(1)), kept(1))
  for (const law of environmentLaws(twice)) test(law.name, law.check)
})

test('shifts of a drifting environment are told from what it was made of', () => {
  const constant = constantEnvironment([{ reward: 0.8, cost: 2 }])
  const once = withShifts(constant, dropAt(constant.arms, 0, 0.4, 10))
  const twice = withShifts(once, repriceAt(0, 2, 20))
  expect(
    twice.changes.map(({ start, arms }) => [start, arms[0]?.meanReward, arms[0]?.meanCost])
  ).toEqual([
    [10, 0.4, 2],
    [20, 0.4, 4]
  ])
})
