import {
  deploy,
  distributionInto,
  makeRouterState,
  routeQuery,
  setBounds
} from '@stageroute/router'
import { capacityOf, maxArms, redeploy, routerOf, type Bounds } from './router-builders'

const arm = (index: number, reward: number, cost: number, capacity = 1): Bounds => ({
  arm: index,
  reward,
  cost,
  capacity
})

const deployed = [arm(1, 0.5, 0.001), arm(3, 0.75, 0.003)]

test('a deployment forgets the last distribution', () => {
  const state = routerOf({ bounds: deployed, budget: 0.002 })
  routeQuery(state, 0)
  deploy(state, [0, 2], capacityOf([]))
  const out = new Float64Array(maxArms).fill(NaN)
  distributionInto(state, out)
  expect(Array.from(out)).toEqual(Array(maxArms).fill(0))
})

test('a deployment forgets the bounds of the one before', () => {
  const state = routerOf({ bounds: [arm(0, 0.1, 0.009), arm(1, 0.2, 0.009)], budget: 0.002 })
  deploy(state, [4, 5], capacityOf([]))
  setBounds(state, 5, 0.5, 0.001)
  // Nothing was said of arm 4, so it might earn 1 at no cost.
  expect(routeQuery(state, 0.5)).toBe(4)
})

test('a smaller deployment leaves no position of the larger one behind', () => {
  const state = routerOf({ bounds: [0, 2, 4, 6].map((m) => arm(m, 0.5, 0.001, 0.25)), budget: 1 })
  routeQuery(state, 0)
  redeploy(state, [arm(5, 0.5, 0.001)])
  // Arm 6 stood at position 3, arm 0 where arm 5 stands now.
  setBounds(state, 6, 1, 0)
  setBounds(state, 0, 0, 0.9)
  expect([0, 0.5, 0.999].map((draw) => routeQuery(state, draw))).toEqual([5, 5, 5])
  expect(state.program.reward[0]).toBe(0.5)
  const out = new Float64Array(maxArms).fill(NaN)
  distributionInto(state, out)
  expect(Array.from(out)).toEqual([0, 0, 0, 0, 0, 1, 0, 0])
})

test('capacities are those of the arms, not of their positions', () => {
  const state = makeRouterState(maxArms, 1)
  deploy(state, [2, 6], Float64Array.of(0.1, 0.1, 0.25, 0.1, 0.1, 0.1, 0.75, 0.1))
  expect([0.2, 0.3, 0.99].map((draw) => routeQuery(state, draw))).toEqual([2, 6, 6])
})

test.each([0, 7, 8, -1, NaN])(
  'bounds of arm %d, which is not deployed, change nothing',
  (other) => {
    const state = routerOf({ bounds: deployed, budget: 0.002 })
    setBounds(state, other, 1, 0)
    expect(state).toEqual(routerOf({ bounds: deployed, budget: 0.002 }))
    expect(Object.keys(state.program.reward)).toHaveLength(maxArms)
  }
)

test('new bounds count from the next query', () => {
  const state = routerOf({ bounds: deployed, budget: 0.002 })
  expect(routeQuery(state, 0.6)).toBe(3)
  setBounds(state, 3, 0.4, 0.003)
  expect(routeQuery(state, 0.6)).toBe(1)
})

test('what is no bound leaves the last good ones', () => {
  const state = makeRouterState(2, 0.001)
  deploy(state, [1], Float64Array.of(1, 1))
  expect(setBounds(state, 1, 0.5, 0.002)).toBe(true)
  for (const [reward, cost] of [
    [NaN, 0.001],
    [Infinity, 0.001],
    [0.4, NaN],
    [0.4, Infinity],
    [0.4, -0.001]
  ] as const)
    expect(setBounds(state, 1, reward, cost)).toBe(false)
  expect([state.program.reward[0], state.program.cost[0]]).toEqual([0.5, 0.002])
  expect(setBounds(state, 0, 0.5, 0.002)).toBe(false)
})
