import { nextBudgetPrice, openEndedBudget, priceStep, resolvedBudget } from '../src'

test('a re-solved budget spends what is left over what is left, and no more than is of use', () => {
  const state = { total: 10, spent: 4, queries: 8, done: 4, most: 9 }
  expect(resolvedBudget(state)).toBe(1.5)
  expect(resolvedBudget({ ...state, most: 1 })).toBe(1)
  expect(resolvedBudget({ ...state, spent: 12 })).toBe(0)
})

test('spent at the re-solved budget, the total is met exactly', () => {
  let spent = 0
  for (let done = 0; done < 100; done++) {
    // What it costs wavers around what was planned.
    const planned = resolvedBudget({ total: 50, spent, queries: 100, done, most: 10 })
    spent += planned * (done % 2 === 0 ? 1.3 : 0.7)
  }
  expect(spent / 50).toBeCloseTo(1, 1)
})

test('an open-ended budget pays a debt back and uses a surplus up', () => {
  const state = { rate: 1, spent: 100, done: 100, horizon: 50, most: 5 }
  expect(openEndedBudget(state)).toBe(1)
  expect(openEndedBudget({ ...state, spent: 90 })).toBe(1.2)
  expect(openEndedBudget({ ...state, spent: 110 })).toBe(0.8)
  expect(openEndedBudget({ ...state, spent: 1000 })).toBe(0)
  expect(openEndedBudget({ ...state, spent: -1000 })).toBe(5)
})

test('a price rises with what costs more than the budget, and stays in its range', () => {
  const query = { cost: 3, budget: 1, step: 0.5, largest: 4 }
  expect(nextBudgetPrice(2, query)).toBe(3)
  expect(nextBudgetPrice(3.5, query)).toBe(4)
  expect(nextBudgetPrice(0.2, { ...query, cost: 0 })).toBe(0)
})

test('prices that descend on the dual keep to the budget', () => {
  // A reward of 1 for 3, or 0.4 for 0: worth it up to a price of 0.2. The budget pays for a third of the dear ones.
  const budget = 1
  const step = priceStep(budget, 3000)
  let price = 0
  let spent = 0
  for (let query = 0; query < 3000; query++) {
    const cost = 1 - 3 * price > 0.4 ? 3 : 0
    spent += cost
    price = nextBudgetPrice(price, { cost, budget, step, largest: 10 })
  }
  expect(spent / 3000).toBeCloseTo(budget, 1)
  expect(price).toBeCloseTo(0.2, 1)
})
