import * as fc from 'fast-check'
import { tolerance } from '@stageroute/numeric'
import {
  makeBudgetedSimplexWorkspace,
  solveBudgetedSimplex,
  solveBudgetedSimplexInto,
  solveFlooredSimplex,
  solveFlooredSimplexInto,
  type BudgetedSimplex,
  type MixAnswer
} from '../src'
import { drawSimplex } from '../src/testing'
import { answered, anySimplex, inner, simplex, sum } from './build'

interface Floored {
  readonly program: BudgetedSimplex
  readonly floor: Float64Array
}

/** Floors on a grid of parts of the capacities; few enough of them in most programs to leave something to decide. */
const anyFloored = (most: number): fc.Arbitrary<Floored> =>
  fc
    .tuple(
      fc.integer({ min: 1, max: most }),
      fc.nat(),
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: most, maxLength: most }),
      fc.constantFrom(0, 0.05, 0.1, 0.25)
    )
    .map(([size, seed, parts, unit]) => {
      const program = drawSimplex(seed, size)
      return {
        program,
        floor: program.capacity.map((most, m) => Math.min(1, parts[m] * unit) * most)
      }
    })

/** Weak duality with lower bounds: what no mix can exceed, at the best threshold for the price. */
const dualBound = ({ program, floor }: Floored, price: number): number => {
  const { reward, cost, capacity, budget } = program
  const reduced = reward.map((earned, m) => earned - price * cost[m])
  const objectives = Array.from(reduced, (threshold) =>
    reduced.reduce(
      (all, value, m) => all + (value > threshold ? capacity[m] : floor[m]) * (value - threshold),
      threshold
    )
  )
  return Math.min(...objectives) + (price > 0 ? price * budget : 0)
}

const isWithinBounds = ({ program, floor }: Floored, share: Float64Array): boolean =>
  Math.abs(sum(share) - 1) < tolerance.bound &&
  share.every((used, m) => used >= floor[m] - 1e-15 && used <= program.capacity[m])

const near = (left: number, right: number, scale: number): void =>
  expect(Math.abs(left - right)).toBeLessThanOrEqual(1e-11 * scale)

const checkOptimal = (floored: Floored, mix: Extract<MixAnswer, { _tag: 'optimal' }>): void => {
  const { program } = floored
  expect(isWithinBounds(floored, mix.share)).toBe(true)
  const spent = inner(program.cost, mix.share)
  expect(spent).toBeLessThanOrEqual(program.budget * (1 + 2e-12))
  near(mix.value, inner(program.reward, mix.share), 1)
  near(mix.slack, Math.max(0, program.budget - spent), program.budget)
  near(dualBound(floored, mix.budgetPrice), mix.value, 1)
}

const checkCheapest = ({ program, floor }: Floored, share: Float64Array): void => {
  const cheap = { ...program, reward: program.cost.map((cost) => -cost), budget: Infinity }
  expect(isWithinBounds({ program, floor }, share)).toBe(true)
  const spent = inner(program.cost, share)
  near(-dualBound({ program: cheap, floor }, 0), spent, 0.005)
  expect(spent).toBeGreaterThan(program.budget)
}

const check = (floored: Floored): MixAnswer['_tag'] => {
  const { program, floor } = floored
  const mix = answered(solveFlooredSimplex(program, floor))
  if (mix._tag === 'optimal') checkOptimal(floored, mix)
  else if (mix._tag === 'budgetInfeasible') checkCheapest(floored, mix.share)
  else expect(sum(program.capacity) < 1 || sum(floor) > 1).toBe(true)
  return mix._tag
}

it('a mix above floors is certified by its price, on 2,000 random programs', () => {
  const verdicts: Array<MixAnswer['_tag']> = []
  fc.assert(
    fc.property(anyFloored(8), (floored) => void verdicts.push(check(floored))),
    { seed: 41, numRuns: 2000 }
  )
  const count = (tag: MixAnswer['_tag']): number =>
    verdicts.filter((verdict) => verdict === tag).length
  expect(count('optimal')).toBeGreaterThan(400)
  expect(count('budgetInfeasible')).toBeGreaterThan(100)
  expect(count('capacityInfeasible')).toBeGreaterThan(100)
})

