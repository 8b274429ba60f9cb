import { makeStageRoute } from '@stageroute/policies'
import { nextDistribution, settingsWith, blank, observe } from './settings'

const index = { gamma: 0.01, costScale: 0.01, costMin: 0, costMax: 0.02 }

test('a small trajectory, computed by hand', () => {
  const policy = makeStageRoute(settingsWith({ index, budget: 0.005 }))
  policy.arrive(0.75, 0.02)
  policy.arrive(0.75, 0.02)
  expect(policy.startStage(0)).toEqual([0, 1])

  // Nothing is known: both may earn 1 at no cost, the earlier arrival is filled first.
  expect(nextDistribution(policy, 2)).toEqual([0.75, 0.25])

  // n + 1 = 2. U0 = 0.5 + 2 (sqrt(0.01 * 0.5 / 2) + 0.01 / 2) = 0.61 is below U1 = 1.
  observe(policy, 0, 0.5, 0.004)
  expect(nextDistribution(policy, 2)).toEqual([0.25, 0.75])

  // U1 = 0.61 too. L0 = 0.003006, L1 = 0.014111: even 0.75 of arm 0 costs 0.005782, above the budget.
  observe(policy, 1, 0.5, 0.016)
  expect(nextDistribution(policy, 2)).toEqual([0.75, 0.25])

  // U0 = 0.25 + 2 (0.028868 + 0.003333) = 0.314402, L0 = 0.001417: arm 1 is better and 0.75 of it costs too much;
  // of 0.75 and 0.25 the cheaper mix costs 0.004591, so p1 = (0.005 - 0.001417) / (0.014111 - 0.001417) = 0.282260.
  observe(policy, 0, 0, 0)
  expect(nextDistribution(policy, 2)).toEqual([0.71774, 0.28226])

  // U1 = 0.856667, L1 = 0.008 - 0.02 (0.051640 + 0.003333) = 0.0069005, so p1 = 0.0035831 / 0.0054836 = 0.653414.
  observe(policy, 1, 1, 0)
  expect(nextDistribution(policy, 2)).toEqual([0.346586, 0.653414])
})

test('statistics are kept across stages', () => {
  const policy = makeStageRoute(settingsWith({ budget: 1 }))
  for (let arm = 0; arm < 3; arm++) policy.arrive(1, 0.02)
  policy.startStage(0)
  observe(policy, 0, 0.5, 0.001)
  observe(policy, 1, 0.75, 0.001)
  observe(policy, 2, 0.25, 0.001)
  expect(policy.startStage(1)).toEqual([1])
  expect(policy.startStage(2)).toEqual([1])
  expect(nextDistribution(policy, 3)).toEqual([0, 1, 0])
})

test('the deployed set stays fixed within a stage, whatever is observed', () => {
  const policy = makeStageRoute(settingsWith({ budget: 1 }))
  policy.arrive(1, 0.02)
  expect(policy.startStage(0)).toEqual([0])
  policy.arrive(1, 0.02)
  observe(policy, 0, 0, 0.02)
  expect(nextDistribution(policy, 2)).toEqual([1, 0])
  expect(policy.startStage(1)).toEqual([1])
})

test('an arm without observations enters before those that are known', () => {
  const policy = makeStageRoute(settingsWith({}))
  for (let arm = 0; arm < 3; arm++) policy.arrive(0.4, 0.02)
  policy.startStage(0)
  for (let arm = 0; arm < 3; arm++) observe(policy, arm, 0.9, 0.001)
  policy.arrive(0.4, 0.02)
  expect(policy.startStage(1)).toEqual([0, 1, 3])
  expect(nextDistribution(policy, 4)).toEqual([0.4, 0.2, 0, 0.4])
})

test('an observation of an arm that is no longer deployed counts when the next stage begins', () => {
  const policy = makeStageRoute(settingsWith({ budget: 1 }))
  policy.arrive(1, 0.02)
  policy.arrive(1, 0.02)
  policy.startStage(0)
  observe(policy, 0, 0.25, 0.001)
  expect(policy.startStage(1)).toEqual([1])
  observe(policy, 1, 0.5, 0.001)
  observe(policy, 0, 1, 0.001)
  expect(nextDistribution(policy, 2)).toEqual([0, 1])
  expect(policy.startStage(2)).toEqual([0])
})

test('slots that cannot carry every query leave the rest unserved', () => {
  const policy = makeStageRoute(settingsWith({ maxDeployed: 2 }))
  for (let arm = 0; arm < 3; arm++) policy.arrive(0.25, 0.02)
  expect(policy.startStage(0)).toEqual([0, 1])
  expect(nextDistribution(policy, 3)).toEqual([0.25, 0.25, 0])
  const routed = Array.from({ length: 40 }, () => policy.route(blank))
  expect(new Set(routed)).toEqual(new Set([-1, 0, 1]))
})

test('an inventory that is empty when a stage starts is a bug of the caller', () => {
  expect(() => makeStageRoute(settingsWith({})).startStage(0)).toThrow('invariant violated')
})
