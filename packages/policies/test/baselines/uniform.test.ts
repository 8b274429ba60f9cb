import { makeUniform, type PolicySettings } from '@stageroute/policies'
import { nextDistribution, settingsWith, blank, observe } from '../settings'

const uniformOf = (capacities: ReadonlyArray<number>, changes: Partial<PolicySettings>) => {
  const policy = makeUniform(settingsWith(changes))
  capacities.forEach((capacity) => policy.arrive(capacity, 0.02))
  return { policy, deployed: policy.startStage(0) }
}

test('equal capacities share equally', () => {
  const { policy, deployed } = uniformOf([0.5, 0.5, 0.5], {})
  expect(deployed).toEqual([0, 1, 2])
  expect(nextDistribution(policy, 3)).toEqual([0.333333, 0.333333, 0.333333])
})

test('what small capacities cannot take is spread evenly over the others', () => {
  expect(nextDistribution(uniformOf([1, 0.1, 0.9], {}).policy, 3)).toEqual([0.45, 0.1, 0.45])
  expect(nextDistribution(uniformOf([0.3, 0.1, 0.9], {}).policy, 3)).toEqual([0.3, 0.1, 0.6])
})

test('capacities that fall short are all used', () => {
  expect(nextDistribution(uniformOf([0.4, 0.3], {}).policy, 2)).toEqual([0.4, 0.3])
})

test('each arm is deployed as often as any other, and takes as many queries', () => {
  const stages = 3000
  const { policy } = uniformOf([1, 1, 1, 1, 1], { maxDeployed: 2 })
  const deployments = Array<number>(5).fill(0)
  const queries = Array<number>(5).fill(0)
  for (let stage = 0; stage < stages; stage++) {
    policy.startStage(stage).forEach((arm) => (deployments[arm] = (deployments[arm] ?? 0) + 1))
    const arm = policy.route(blank)
    queries[arm] = (queries[arm] ?? 0) + 1
  }
  // Four standard deviations of a frequency over 3,000 stages are below 0.04.
  deployments.forEach((count) => expect(Math.abs(count / stages - 2 / 5)).toBeLessThan(0.04))
  queries.forEach((count) => expect(Math.abs(count / stages - 1 / 5)).toBeLessThan(0.04))
})

test('every pair is deployed equally often', () => {
  const { policy } = uniformOf([1, 1, 1, 1], { maxDeployed: 2 })
  const pairs = new Map<string, number>()
  for (let stage = 0; stage < 3000; stage++) {
    const pair = policy.startStage(stage).join()
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  expect(pairs.size).toBe(6)
  for (const count of pairs.values()) expect(Math.abs(count / 3000 - 1 / 6)).toBeLessThan(0.03)
})

test('observations change nothing', () => {
  const { policy } = uniformOf([1, 1], {})
  observe(policy, 0, 1, 0)
  observe(policy, 1, 0, 1)
  expect(nextDistribution(policy, 2)).toEqual([0.5, 0.5])
})
