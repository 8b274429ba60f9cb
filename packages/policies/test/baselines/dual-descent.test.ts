import { makeDualDescent } from '@stageroute/policies'
import { descendPrice } from '../../src/baselines/dual-descent'
import { playTwoArms, runsOf, withTwoArms } from './two-arms'

test('the price rises by what a query cost beyond its budget, falls by what was left, and not below zero', () => {
  expect(descendPrice(0.5, 0.1, 0.3, 1)).toBeCloseTo(0.57, 12)
  expect(descendPrice(0.5, 0.1, 0.3, 0)).toBeCloseTo(0.47, 12)
  expect(descendPrice(0.02, 0.1, 0.3, 0)).toBe(0)
})

test('a query goes to the arm of the greatest reward less price times cost', () => {
  // T = 100, so eta = 0.1; b = 0.3 and c = 1 in units of the scale. Paying adds 0.07: the first price above 1 is the one after 15 queries, 1.05.
  // Not paying takes 0.03: 1.02, 0.99. Then 1.06, 1.03, 1.00, and so on.
  const policy = withTwoArms(makeDualDescent, 0, {})
  expect(runsOf(playTwoArms(policy, 19)).slice(0, 3)).toEqual([
    [0, 15],
    [1, 2],
    [0, 1]
  ])
})

test('once more than the whole budget is spent, queries go unserved', () => {
  // Of 0.02 USD in all, half are spent already; the second query is one too many. The price is too low to matter.
  const policy = withTwoArms(makeDualDescent, 0, { queries: 20, budget: 0.001 })
  expect(playTwoArms(policy, 5)).toEqual([0, 0, -1, -1, -1])
})

test('a stream whose length nobody knows is never stopped', () => {
  const policy = withTwoArms(makeDualDescent, 0, { queries: null, budget: 0.0001 })
  expect(playTwoArms(policy, 300)).not.toContain(-1)
})
