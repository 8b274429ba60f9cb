import * as E from 'fp-ts/Either'
import { makeUniform, type Policy, type PolicySettings } from '@stageroute/policies'

/** Uniform, but serves no query while the dearest arm could not be paid for. */
export const makeThrifty = (settings: PolicySettings): Policy => {
  const uniform = makeUniform(settings)
  const largest: Array<number> = []
  let dearest = 0
  let free = settings.openingFloat
  let isOpen = true
  return {
    ...uniform,
    id: 'thrifty',
    isPrepaid: true,
    arrive: (capacity, largestCost) => {
      largest.push(largestCost)
      dearest = Math.max(dearest, largestCost)
      uniform.arrive(capacity, largestCost)
    },
    route: (query) => {
      free += settings.budget
      isOpen = dearest <= free
      return isOpen ? uniform.route(query) : -1
    },
    observeCost: (arm, cost) => {
      const isPossible = cost >= 0 && cost <= (largest[arm] ?? -1)
      if (isPossible) free -= cost
    },
    distributionInto: (out) => {
      if (isOpen) uniform.distributionInto(out)
      else out.fill(0)
    },
    snapshot: () => ({ uniform: uniform.snapshot(), free, largest }),
    restore: (document) => {
      const kept = Object(document) as { uniform?: unknown; free?: number; largest?: number[] }
      const restored = uniform.restore(kept.uniform)
      if (E.isLeft(restored)) return restored
      free = kept.free ?? 0
      largest.splice(0, largest.length, ...(kept.largest ?? []))
      dearest = Math.max(0, ...largest)
      return restored
    }
  }
}
