import { makeStream } from '@stageroute/numeric'
import type { Policy, PolicySettings } from '@stageroute/policies'

/** Settings under which bounds are the means themselves, so that expected choices can be read off. */
export const settingsWith = (changes: Partial<PolicySettings>): PolicySettings => ({
  maxArms: 6,
  maxDeployed: 3,
  budget: 0.005,
  openingFloat: 0,
  queries: null,
  index: { gamma: 0, costScale: 0.01, costMin: 0, costMax: 0.02 },
  stream: makeStream(7, 'policy'),
  ...changes
})

/** The distribution of the next query, rounded. */
export const nextDistribution = (policy: Policy, arms: number): ReadonlyArray<number> => {
  const share = new Float64Array(6).fill(NaN)
  policy.route()
  policy.distributionInto(share)
  return Array.from(share.subarray(0, arms), (mass) => Number(mass.toFixed(6)))
}
