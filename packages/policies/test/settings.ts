import { makeStream } from '@stageroute/numeric'
import type { Policy, PolicySettings, QueryContext } from '@stageroute/policies'

/** Queries of which nothing is known. */
export const plain = { categories: 1, features: 0 }
export const blank: QueryContext = { category: 0, features: new Float64Array(0) }

/** Tells at once what a query cost and what its answer was worth. */
export const observe = (policy: Policy, arm: number, reward: number, cost: number): void => {
  policy.observeCost(arm, cost, blank)
  policy.observeReward(arm, reward, blank)
}

/** Settings under which bounds are the means themselves, so that expected choices can be read off. */
export const settingsWith = (changes: Partial<PolicySettings>): PolicySettings => ({
  maxArms: 6,
  maxDeployed: 3,
  budget: 0.005,
  openingFloat: 0,
  queries: null,
  contexts: plain,
  index: { gamma: 0, costScale: 0.01, costMin: 0, costMax: 0.02 },
  stream: makeStream(7, 'policy'),
  ...changes
})

/** The distribution of the next query, rounded. */
export const nextDistribution = (policy: Policy, arms: number): ReadonlyArray<number> => {
  const share = new Float64Array(6).fill(NaN)
  policy.route(blank)
  policy.distributionInto(share)
  return Array.from(share.subarray(0, arms), (mass) => Number(mass.toFixed(6)))
}
