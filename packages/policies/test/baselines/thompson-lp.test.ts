import { makeThompsonLp } from '@stageroute/policies'
import { blank, nextDistribution, observe, settingsWith } from '../settings'

const arms = [
  [1, 0.009],
  [0.6, 0.002],
  [0, 0.001]
] as const

/** A policy that has seen every arm so often, rewards of zero and one. */
const afterSeeing = (pulls: number) => {
  const policy = makeThompsonLp(settingsWith({ budget: 0.004 }))
  arms.forEach(() => policy.arrive(0.75, 0.02))
  policy.startStage(0)
  for (let pull = 0; pull < pulls; pull++)
    arms.forEach(([reward, cost], arm) => {
      observe(policy, arm, pull % 10 < 10 * reward ? 1 : 0, cost)
    })
  return policy
}

const meanDistribution = (pulls: number): ReadonlyArray<number> => {
  const policy = afterSeeing(pulls)
  const queries = 400
  const sum = [0, 0, 0]
  for (let query = 0; query < queries; query++)
    nextDistribution(policy, 3).forEach((mass, arm) => (sum[arm] = (sum[arm] ?? 0) + mass))
  return sum.map((mass) => mass / queries)
}

test('with many observations draws are the means, and the mix is the best one', () => {
  // 0.009 p + 0.002 (1 - p) = 0.004.
  const [first = 0, second = 0, third = 0] = meanDistribution(20_000)
  expect(first).toBeCloseTo(2 / 7, 6)
  expect(second).toBeCloseTo(5 / 7, 6)
  expect(third).toBe(0)
})

test('with few observations the draws differ from query to query, and every arm is asked', () => {
  meanDistribution(1).forEach((mass) => expect(mass).toBeGreaterThan(0.05))
  const policy = afterSeeing(1)
  const distinct = new Set(Array.from({ length: 20 }, () => nextDistribution(policy, 3).join()))
  expect(distinct.size).toBeGreaterThan(2)
})

test('more observations leave less to chance', () => {
  const astray = [1, 10, 100].map((pulls) => meanDistribution(pulls)[2] ?? 0)
  expect(astray[1]).toBeLessThan(astray[0] ?? 0)
  expect(astray[2]).toBeLessThanOrEqual(astray[1] ?? 0)
})

test('an arm that was never paid for is taken to cost the least', () => {
  const policy = makeThompsonLp(settingsWith({ budget: 0.001 }))
  policy.arrive(1, 0.02)
  policy.arrive(1, 0.02)
  policy.startStage(0)
  policy.observeCost(0, 0.01, blank)
  for (let pull = 0; pull < 500; pull++) policy.observeReward(1, 1, blank)
  expect(nextDistribution(policy, 2)[1]).toBeGreaterThanOrEqual(0.9)
})

test('deployments are drawn too: stages differ while little is known', () => {
  const policy = makeThompsonLp(settingsWith({ maxDeployed: 1 }))
  for (let arm = 0; arm < 4; arm++) policy.arrive(1, 0.02)
  const deployed = new Set(Array.from({ length: 40 }, (_, stage) => policy.startStage(stage)[0]))
  expect(deployed).toEqual(new Set([0, 1, 2, 3]))
})
