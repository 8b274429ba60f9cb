import type { Policy, PolicySettings } from '@stageroute/policies'
import { blank, nextDistribution, observe, settingsWith } from '../settings'

/** How often what a cheap arm earns was seen: so often that its upper bound is its mean. */
const MANY = 50_000

/**
 * A policy in its first stage with two arms: arm 0 earns 1 for 0.01 USD, arm 1 earns the given reward for nothing. Both are known, for which
 * 0.01 USD were spent; bounds of costs are means. The cost scale is 0.01 USD.
 */
export const withTwoArms = (
  make: (settings: PolicySettings) => Policy,
  cheapReward: number,
  changes: Partial<PolicySettings>
): Policy => {
  const policy = make(settingsWith({ maxDeployed: 2, queries: 100, budget: 0.003, ...changes }))
  policy.arrive(1, 0.01)
  policy.arrive(1, 0)
  policy.startStage(0)
  policy.observeCost(0, 0.01, blank)
  policy.observeCost(1, 0, blank)
  for (let pull = 0; pull < MANY; pull++) policy.observeReward(1, cheapReward, blank)
  policy.observeReward(0, 1, blank)
  return policy
}

/** Plays on, telling what each answer cost and was worth, and returns the arms. */
export const playTwoArms = (policy: Policy, queries: number): ReadonlyArray<number> =>
  Array.from({ length: queries }, () => {
    const share = nextDistribution(policy, 2)
    const arm = share.findIndex((mass) => mass === 1)
    if (arm === 0) observe(policy, 0, 1, 0.01)
    if (arm === 1) observe(policy, 1, 0, 0)
    return arm
  })

/** Runs of one and the same arm, as arm and length. */
export const runsOf = (arms: ReadonlyArray<number>): ReadonlyArray<readonly [number, number]> =>
  arms.reduce<ReadonlyArray<readonly [number, number]>>((runs, arm) => {
    const [last, length] = runs.at(-1) ?? [NaN, 0]
    return arm === last ? [...runs.slice(0, -1), [arm, length + 1]] : [...runs, [arm, 1]]
  }, [])
