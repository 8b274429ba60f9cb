import * as fc from 'fast-check'
import {
  certifyMix,
  isCertified,
  solveBudgetedSimplex,
  type BudgetedSimplex,
  type MixAnswer
} from '../src'
import { degenerateSimplices } from '../src/testing'
import { answered, anySimplex, inner, simplex } from './build'

type Optimal = Extract<MixAnswer, { _tag: 'optimal' }>

/** Checks every program that has an optimum. */
const whereOptimal =
  (check: (program: BudgetedSimplex, optimum: Optimal, seed: number) => void) =>
  (program: BudgetedSimplex, seed: number): void => {
    const answer = answered(solveBudgetedSimplex(program))
    if (answer._tag === 'optimal') check(program, answer, seed)
  }

const certified = (program: BudgetedSimplex, share: Float64Array, price: number): boolean =>
  isCertified(certifyMix(program, share, price))

const cheapestMix = (program: BudgetedSimplex): Float64Array | undefined => {
  const answer = answered(
    solveBudgetedSimplex({ ...program, reward: program.cost.map((c) => -c), budget: 1 })
  )
  return answer._tag === 'optimal' ? answer.share : undefined
}

const laws: ReadonlyArray<
  readonly [string, (program: BudgetedSimplex, optimum: Optimal, seed: number) => void]
> = [
  [
    'accepts every optimal answer',
    (program, { share, budgetPrice }) => {
      expect(certified(program, share, budgetPrice)).toBe(true)
    }
  ],
  [
    'refuses a mix with a share changed',
    (program, { share, budgetPrice }, seed) => {
      for (const change of [1e-6, -1e-6]) {
        const changed = share.slice()
        changed[seed % program.size] += change
        expect(certified(program, changed, budgetPrice)).toBe(false)
      }
    }
  ],
  [
    'accepts mass moved between arms only where it earns as much',
    (program, { share, budgetPrice, value }, seed) => {
      const moved = share.slice()
      moved[seed % program.size] -= 1e-4
      moved[(seed + 1) % program.size] += 1e-4
      if (!certified(program, moved, budgetPrice)) return
      expect(Math.abs(inner(program.reward, moved) - value)).toBeLessThan(1e-10)
    }
  ],
  [
    // For a price above (value - v1) / (budget - c1) the cheapest mix alone, worth v1 at cost c1, lifts the bound above the value.
    'refuses a price that is too high',
    (program, { share, value }) => {
      const cheapest = cheapestMix(program)
      if (cheapest === undefined) return
      const left = program.budget - inner(program.cost, cheapest)
      if (left < 1e-6) return
      const tooHigh = (value - inner(program.reward, cheapest)) / left + 0.01 / left
      expect(certified(program, share, tooHigh)).toBe(false)
    }
  ],
  [
    'refuses a price of zero where the budget costs reward',
    (program, { share, value }) => {
      const free = answered(solveBudgetedSimplex({ ...program, budget: 1 }))
      if (free._tag !== 'optimal' || free.value < value + 1e-6) return
      expect(certified(program, share, 0)).toBe(false)
    }
  ],
  [
    'refuses a price that is no price',
    (program, { share, budgetPrice }) => {
      expect(certified(program, share, -budgetPrice - 0.1)).toBe(false)
      expect(certified(program, share, Number.NaN)).toBe(false)
      expect(certified(program, share, Infinity)).toBe(false)
    }
  ]
]

describe.each(laws)('a certificate %s', (_law, check) => {
  it('on 1,000 random programs', () => {
    fc.assert(fc.property(anySimplex(30), fc.nat(), whereOptimal(check)), {
      seed: 555,
      numRuns: 1000
    })
  })

  it.each(degenerateSimplices)('on $name', ({ program }) => whereOptimal(check)(program, 1))
})

describe('a certificate', () => {
  const program = simplex([0.4, 0.8], [1, 3], 1, 2)

  it('measures what is wrong with a mix', () => {
    expect(certifyMix(program, Float64Array.of(0.5, 0.25), 0.2).massError).toBe(0.25)
    expect(certifyMix(program, Float64Array.of(-0.25, 1.25), 0.2).boundViolation).toBe(0.25)
    expect(certifyMix(program, Float64Array.of(0, 1), 0.2).budgetViolation).toBe(0.5)
    expect(certifyMix(program, Float64Array.of(1, 0), 0.2).gap).toBeCloseTo(0.25, 12)
  })

  it('takes any spending of a zero budget for a violation, however small the unit of money', () => {
    const free = simplex([0.4, 0.8], [0, 1e-13], 1, 0)
    expect(certifyMix(free, Float64Array.of(0, 1), 0).budgetViolation).toBe(1)
  })

  it('cannot be talked into a poor mix by a negative price', () => {
    // At this price the "bound" of half and half falls to its value, while the better arm alone is affordable.
    const rich = simplex([0.5, 0.8], [0, 1], 1, 2)
    const half = Float64Array.of(0.5, 0.5)
    expect(certifyMix(rich, half, -0.15).gap).toBe(Infinity)
    expect(certified(rich, half, -0.15)).toBe(false)
  })

  it('is refused where a share is no number', () => {
    expect(certified(program, Float64Array.of(Number.NaN, 1), 0.2)).toBe(false)
  })
})
