import { arriveAsListed, arriveAtStart, arriveByRelease } from '../src'
import { arrivedBy } from '../src/arrivals'
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
