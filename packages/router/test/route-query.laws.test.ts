import * as fc from 'fast-check'
import { drawCategory, tolerance } from '@stageroute/numeric'
import { budgetedSimplexStatus, solveBudgetedSimplex } from '@stageroute/optimizer'
import { distributionInto, routeQuery, type RouterState } from '@stageroute/router'
import {
  deployment,
  draw,
  maxArms,
  routerOf,
  type Bounds,
  type Deployment
} from './router-builders'

const sum = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0)

const distributionOf = (state: RouterState): Float64Array => {
  const out = new Float64Array(maxArms).fill(NaN)
  distributionInto(state, out)
  return out
}

const costOf = (bounds: ReadonlyArray<Bounds>, share: Float64Array): number =>
  sum(bounds.map(({ arm, cost }) => cost * share[arm]))

/** The cost of filling the cheapest arms first, the least that a full mix can cost. */
const cheapestCost = (bounds: ReadonlyArray<Bounds>): number => {
  let remaining = 1
  const byCost = [...bounds].sort((a, b) => a.cost - b.cost)
  return sum(
    byCost.map(({ cost, capacity }) => {
      const mass = Math.min(capacity, remaining)
      remaining -= mass
      return cost * mass
    })
  )
}

const routed = (given: Deployment, u: number) => {
  const state = routerOf(given)
  const arm = routeQuery(state, u)
  return { state, arm, share: distributionOf(state) }
}

test('the distribution sums to one or to the capacities, within them, zero for arms not deployed', () => {
  fc.assert(
    fc.property(deployment, draw, (given, u) => {
      const { share } = routed(given, u)
      const reach = sum(given.bounds.map(({ capacity }) => capacity))
      expect(Math.abs(sum(Array.from(share)) - Math.min(1, reach))).toBeLessThanOrEqual(
        tolerance.share
      )
      share.forEach((mass, arm) => {
        const capacity = given.bounds.find((one) => one.arm === arm)?.capacity ?? 0
        expect(mass >= 0 && mass <= capacity).toBe(true)
      })
    })
  )
})

test('the routed arm has a share; a query goes unserved only where capacities fall short', () => {
  fc.assert(
    fc.property(deployment, draw, (given, u) => {
      const { arm, share, state } = routed(given, u)
      if (arm >= 0) expect(share[arm]).toBeGreaterThan(0)
      else expect(state.status).toBe(budgetedSimplexStatus.capacityInfeasible)
    })
  )
})

test('what is recorded is what is drawn from', () => {
  fc.assert(
    fc.property(deployment, draw, (given, u) => {
      const { arm, share } = routed(given, u)
      expect(drawCategory(share, maxArms, u)).toBe(arm)
    })
  )
})

test('the distribution is the optimiser answer for the bounds', () => {
  fc.assert(
    fc.property(deployment, draw, ({ bounds, budget }, u) => {
      const { share } = routed({ bounds, budget }, u)
      const answer = solveBudgetedSimplex({
        size: bounds.length,
        reward: Float64Array.from(bounds, ({ reward }) => reward),
        cost: Float64Array.from(bounds, ({ cost }) => cost),
        capacity: Float64Array.from(bounds, ({ capacity }) => capacity),
        budget
      })
      const mix = answer._tag === 'Right' ? answer.right : undefined
      fc.pre(mix !== undefined && mix._tag !== 'capacityInfeasible')
      expect(bounds.map(({ arm }) => share[arm])).toEqual(Array.from(mix.share))
    })
  )
})

test('a mix fits the budget of bounds, or is the cheapest there is', () => {
  fc.assert(
    fc.property(deployment, draw, (given, u) => {
      const { state, share } = routed(given, u)
      fc.pre(state.status !== budgetedSimplexStatus.capacityInfeasible)
      const cost = costOf(given.bounds, share)
      const least = cheapestCost(given.bounds)
      if (state.status === budgetedSimplexStatus.optimal) {
        expect(cost).toBeLessThanOrEqual(given.budget + tolerance.bound)
      } else {
        expect(least).toBeGreaterThan(given.budget)
        expect(cost).toBeCloseTo(least, 12)
      }
    })
  )
})

test('no arm with room left earns more, at no more cost, than one with a share', () => {
  const STEP = 1e-3
  fc.assert(
    fc.property(deployment, draw, (given, u) => {
      const { state, share } = routed(given, u)
      fc.pre(state.status === budgetedSimplexStatus.optimal)
      for (const from of given.bounds) {
        for (const to of given.bounds) {
          const isPossible = share[from.arm] >= STEP && share[to.arm] + STEP <= to.capacity
          if (isPossible && to.cost <= from.cost) expect(to.reward).toBeLessThanOrEqual(from.reward)
        }
      }
    })
  )
})
