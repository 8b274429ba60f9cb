import { makeSpending } from '../src/spending'

const spend = (budget: number, costs: ReadonlyArray<number>, openingFloat = 0) => {
  const spending = makeSpending(budget, openingFloat)
  costs.forEach((cost, query) => spending.record(query, cost))
  return { spend: spending.total(), ...spending.finish() }
}

test('overspend at a query is the spend so far above the budget of the queries so far', () => {
  // Above the allowance 2, 4, 6, 8, 10 by 3, 1, -1, 4, 2.
  expect(spend(2, [5, 0, 0, 7, 0])).toEqual({ spend: 12, maxOverspend: 4, overspentQueries: 4 })
})

test('what a float covers is no overspend', () => {
  // Above the budgets 2, 4, 6, 8, 10 by 3, 1, -1, 4, 2 as before.
  const costs = [5, 0, 0, 7, 0]
  expect(spend(2, costs, 4)).toEqual({ spend: 12, maxOverspend: 0, overspentQueries: 0 })
  expect(spend(2, costs, 3.5)).toEqual({ spend: 12, maxOverspend: 0.5, overspentQueries: 1 })
})

test('a float may be spent at once, or in small costs to the last', () => {
  expect(spend(0, [7, 0], 7).overspentQueries).toBe(0)
  expect(spend(0.1, Array<number>(1000).fill(0.7), 600).overspentQueries).toBe(0)
  expect(spend(0.1, Array<number>(1000).fill(0.7), 599.5).overspentQueries).toBe(1)
})

test('spending below the allowance is never overspend', () => {
  expect(spend(2, [2, 0, 4])).toEqual({ spend: 6, maxOverspend: 0, overspentQueries: 0 })
})

test.each([0.1, 0.000233, 1 / 3, 0.003293])(
  '%d spent at every query is no overspend of it',
  (cost) => {
    const { overspentQueries, maxOverspend } = spend(cost, Array<number>(40_000).fill(cost))
    expect({ overspentQueries, maxOverspend }).toEqual({ overspentQueries: 0, maxOverspend: 0 })
  }
)

test('small costs are not lost beside a large one', () => {
  expect(spend(1, [1e9, ...Array<number>(10_000).fill(1e-8)]).spend).toBe(1e9 + 1e-4)
})

test('nothing spent on a budget of nothing is no overspend, anything is', () => {
  expect(spend(0, [0, 0, 1e-9])).toEqual({ spend: 1e-9, maxOverspend: 1e-9, overspentQueries: 1 })
})
