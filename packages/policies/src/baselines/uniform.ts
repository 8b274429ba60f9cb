import { drawCategory, nextUniform } from '@stageroute/numeric'
import type { Policy, PolicySettings } from '../policy'

/**
 * Returns the random baseline: each stage deploys a uniformly random set and routes every query uniformly over it, as far as capacities
 * allow; it learns nothing and looks at no budget.
 *
 * Source: arXiv 2506.17254, the random baseline of its experiments.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeUniform = (settings: PolicySettings): Policy => {
  const capacity: Array<number> = []
  const share = new Float64Array(settings.maxArms)
  return {
    id: 'uniform',
    arrive: (largestShare) => void capacity.push(largestShare),
    startStage: () => {
      const deployed = drawSubset(settings, capacity.length).sort((a, b) => a - b)
      levelInto(deployed, capacity, share)
      return deployed
    },
    route: () => drawCategory(share, capacity.length, nextUniform(settings.stream)),
    observe: () => undefined,
    distributionInto: (out) => out.set(share)
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

/** Writes the most equal distribution that capacities allow: smallest capacity first, what it cannot take is spread over the others. */
const levelInto = (
  deployed: ReadonlyArray<number>,
  capacity: ReadonlyArray<number>,
  share: Float64Array
): void => {
  share.fill(0)
  const rising = [...deployed].sort((a, b) => (capacity[a] ?? 0) - (capacity[b] ?? 0) || a - b)
  let remaining = 1
  rising.forEach((arm, i) => {
    const level = remaining / (rising.length - i)
    const mass = Math.min(capacity[arm] ?? 0, level)
    share[arm] = mass
    remaining -= mass
  })
}
