import * as fc from 'fast-check'
import { tolerance } from '@stageroute/numeric'
import {
  bestAtPrices,
  certifyContextualMix,
  isCertified,
  solveBudgetedSimplex,
  solveContextualSimplex,
  type ContextualSimplex,
  type MixAnswer
} from '../src'
import { degenerateSimplices, drawContextual } from '../src/testing'
import { answered, anySimplex, inner } from './build'

const solve = (program: ContextualSimplex): MixAnswer => answered(solveContextualSimplex(program))

const anyContextual = fc
  .tuple(fc.nat(), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 8 }))
  .map(([seed, contexts, size]) => drawContextual(seed, contexts, size))

const costOf = ({ size, weight, cost }: ContextualSimplex, share: Float64Array): number =>
  share.reduce((sum, used, i) => sum + used * cost[i] * weight[Math.floor(i / size)], 0)

const checkCertificate = (program: ContextualSimplex): void => {
  const answer = solve(program)
  if (answer._tag === 'capacityInfeasible') {
    expect(inner(program.capacity, new Float64Array(program.size).fill(1))).toBeLessThan(1)
    return
  }
  const free = { ...program, budget: Infinity }
  const noPrice = new Float64Array(program.size)
  if (answer._tag === 'budgetInfeasible') {
    const limits = certifyContextualMix(free, answer.share, 0, noPrice)
    expect(isCertified({ ...limits, gap: 0 })).toBe(true)
    expect(costOf(program, answer.share)).toBeGreaterThan(program.budget)
    return
  }
  const { share, budgetPrice, capacityPrice, slack } = answer
  const certificate = certifyContextualMix(program, share, budgetPrice, capacityPrice)
  expect(isCertified(certificate)).toBe(true)
  expect(slack).toBeCloseTo(program.budget - costOf(program, share), 12)
  // Complementary slackness: what is left over has no price.
  expect(slack * budgetPrice).toBeLessThan(tolerance.bound)
}

/** Every arm that a context uses is one that a query of it is best routed to. */
const checkPrices = (program: ContextualSimplex): void => {
  const answer = solve(program)
  if (answer._tag !== 'optimal') return
  const { reward, cost, size, contexts } = program
  const { share, budgetPrice, capacityPrice } = answer
  const reduced = (i: number): number => reward[i] - budgetPrice * cost[i] - capacityPrice[i % size]
  for (let g = 0; g < contexts; g++) {
    const best = bestAtPrices(reward, cost, g * size, size, budgetPrice, capacityPrice)
    for (let m = 0; m < size; m++) {
      if (share[g * size + m] <= 1e-9 || program.weight[g] === 0) continue
      const lost = reduced(g * size + best) - reduced(g * size + m)
      expect(lost * program.weight[g] * share[g * size + m]).toBeLessThan(1e-10)
    }
  }
}

const checkNoWorse = (poor: MixAnswer, rich: MixAnswer): void => {
  if (poor._tag !== 'optimal') return
  expect(rich._tag).toBe('optimal')
  if (rich._tag === 'optimal') expect(rich.value).toBeGreaterThan(poor.value - 1e-10)
}

/** The same mix for every context is feasible, so knowing the context can only help. */
const checkAboveCommonMix = (program: ContextualSimplex): void => {
  const { contexts, size, weight } = program
  const mean = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: size }, (_, m) => {
      let sum = 0
      for (let g = 0; g < contexts; g++) sum += weight[g] * values[g * size + m]
      return sum
    })
  const common = answered(
    solveBudgetedSimplex({ ...program, reward: mean(program.reward), cost: mean(program.cost) })
  )
  const own = solve(program)
  if (common._tag !== 'optimal') return
  expect(own._tag).toBe('optimal')
  if (own._tag === 'optimal') expect(own.value).toBeGreaterThan(common.value - 1e-10)
}

describe('the contextual programme', () => {
  it.each<readonly [string, (program: ContextualSimplex, seed: number) => void]>([
    ['has mixes and prices that certify each other', checkCertificate],
    ['routes by its prices', checkPrices],
    ['earns no less than one mix for all', checkAboveCommonMix],
    [
      'earns no less with more budget',
      (program, seed) =>
        checkNoWorse(
          solve(program),
          solve({ ...program, budget: program.budget + (seed % 1000) / 1e6 })
        )
    ],
    [
      'earns no less with more capacity',
      (program) =>
        checkNoWorse(
          solve(program),
          solve({ ...program, capacity: program.capacity.map((share) => Math.min(1, 1.2 * share)) })
        )
    ]
  ])('%s', (_law, check) => {
    fc.assert(fc.property(anyContextual, fc.nat(), check), { seed: 71, numRuns: 1000 })
  })

  it('meets every verdict in those programs', () => {
    const verdicts = fc.sample(anyContextual, { seed: 71, numRuns: 1000 }).map((p) => solve(p)._tag)
    expect(new Set(verdicts).size).toBe(3)
    expect(verdicts.filter((tag) => tag === 'optimal').length).toBeGreaterThan(400)
  })
})

describe('with one context it is RouteOPT', () => {
  const check = (program: Parameters<typeof solveBudgetedSimplex>[0]): void => {
    const plain = answered(solveBudgetedSimplex(program))
    const one = solve({ ...program, contexts: 1, weight: Float64Array.of(1) })
    expect(one._tag).toBe(plain._tag)
    if (plain._tag === 'capacityInfeasible' || one._tag === 'capacityInfeasible') return
    expect(one.value).toBeCloseTo(plain.value, 10)
  }

  it('on random programs', () => {
    fc.assert(fc.property(anySimplex(12), check), { seed: 72, numRuns: 1000 })
  })

  it.each(degenerateSimplices)('on $name', ({ program }) => check(program))
})

it('stays exact on many contexts and arms', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const program = drawContextual(seed, 40, 25)
      checkCertificate(program)
      checkPrices(program)
    }),
    { seed: 73, numRuns: 25 }
  )
})

it('contexts may be as rare as they like', () => {
  const rarities = [1, 1e-3, 1e-6, 5e-10, 2e-12, 1e-13]
  fc.assert(
    fc.property(
      fc.nat(),
      fc.array(fc.constantFrom(...rarities), { minLength: 2, maxLength: 5 }),
      (seed, parts) => {
        const drawn = drawContextual(seed, parts.length, 4)
        const total = parts.reduce((sum, part) => sum + part, 0)
        const program = { ...drawn, weight: Float64Array.from(parts, (part) => part / total) }
        const answer = solve(program)
        if (answer._tag === 'capacityInfeasible') return
        for (let g = 0; g < program.contexts; g++) {
          const own = answer.share.subarray(g * 4, g * 4 + 4)
          expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
        }
        if (answer._tag !== 'optimal') return
        const { gap, boundViolation } = certifyContextualMix(
          program,
          answer.share,
          answer.budgetPrice,
          answer.capacityPrice
        )
        expect(Math.abs(gap)).toBeLessThan(1e-9)
        expect(boundViolation).toBeLessThan(1e-10)
      }
    ),
    { seed: 74, numRuns: 1000 }
  )
})
