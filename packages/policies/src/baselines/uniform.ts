import { drawCategory, nextUniform } from '@stageroute/numeric'
import { keepArms, keepCapacities, keepStream } from '../keep-parts'
import { restoreParts, snapshotParts } from '../kept'
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
    keepArms('deployed', settings.maxArms, () => deployed, deployAll),
    keepStream(settings.stream)
  ]
  return {
    id: 'uniform',
    isPrepaid: false,
    arrive: (largestShare) => {
      if (capacity.length < settings.maxArms) capacity.push(largestShare)
    },
    startStage: () => {
      deployAll(drawSubset(settings, capacity.length).sort((a, b) => a - b))
      return deployed
    },
    route: () => drawCategory(share, capacity.length, nextUniform(settings.stream)),
    observe: () => undefined,
    distributionInto: (out) => out.set(share),
    snapshot: () => snapshotParts('uniform', parts),
    restore: (document) => restoreParts('uniform', parts, document)
  }
}

/** The first `maxDeployed` entries of a random order (partial Fisher-Yates). */
const drawSubset = ({ stream, maxDeployed }: PolicySettings, size: number): Array<number> => {
  const order = Array.from({ length: size }, (_, arm) => arm)
  const wanted = Math.min(maxDeployed, size)
  for (let i = 0; i < wanted; i++) {
    const j = i + Math.floor(nextUniform(stream) * (size - i))
    const drawn = order[j] ?? 0
    order[j] = order[i] ?? 0
    order[i] = drawn
  }
  return order.slice(0, wanted)
}

/** The most equal distribution that capacities allow: smallest capacity first, what it cannot take is spread over the others. */
const levelShares = (
  deployed: ReadonlyArray<number>,
  capacity: ReadonlyArray<number>,
  maxArms: number
): Float64Array<ArrayBuffer> => {
  const share = new Float64Array(maxArms)
  const rising = [...deployed].sort((a, b) => (capacity[a] ?? 0) - (capacity[b] ?? 0))
  let remaining = 1
  rising.forEach((arm, i) => {
    const level = remaining / (rising.length - i)
    const mass = Math.min(capacity[arm] ?? 0, level)
    share[arm] = mass
    remaining -= mass
  })
  return share
}
