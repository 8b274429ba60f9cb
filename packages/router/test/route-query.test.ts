import { makeStream, nextUniform } from '@stageroute/numeric'
import { budgetedSimplexStatus } from '@stageroute/optimizer'
import { distributionInto, makeRouterState, routeQuery, type RouterState } from '@stageroute/router'
import { maxArms, routerOf, type Bounds } from './router-builders'

const last = 1 - Number.EPSILON / 2
const cheap: Bounds = { arm: 1, reward: 0.5, cost: 0.001, capacity: 1 }
const dear: Bounds = { arm: 3, reward: 0.75, cost: 0.003, capacity: 1 }

const distributionOf = (state: RouterState): ReadonlyArray<number> => {
  const out = new Float64Array(maxArms).fill(NaN)
  distributionInto(state, out)
  return Array.from(out, (share) => Number(share.toFixed(12)))
}

test('a draw below the share of the first arm picks it, one above the next', () => {
  const state = routerOf({ bounds: [cheap, dear], budget: 0.002 })
  expect(routeQuery(state, 0)).toBe(1)
  expect(routeQuery(state, 0.499)).toBe(1)
  expect(routeQuery(state, 0.501)).toBe(3)
  expect(routeQuery(state, last)).toBe(3)
  expect(state.status).toBe(budgetedSimplexStatus.optimal)
  expect(distributionOf(state)).toEqual([0, 0.5, 0, 0.5, 0, 0, 0, 0])
})

test('every draw picks the only arm with a share', () => {
  const state = routerOf({ bounds: [cheap, dear], budget: 1 })
  expect([0, 0.5, last].map((draw) => routeQuery(state, draw))).toEqual([3, 3, 3])
})

test('the last draw is served though shares of 0.1 sum below one in doubles', () => {
  const arms = [0, 1, 2, 3, 4, 5, 6, 7]
  const tenths = arms.map((arm) => ({ ...cheap, arm, capacity: arm < 6 ? 0.1 : 0.2 }))
  expect(routeQuery(routerOf({ bounds: tenths, budget: 1 }), last)).toBe(7)
})

test('a budget that no mix fits routes the cheapest full mix', () => {
  const half: Bounds = { ...cheap, capacity: 0.75 }
  const state = routerOf({ bounds: [half, dear], budget: 0.0001 })
  expect(routeQuery(state, 0.7)).toBe(1)
  expect(routeQuery(state, 0.8)).toBe(3)
  expect(state.status).toBe(budgetedSimplexStatus.budgetInfeasible)
  expect(distributionOf(state)).toEqual([0, 0.75, 0, 0.25, 0, 0, 0, 0])
})

test('capacities that fall short leave the rest unserved', () => {
  const state = routerOf({
    bounds: [
      { ...cheap, capacity: 0.25 },
      { ...dear, capacity: 0.5 }
    ],
    budget: 1
  })
  expect([0.2, 0.7, 0.76, last].map((draw) => routeQuery(state, draw))).toEqual([1, 3, -1, -1])
  expect(state.status).toBe(budgetedSimplexStatus.capacityInfeasible)
  expect(distributionOf(state)).toEqual([0, 0.25, 0, 0.5, 0, 0, 0, 0])
})

test('a router without a deployment serves nothing and says so', () => {
  const state = makeRouterState(maxArms, 1)
  expect(routeQuery(state, 0)).toBe(-1)
  expect(state.status).toBe(budgetedSimplexStatus.capacityInfeasible)
  expect(distributionOf(state)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
})

const frequenciesOf = (state: RouterState, draws: number): ReadonlyArray<number> => {
  const stream = makeStream(11, 'draws')
  const counts = Array<number>(maxArms + 1).fill(0)
  for (let i = 0; i < draws; i++) counts[routeQuery(state, nextUniform(stream)) + 1]++
  return counts.map((count) => count / draws)
}

test('arms are picked as often as the recorded distribution says, the rest goes unserved', () => {
  const short = [0, 2, 5].map((arm) => ({ ...cheap, arm, capacity: 0.1 + arm / 20 }))
  const mixed = [
    { arm: 0, reward: 0.2, cost: 0.0001, capacity: 0.3 },
    { arm: 4, reward: 0.6, cost: 0.002, capacity: 0.6 },
    { arm: 6, reward: 0.9, cost: 0.006, capacity: 0.6 }
  ]
  for (const given of [short, mixed]) {
    const state = routerOf({ bounds: given, budget: 0.003 })
    const [unserved, ...frequency] = frequenciesOf(state, 20_000)
    const recorded = distributionOf(state)
    // Four standard deviations of a frequency over 20,000 draws are below 0.015.
    recorded.forEach((share, arm) => expect(Math.abs(frequency[arm] - share)).toBeLessThan(0.015))
    const missing = 1 - recorded.reduce((a, b) => a + b, 0)
    expect(Math.abs(unserved - missing)).toBeLessThan(0.015)
  }
})
