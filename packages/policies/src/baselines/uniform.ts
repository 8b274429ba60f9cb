import { drawCategory, nextUniform } from '@stageroute/numeric'
import { keepArms, keepCapacities, keepRetired, keepStream } from '../keep-parts'
import { restoreParts, snapshotParts } from '../kept'
import { levelShares } from '../level-shares'
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
  const capacity: Array<number> = []
  const isRetired = new Uint8Array(settings.maxArms)
  let deployed: ReadonlyArray<number> = []
  let share = new Float64Array(settings.maxArms)
  const deployAll = (arms: ReadonlyArray<number>): void => {
    deployed = arms
    share = levelShares(arms, capacity, settings.maxArms)
  }
  const parts = [
    keepCapacities(
      settings.maxArms,
      () => capacity,
      (capacities) => void capacity.splice(0, capacity.length, ...capacities)
    ),
    keepRetired(isRetired),
    keepArms('deployed', settings.maxArms, () => deployed, deployAll),
    keepStream(settings.stream)
  ]
  return {
    id: 'uniform',
    isPrepaid: false,
    arrive: (largestShare) => {
      if (capacity.length < settings.maxArms) capacity.push(largestShare)
    },
    retire: (arm) => {
      if (arm >= 0 && arm < capacity.length) isRetired[arm] = 1
    },
    startStage: () => {
      const live = Array.from(capacity.keys()).filter((arm) => isRetired[arm] === 0)
      deployAll(drawSubset(settings, live).sort((a, b) => a - b))
      return deployed
    },
    route: () => drawCategory(share, capacity.length, nextUniform(settings.stream)),
    observeCost: () => undefined,
    observeReward: () => undefined,
    distributionInto: (out) => out.set(share),
    snapshot: () => snapshotParts('uniform', parts),
    restore: (document) => restoreParts('uniform', parts, document)
  }
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
