import { pacedBudget } from '../src/paced-budget'
import { settingsWith } from './settings'

const paced = settingsWith({
  budget: 0.001,
  openingFloat: 0.1,
  queries: 1000,
  index: { gamma: 0, costScale: 0.01, costMin: 0, costMax: 0.02 }
})

test('on budget, the budget is what it is', () => {
  expect(pacedBudget(paced, { spent: 0.5, done: 500 })).toBeCloseTo(0.001, 12)
})

test('a surplus is spread over what is left of the stream', () => {
  expect(pacedBudget(paced, { spent: 0.4, done: 500 })).toBeCloseTo(0.0012, 12)
})

test('a surplus of a stream without an end is spread over as many queries as it took', () => {
  const endless = { ...paced, queries: null }
  expect(pacedBudget(endless, { spent: 0.4, done: 500 })).toBeCloseTo(0.0012, 12)
  expect(pacedBudget(endless, { spent: 0.1, done: 200 })).toBeCloseTo(0.0015, 12)
})

test('a debt is paid back over the queries that half of the float pays for', () => {
  expect(pacedBudget(paced, { spent: 0.525, done: 500 })).toBeCloseTo(0.0005, 12)
  expect(pacedBudget(paced, { spent: 0.6, done: 500 })).toBe(0)
  expect(pacedBudget({ ...paced, openingFloat: 0 }, { spent: 0.5001, done: 500 })).toBeCloseTo(
    0.0009,
    12
  )
})

test('no budget is more than the dearest query', () => {
  expect(pacedBudget(paced, { spent: 0, done: 999 })).toBe(0.02)
})
