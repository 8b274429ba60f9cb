import { makeDualDescent } from '@stageroute/policies'
import { descendPrice } from '../../src/baselines/dual-descent'
import { playTwoArms, runsOf, withTwoArms } from './two-arms'

test('the price rises by what a query cost beyond its budget, falls by what was left, and not below zero', () => {
  expect(descendPrice(0.5, 0.1, 0.3, 1)).toBeCloseTo(0.57, 12)
  expect(descendPrice(0.5, 0.1, 0.3, 0)).toBeCloseTo(0.47, 12)
  expect(descendPrice(0.02, 0.1, 0.3, 0)).toBe(0)
})

test('a query goes to the arm of the greatest reward less price times cost', () => {
  // b = 0.3 and c = 1 in units of the scale, T = 120, so a step is 1 / (0.3 x 1.3 x sqrt(120)) = 1 / 4.272. Paying adds 0.7 steps: the first price above
  // 1 is the one after 7 queries, 4.9 steps. Not paying takes 0.3: 4.6, 4.3, 4.0.
  const policy = withTwoArms(makeDualDescent, 0, { queries: 120 })
  expect(runsOf(playTwoArms(policy, 12)).slice(0, 3)).toEqual([
    [0, 7],
    [1, 3],
    [0, 1]
  ])
})

test('once more than the whole budget is spent, queries go unserved', () => {
  // Of 0.018 USD in all, 0.01 are spent already; the first query is one too many. The price is too low to matter.
  const policy = withTwoArms(makeDualDescent, 0, { queries: 3, budget: 0.006 })
  expect(playTwoArms(policy, 3)).toEqual([0, -1, -1])
})

test('a stream whose length nobody knows is never stopped', () => {
  const policy = withTwoArms(makeDualDescent, 0, { queries: null, budget: 0.0001 })
  expect(playTwoArms(policy, 300)).not.toContain(-1)
})
