import { nextUniform } from '@stageroute/numeric'
import { keepCapacities, keepRetired } from '../keep-parts'
import { levelShares } from '../level-shares'
import { makeMixPolicy } from '../mix-policy'
import type { Policy, PolicySettings } from '../policy'

/**
 * Returns the random baseline: each stage deploys a uniformly random set and routes every query uniformly over it, as far as capacities
 * allow; it learns nothing and looks at no budget.
 *
 * Cost: O(arms) per stage and per query; a query allocates nothing.
 * Source: arXiv 2506.17254, the random baseline of its experiments.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeUniform = (settings: PolicySettings): Policy => {
  const { maxArms } = settings
  const capacity: Array<number> = []
  const isRetired = new Uint8Array(maxArms)
  let level = new Float64Array(maxArms)
  return makeMixPolicy(settings, {
    id: 'uniform',
    arrive: (largestShare) => {
      if (capacity.length < maxArms) capacity.push(largestShare)
    },
    retire: (arm) => {
      if (arm >= 0 && arm < capacity.length) isRetired[arm] = 1
    },
    deploy: () => {
      const live = Array.from(capacity.keys()).filter((arm) => isRetired[arm] === 0)
      return drawSubset(settings, live).sort((a, b) => a - b)
    },
    onDeployed: (deployed) => void (level = levelShares(deployed, capacity, maxArms)),
    mixInto: (share, deployed) => {
      for (let i = 0; i < deployed.length; i++) share[i] = level[deployed[i] as number] as number
    },
    observeCost: () => undefined,
    observeReward: () => undefined,
    parts: [
      keepCapacities(
        maxArms,
        () => capacity,
        (capacities) => void capacity.splice(0, capacity.length, ...capacities)
      ),
      keepRetired(isRetired)
    ]
  })
}

/** The first `maxDeployed` of a random order of the arms (partial Fisher-Yates). */
const drawSubset = (
  { stream, maxDeployed }: PolicySettings,
  arms: ReadonlyArray<number>
): Array<number> => {
  const order = [...arms]
  const wanted = Math.min(maxDeployed, order.length)
  for (let i = 0; i < wanted; i++) {
    const chosen = i + Math.floor(nextUniform(stream) * (order.length - i))
    const arm = order[chosen] ?? 0
    order[chosen] = order[i] ?? 0
    order[i] = arm
  }
  return order.slice(0, wanted)
}
