import {
  arriveAsListed,
  arriveAtStart,
  arriveByRelease,
  arriveBy,
  arrivePoisson,
  retireAfter
} from '../src'
import { arrivedBy, availableAt } from '../src/arrivals'
import { truths } from './builders'

const released = (...dates: ReadonlyArray<string | null>) =>
  truths(dates.map((date) => ({ reward: 0.5, cost: 1, released: date })))

const tenDays = Array.from(
  { length: 11 },
  (_, day) => `2024-01-${String(day + 1).padStart(2, '0')}`
)

test('release dates are mapped linearly onto the first 80 % of the queries', () => {
  const { order, at } = arriveByRelease(released(...tenDays), 1000)
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(at).toEqual([0, 0, 0, 0, 0, 400, 480, 560, 640, 720, 800])
})

test.each([7, 1000, 36_497, 99_999])(
  'of %d queries the last arrival is at 80 %%, rounded down',
  (queries) => {
    const { at } = arriveByRelease(released(...tenDays), queries)
    expect(at.at(-1)).toBe(Math.floor((8 * queries) / 10))
  }
)

test('the five earliest are there from the start, in order of release', () => {
  const { order, at } = arriveByRelease(released(...[...tenDays].reverse()), 1000)
  expect(order).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
  expect(at.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 400])
})

test('arms without a date are there from the start and take no place of the five earliest', () => {
  const { order, at } = arriveByRelease(released(null, ...tenDays.slice(0, 6), null), 100)
  expect(order).toEqual([0, 7, 1, 2, 3, 4, 5, 6])
  expect(at).toEqual([0, 0, 0, 0, 0, 0, 0, 80])
})

test('equal dates arrive together, in the order of the environment', () => {
  const late = '2024-01-11'
  const arms = released(late, ...tenDays.slice(0, 5), late, late)
  const { order, at } = arriveByRelease(arms, 10)
  expect(order).toEqual([1, 2, 3, 4, 5, 0, 6, 7])
  expect(at).toEqual([0, 0, 0, 0, 0, 8, 8, 8])
})

test('arms that were all released on one day are all there from the start', () => {
  const { at } = arriveByRelease(released(...Array<string>(7).fill('2024-01-01')), 100)
  expect(at).toEqual([0, 0, 0, 0, 0, 0, 0])
})

test('without any date everything is there from the start', () => {
  expect(arriveByRelease(released(null, null), 100)).toMatchObject({ order: [0, 1], at: [0, 0] })
})

test('more than five arms of the first day are all there from the start', () => {
  const { at } = arriveByRelease(released(...Array<string>(6).fill('2024-01-01'), '2024-01-02'), 10)
  expect(at).toEqual([0, 0, 0, 0, 0, 0, 8])
})

test('at the start, arms keep the order of the environment', () => {
  expect(arriveAtStart(released(...tenDays.slice(0, 3)))).toEqual({
    order: [0, 1, 2],
    at: [0, 0, 0],
    until: [Infinity, Infinity, Infinity]
  })
})

test('a list decides who takes part and when', () => {
  const arms = released(null, null, null, null)
  expect(arriveAsListed(arms, { d: 0, b: 7, a: 7 })).toMatchObject({
    order: [3, 0, 1],
    at: [0, 7, 7]
  })
})

test('an arm called like a property of every object is not listed by accident', () => {
  const arms = [{ id: 'constructor', released: null, meanReward: 0, meanCost: 0, largestCost: 0 }]
  expect(arriveAsListed(arms, {}).order).toEqual([])
})

test('an arm has arrived when its query comes', () => {
  const schedule = { order: [0, 1, 2], at: [0, 5, 5], until: [Infinity, Infinity, Infinity] }
  expect([0, 4, 5, 9].map((query) => arrivedBy(schedule, query))).toEqual([1, 1, 3, 3])
})

const priced = (...costs: ReadonlyArray<number>) =>
  costs.map((meanCost, arm) => ({
    id: `arm ${arm}`,
    released: null,
    meanReward: 1 - meanCost,
    meanCost,
    largestCost: 1
  }))

test('by a truth, arms arrive evenly over 80 % of the queries, least first, five at the start', () => {
  const arms = priced(0.7, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
  expect(arriveBy(arms, 1000, 'meanCost')).toMatchObject({
    order: [1, 2, 3, 4, 5, 6, 0],
    at: [0, 0, 0, 0, 0, 400, 800]
  })
  expect(arriveBy(arms, 1000, 'meanReward').order).toEqual([0, 6, 5, 4, 3, 2, 1])
})

test('at random, waits are exponential and arms come in the order of their release', () => {
  const many = released(...Array.from({ length: 405 }, (_, day) => `2024-01-${1 + (day % 28)}`))
  const arms = many.map((arm, i) => ({ ...arm, released: i % 7 === 0 ? null : '2024-01-01' }))
  const { order, at } = arrivePoisson(arms, 100_000, 3)
  expect(order.slice(0, 3)).toEqual([0, 7, 14])
  expect(at.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
  const waits = at.slice(5).map((query, i) => query - (at[4 + i] ?? 0))
  const mean = waits.reduce((sum, wait) => sum + wait / waits.length, 0)
  const variance = waits.reduce((sum, wait) => sum + (wait - mean) ** 2 / waits.length, 0)
  // 400 waits of mean 200 and deviation 200: five standard errors are 50.
  expect(Math.abs(mean - 200)).toBeLessThan(50)
  expect(Math.abs(Math.sqrt(variance) - 200)).toBeLessThan(60)
  expect(arrivePoisson(arms, 100_000, 3).at).toEqual(at)
  expect(arrivePoisson(arms, 100_000, 4).at).not.toEqual(at)
})

test('arms end so many queries after they arrived, but never too many of them', () => {
  const schedule = { order: [0, 1, 2, 3], at: [0, 0, 5, 30], until: Array(4).fill(Infinity) }
  expect(retireAfter(schedule, 10, 1).until).toEqual([10, 10, Infinity, 40])
  expect(retireAfter(schedule, 10, 2).until).toEqual([10, Infinity, Infinity, 40])
  expect(retireAfter(schedule, 10, 4).until).toEqual(schedule.until)
})

test('an arm that ends before is not kept longer', () => {
  const schedule = { order: [0, 1, 2], at: [0, 0, 5], until: [4, 20, Infinity] }
  expect(retireAfter(schedule, 10, 0).until).toEqual([4, 10, 15])
})

test('what is available has arrived and not ended', () => {
  const schedule = { order: [0, 1, 2], at: [0, 0, 5], until: [4, Infinity, 9] }
  expect([0, 3, 4, 5, 8, 9].map((query) => availableAt(schedule, query))).toEqual([
    [0, 1],
    [0, 1],
    [1],
    [1, 2],
    [1, 2],
    [1]
  ])
})
