import * as fc from 'fast-check'
import { arriveAsListed, hindsightOptimum, stageOracle, type Trial } from '../src'
import { truths, trialOf } from './builders'

const grid = (max: number) => fc.integer({ min: 0, max: 100 }).map((step) => (step * max) / 100)

const arms = fc.array(
  fc.record({ reward: grid(1), cost: grid(4), at: fc.integer({ min: 0, max: 99 }) }),
  { minLength: 2, maxLength: 6 }
)

/** Two arms are there from the start, so that capacities of one half always suffice. */
const trial = fc
  .record({
    arms,
    budget: grid(4),
    stages: fc.integer({ min: 1, max: 5 }),
    maxDeployed: fc.integer({ min: 2, max: 6 }),
    capacity: fc.constantFrom(0.5, 0.75, 1)
  })
  .map(({ arms: pool, ...settings }): Trial => {
    const arrival = truths(pool).map(({ id }, arm) => [id, arm < 2 ? 0 : (pool[arm]?.at ?? 0)])
    const base = trialOf(pool, { queries: 100, ...settings })
    const arrivals = arriveAsListed(
      base.environment.arms,
      Object.fromEntries(arrival) as Record<string, number>
    )
    return { ...base, arrivals }
  })

const meanOracle = (of: Trial): { readonly value: number; readonly isFeasible: boolean } => {
  const { starts, value, isInfeasible } = stageOracle(of)
  return {
    value: starts.reduce(
      (sum, start, k) => sum + (((starts[k + 1] ?? 100) - start) / 100) * (value[k] ?? 0),
      0
    ),
    isFeasible: !isInfeasible.includes(true)
  }
}

test('one budget for the whole horizon is worth no less than the same budget in every stage', () => {
  fc.assert(
    fc.property(trial, (of) => {
      const { value, isFeasible } = meanOracle(of)
      fc.pre(isFeasible)
      expect(hindsightOptimum(of).value).toBeGreaterThanOrEqual(value - 1e-9)
    })
  )
})

test('with one stage and slots to spare it is the stage oracle', () => {
  fc.assert(
    fc.property(trial, (of) => {
      const single = { ...of, stages: 1, maxDeployed: 6 }
      expect(hindsightOptimum(single).value).toBeCloseTo(meanOracle(single).value, 9)
    })
  )
})

test('more money is never worth less, and never at a higher price', () => {
  fc.assert(
    fc.property(trial, grid(1), (of, more) => {
      const poor = hindsightOptimum(of)
      const rich = hindsightOptimum({ ...of, budget: of.budget + more })
      fc.pre(Number.isFinite(poor.budgetPrice))
      expect(rich.value).toBeGreaterThanOrEqual(poor.value - 1e-9)
      expect(rich.budgetPrice).toBeLessThanOrEqual(poor.budgetPrice + 1e-6)
      expect(rich.value - poor.value).toBeLessThanOrEqual(poor.budgetPrice * more + 1e-9)
    })
  )
})

test('it never costs more than the budget, unless the cheapest mixes do', () => {
  fc.assert(
    fc.property(trial, (of) => {
      const { cost, budgetPrice } = hindsightOptimum(of)
      expect(cost <= of.budget + 1e-9 || budgetPrice === Infinity).toBe(true)
    })
  )
})
