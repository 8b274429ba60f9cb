import { makeEpsilonGreedy } from '@stageroute/policies'
import { explorationOf } from '../../src/baselines/epsilon-greedy'
import { blank, nextDistribution, observe, settingsWith } from '../settings'

const seen = [
  [0.9, 0.008],
  [0.5, 0.002],
  [0.1, 0.001]
] as const

const afterSeeing = (capacity: number) => {
  const policy = makeEpsilonGreedy(settingsWith({ budget: 0.005 }))
  seen.forEach(() => policy.arrive(capacity, 0.02))
  policy.startStage(0)
  seen.forEach(([reward, cost], arm) => observe(policy, arm, reward, cost))
  return policy
}

test('the share of exploration is 5 M / t, at most 1', () => {
  expect(explorationOf(3, 10)).toBe(1)
  expect(explorationOf(3, 30)).toBe(0.5)
  expect(explorationOf(3, 1500)).toBe(0.01)
})

test('at first queries are spread evenly, then a falling share of them, the others drawn from the best mix of means', () => {
  const policy = afterSeeing(1)
  expect(nextDistribution(policy, 3)).toEqual([0.333333, 0.333333, 0.333333])
  for (let query = 2; query < 30; query++) policy.route(blank)
  // Half of the queries are explored; 0.008 p + 0.002 (1 - p) = 0.005.
  expect(nextDistribution(policy, 3)).toEqual([0.416667, 0.416667, 0.166667])
  for (let query = 31; query < 1500; query++) policy.route(blank)
  expect(nextDistribution(policy, 3)).toEqual([0.498333, 0.498333, 0.003333])
})

test('queries are explored as often as stated', () => {
  const policy = afterSeeing(1)
  let asked = 0
  let expected = 0
  let variance = 0
  for (let query = 1; query <= 20_000; query++) {
    if (policy.route(blank) === 2) asked++
    const share = Math.min(1, 15 / query) / 3
    expected += share
    variance += share * (1 - share)
  }
  expect(Math.abs(asked - expected)).toBeLessThan(4 * Math.sqrt(variance))
})

test('exploration starts anew when an arm is deployed for the first time, and only then', () => {
  const policy = afterSeeing(1)
  for (let query = 1; query <= 100; query++) policy.route(blank)
  policy.startStage(1)
  expect(nextDistribution(policy, 3)[2]).toBeCloseTo(15 / 101 / 3, 6)
  policy.arrive(1, 0.02)
  expect(policy.startStage(2)).toContain(3)
  expect(nextDistribution(policy, 4)[3]).toBeCloseTo(1 / 3, 6)
})
