import * as fc from 'fast-check'
import { deploy, makeRouterState, setBounds, type RouterState } from '@stageroute/router'

/** A deployed arm as the tests write it down. */
export interface Bounds {
  readonly arm: number
  readonly reward: number
  readonly cost: number
  readonly capacity: number
}

export interface Deployment {
  readonly bounds: ReadonlyArray<Bounds>
  readonly budget: number
}

export const maxArms = 8

export const capacityOf = (bounds: ReadonlyArray<Bounds>): Float64Array => {
  const capacity = new Float64Array(maxArms).fill(1)
  bounds.forEach((one) => (capacity[one.arm] = one.capacity))
  return capacity
}

export const redeploy = (state: RouterState, bounds: ReadonlyArray<Bounds>): void => {
  deploy(
    state,
    bounds.map(({ arm }) => arm),
    capacityOf(bounds)
  )
  bounds.forEach(({ arm, reward, cost }) => setBounds(state, arm, reward, cost))
}

export const routerOf = ({ bounds, budget }: Deployment): RouterState => {
  const state = makeRouterState(maxArms, budget)
  redeploy(state, bounds)
  return state
}

const level = fc.record({
  reward: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
  cost: fc.integer({ min: 0, max: 100 }).map((n) => n / 10_000),
  capacity: fc.integer({ min: 5, max: 100 }).map((n) => n / 100)
})

/** Rising distinct arms with bounds on a grid scaled to the domain. */
export const bounds: fc.Arbitrary<ReadonlyArray<Bounds>> = fc
  .subarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 1 })
  .chain((arms) => fc.tuple(...arms.map((arm) => level.map((given) => ({ arm, ...given })))))

export const deployment: fc.Arbitrary<Deployment> = fc.record({
  bounds,
  budget: fc.integer({ min: 0, max: 100 }).map((n) => n / 10_000)
})

/** A draw in [0, 1), its ends included often. */
export const draw: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, 1 - Number.EPSILON / 2),
  fc.integer({ min: 0, max: 9999 }).map((n) => n / 10_000)
)
