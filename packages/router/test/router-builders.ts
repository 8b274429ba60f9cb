import * as fc from 'fast-check'
import { makeStream } from '@stageroute/numeric'
import {
  defaultHealthSettings,
  deploy,
  makeRequest,
  makeRouter,
  makeRouterState,
  openStage,
  setBounds,
  type RouteRequest,
  type Router,
  type RouterSettings,
  type RouterState
} from '@stageroute/router'

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

/** A router with the deployment of a test, every gate open, and the changes it asks for. */
export const serviceOf = (given: Deployment, changes: Partial<RouterSettings> = {}): Router => {
  const router = makeRouter({
    maxArms,
    budget: given.budget,
    exploration: 0,
    shortage: 'relax',
    health: defaultHealthSettings,
    stream: makeStream(11, 'router'),
    ...changes
  })
  openStage(router, {
    stage: 3,
    deployed: given.bounds.map(({ arm }) => arm),
    capacity: capacityOf(given.bounds),
    minShare: new Float64Array(maxArms),
    budget: given.budget
  })
  given.bounds.forEach(({ arm, reward, cost }) => setBounds(router.state, arm, reward, cost))
  return router
}

/** A query at time 0 with these changes. */
export const requestWith = (changes: Partial<RouteRequest> = {}): RouteRequest => ({
  ...makeRequest(maxArms),
  now: 0,
  homeWorth: 0,
  ...changes
})

/** The recorded probabilities by arm. */
export const probabilities = ({ record }: Router): ReadonlyArray<number> => {
  const out = Array<number>(maxArms).fill(0)
  for (let i = 0; i < record.size; i++) out[record.arms[i]] = record.probability[i]
  return out
}

export const idsOf = (): ReadonlyArray<string> =>
  Array.from({ length: maxArms }, (_, arm) => `arm ${arm}`)