it('floors of zero give the bits of the solver without floors', () => {
  fc.assert(
    fc.property(anySimplex(30), (program) => {
      expect(answered(solveFlooredSimplex(program, new Float64Array(program.size)))).toEqual(
        answered(solveBudgetedSimplex(program))
      )
    }),
    { seed: 42, numRuns: 1000 }
  )
})

it('the same bits with and without a remembered basis, floors or none', () => {
  const used = makeBudgetedSimplexWorkspace(8)
  fc.assert(
    fc.property(anyFloored(8), fc.nat(20), ({ program, floor }, step) => {
      const changed = { ...program, budget: program.budget * (1 + step / 1000) }
      solveFlooredSimplexInto(used, program, floor, new Float64Array(8))
      for (const next of [program, changed]) {
        const fresh = makeBudgetedSimplexWorkspace(program.size)
        const [here, there] = [new Float64Array(program.size), new Float64Array(program.size)]
        expect(solveFlooredSimplexInto(used, next, floor, here)).toBe(
          solveFlooredSimplexInto(fresh, next, floor, there)
        )
        expect(here).toEqual(there)
        expect(used.budgetPrice).toBe(fresh.budgetPrice)
      }
      const [here, there] = [new Float64Array(program.size), new Float64Array(program.size)]
      solveBudgetedSimplexInto(used, program, here)
      solveBudgetedSimplexInto(makeBudgetedSimplexWorkspace(program.size), program, there)
      expect(here).toEqual(there)
    }),
    { seed: 43, numRuns: 1000 }
  )
})

it('floors that sum to one are the mix', () => {
  const program = simplex([0.5, 0.9], [1, 2], 1, 2)
  expect(answered(solveFlooredSimplex(program, Float64Array.of(0.75, 0.25)))).toMatchObject({
    _tag: 'optimal',
    share: Float64Array.of(0.75, 0.25),
    value: 0.6,
    budgetPrice: 0,
    capacityPrice: new Float64Array(2),
    slack: 0.75
  })
  const poor = { ...program, budget: 1 }
  expect(answered(solveFlooredSimplex(poor, Float64Array.of(0.75, 0.25)))).toMatchObject({
    _tag: 'budgetInfeasible',
    share: Float64Array.of(0.75, 0.25)
  })
})

it('floors that sum above one leave no mix', () => {
  const program = simplex([0.5, 0.9], [1, 2], 1, 2)
  expect(answered(solveFlooredSimplex(program, Float64Array.of(0.75, 0.5)))).toEqual({
    _tag: 'capacityInfeasible'
  })
})

it('a floor at the capacity is that share', () => {
  const program = simplex([0.9, 0.1, 0.5], [1, 1, 1], [0.5, 0.2, 1], 1)
  const mix = answered(solveFlooredSimplex(program, Float64Array.of(0.5, 0.2, 0)))
  const share = mix._tag === 'optimal' ? Array.from(mix.share) : []
  expect(share).toEqual([0.5, 0.2, expect.closeTo(0.3, 12)])
})

it('a budget that the cheapest mix above the floors meets exactly is enough', () => {
  const program = simplex([0.9, 0.1, 0.5], [0.001, 0.001, 0.001], 1, 0.001)
  expect(answered(solveFlooredSimplex(program, Float64Array.of(0.3, 0.3, 0.3)))).toMatchObject({
    _tag: 'optimal'
  })
})

it.each<readonly [string, ReadonlyArray<number>, string]>([
  ['too few floors', [0.1], 'floor'],
  ['a floor below zero', [0, -0.1], 'floor[1]'],
  ['a floor above the capacity', [0, 0.7], 'floor[1]'],
  ['a floor that is no number', [Number.NaN, 0], 'floor[0]']
])('%s is refused', (_what, floor, field) => {
  expect(
    solveFlooredSimplex(simplex([0.5, 0.9], [1, 2], 0.6, 2), Float64Array.from(floor))
  ).toMatchObject({ _tag: 'Left', left: { _tag: 'InvalidProgram', field } })
})
