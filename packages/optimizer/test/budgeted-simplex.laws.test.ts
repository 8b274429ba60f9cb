import * as fc from 'fast-check'
import { makeStream, shuffleInto, tolerance } from '@stageroute/numeric'
import { solveBudgetedSimplex, type BudgetedSimplex, type MixAnswer } from '../src'
import { degenerateSimplices } from '../src/testing'
import { answered, anySimplex, carriersOf, inner, simplex, sum } from './build'

const solve = (program: BudgetedSimplex): MixAnswer => answered(solveBudgetedSimplex(program))

const countFractional = ({ capacity }: BudgetedSimplex, share: Float64Array): number =>
  carriersOf(share).filter((m) => share[m] < capacity[m]).length

const checkMix = (program: BudgetedSimplex): void => {
  const answer = solve(program)
  if (answer._tag === 'capacityInfeasible') {
    expect(sum(program.capacity)).toBeLessThan(1)
    return
  }
  const { share, value } = answer
  const spent = inner(program.cost, share)
  expect(Math.abs(sum(share) - 1)).toBeLessThan(tolerance.bound)
  share.forEach((used, m) => {
    expect(used).toBeGreaterThanOrEqual(0)
    expect(used).toBeLessThanOrEqual(program.capacity[m])
  })
  expect(value).toBeCloseTo(inner(program.reward, share), 12)
  expect(countFractional(program, share)).toBeLessThanOrEqual(2)
  if (answer._tag === 'optimal') {
    expect(spent).toBeLessThanOrEqual(program.budget * (1 + tolerance.bound))
  } else expect(spent).toBeGreaterThan(program.budget)
}

/** Prices are those of the dual: nothing is paid for what is left over, and arms stand in order of their reduced reward. */
const checkPrices = (program: BudgetedSimplex): void => {
  const answer = solve(program)
  if (answer._tag !== 'optimal') return
  const { share, budgetPrice, capacityPrice } = answer
  const left = program.budget - inner(program.cost, share)
  expect(budgetPrice).toBeGreaterThanOrEqual(0)
  expect(budgetPrice * left).toBeLessThan(tolerance.bound)
  capacityPrice.forEach((price, m) => {
    expect(price).toBeGreaterThanOrEqual(0)
    if (share[m] < program.capacity[m]) expect(price).toBe(0)
  })
  const reduced = program.reward.map((reward, m) => reward - budgetPrice * program.cost[m])
  const worstInside = Math.min(...carriersOf(share).map((m) => reduced[m]))
  reduced.forEach((value, m) => {
    if (program.capacity[m] - share[m] > tolerance.share)
      expect(value).toBeLessThanOrEqual(worstInside + 1e-9)
  })
}

const relabelled = (program: BudgetedSimplex, seed: number): BudgetedSimplex => {
  const order = new Int32Array(program.size)
  shuffleInto(makeStream(seed, 'labels'), program.size, order)
  const pick = (values: Float64Array): Float64Array => Float64Array.from(order, (m) => values[m])
  const { reward, cost, capacity } = program
  return { ...program, reward: pick(reward), cost: pick(cost), capacity: pick(capacity) }
}

const checkSameValue = (left: MixAnswer, right: MixAnswer): void => {
  expect(left._tag).toBe(right._tag)
  if (left._tag === 'capacityInfeasible' || right._tag === 'capacityInfeasible') return
  if (left._tag === 'optimal') expect(Math.abs(left.value - right.value)).toBeLessThan(1e-11)
}

/** A richer program is optimal where the poorer one was, and worth no less. */
const checkNoWorse = (poor: MixAnswer, rich: MixAnswer): void => {
  if (poor._tag !== 'optimal') return
  expect(rich._tag).toBe('optimal')
  if (rich._tag === 'optimal') expect(rich.value).toBeGreaterThan(poor.value - 1e-11)
}

describe.each<readonly [string, (program: BudgetedSimplex, seed: number) => void]>([
  ['a full mix within capacity and budget, two fractional shares at most', checkMix],
  ['prices that belong to it', checkPrices],
  [
    'the same value under other labels',
    (program, seed) => checkSameValue(solve(program), solve(relabelled(program, seed)))
  ],
  [
    'no less with more budget',
    (program, seed) => {
      const budget = program.budget + (seed % 1000) / 1_000_000
      checkNoWorse(solve(program), solve({ ...program, budget }))
    }
  ],
  [
    'no less with more capacity for one arm',
    (program, seed) => {
      const capacity = program.capacity.slice()
      capacity[seed % program.size] = Math.min(1, capacity[seed % program.size] * 1.5)
      checkNoWorse(solve(program), solve({ ...program, capacity }))
    }
  ],
  [
    'a mix in proportion to rewards and costs in another unit',
    (program) => {
      const scaled = simplex(
        [...program.reward.map((reward) => reward * 8)],
        [...program.cost.map((cost) => cost * 1024)],
        [...program.capacity],
        program.budget * 1024
      )
      const here = solve(program)
      const there = solve(scaled)
      expect(there._tag).toBe(here._tag)
      if (here._tag === 'optimal' && there._tag === 'optimal') {
        expect(there.share).toEqual(here.share)
        expect(there.budgetPrice * 128).toBeCloseTo(here.budgetPrice, 6)
      }
    }
  ]
])('RouteOPT gives %s', (_law, check) => {
  it('on 1,000 random programs', () => {
    fc.assert(fc.property(anySimplex(40), fc.nat(), check), { seed: 321, numRuns: 1000 })
  })

  it.each(degenerateSimplices)('on $name', ({ program }) => check(program, 3))
})

it('fills no capacity that is nothing but rounding, and comes to an end', () => {
  const tiny = fc.constantFrom(1e-300, 2e-17, 1e-13, 1e-12, 2e-12)
  const change = fc.array(fc.tuple(fc.nat(39), tiny), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(anySimplex(40), change, (program, changes) => {
      const capacity = program.capacity.slice()
      for (const [m, small] of changes) capacity[m % program.size] = small
      checkMix({ ...program, capacity })
    }),
    { seed: 323, numRuns: 3000 }
  )
})

it('answers the cheapest full mix, best of its equals, where the budget is infeasible', () => {
  fc.assert(
    fc.property(anySimplex(20), (program) => {
      const answer = solve({ ...program, budget: 0 })
      if (answer._tag !== 'budgetInfeasible') return
      const dear = 1 + Math.max(...program.reward)
      // Reward as a tiny tie-break on cost: what the cheapest mix maximises.
      const cheapest = solve({
        ...program,
        reward: program.cost.map((cost, m) => -cost + (program.reward[m] / dear) * 1e-9),
        budget: 1
      })
      if (cheapest._tag !== 'optimal') return
      expect(inner(program.cost, answer.share)).toBeCloseTo(inner(program.cost, cheapest.share), 9)
      expect(answer.value).toBeCloseTo(inner(program.reward, cheapest.share), 6)
    }),
    { seed: 322, numRuns: 1000 }
  )
})
