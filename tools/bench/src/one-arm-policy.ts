import type { Policy } from '@stageroute/policies'

/** A policy that costs nothing to run: the first arm answers everything. What is left is outcomes and measures. */
export const makeOneArmPolicy = (): Policy => ({
  id: 'one arm',
  isPrepaid: false,
  arrive: () => undefined,
  retire: () => undefined,
  startStage: () => [0],
  route: () => 0,
  observeCost: () => undefined,
  observeReward: () => undefined,
  distributionInto: (out) => {
    out.fill(0)
    out[0] = 1
  },
  snapshot: () => null,
  restore: () => ({ _tag: 'Right', right: undefined })
})
