import { makePessimisticOptimistic } from '@stageroute/policies'
import { moveQueue, rewardWeightOf, tighteningOf } from '../../src/baselines/pessimistic-optimistic'
import { playTwoArms, withTwoArms } from './two-arms'

test('the queue grows by what was spent above the tightened budget, and is never negative', () => {
  expect(tighteningOf(6)).toBe(1)
  expect(moveQueue(2, 0.3, 1, 0.1)).toBeCloseTo(2.8, 12)
  expect(moveQueue(2, 0.3, 0, 0.1)).toBeCloseTo(1.8, 12)
  expect(moveQueue(0.1, 0.3, 0, 0.1)).toBe(0)
})

test('reward weighs with the root of the queries and the slack', () => {
  expect(rewardWeightOf(6, 0.3)).toBeCloseTo(0.6, 12)
  expect(rewardWeightOf(24, 0.3)).toBeCloseTo(1.2, 12)
})

test('a query goes to the arm of the greatest weighted reward less queue times cost', () => {
  const arms = playTwoArms(withTwoArms(makePessimisticOptimistic, 0, {}), 1000)
  let queue = 0
  const expected = arms.map((_, i) => {
    const isPaid = rewardWeightOf(i + 1, 0.3) > queue
    queue = moveQueue(queue, 0.3, isPaid ? 1 : 0, tighteningOf(i + 1))
    return isPaid ? 0 : 1
  })
  expect(arms).toEqual(expected)
  // It pays at first, then for long not, and in the end for somewhat fewer queries than the budget allows.
  expect(arms.slice(0, 100)).toEqual([0, ...Array<number>(99).fill(1)])
  const paid = arms.slice(500).filter((arm) => arm === 0).length / 500
  expect(paid).toBeGreaterThan(0.2)
  expect(paid).toBeLessThan(0.3)
})
