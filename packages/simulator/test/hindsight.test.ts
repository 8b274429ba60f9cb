import { makeStream, nextUniform } from '@stageroute/numeric'
import { arriveAsListed, hindsightOptimum, stageOracle } from '../src'
import { trialOf } from './builders'

const cheapAndDear = [
  { reward: 0.4, cost: 1 },
  { reward: 0.8, cost: 3 }
]

test('with one stage it is the stage oracle', () => {
  const trial = trialOf(cheapAndDear, { queries: 100, budget: 2 })
  expect(hindsightOptimum(trial).value).toBeCloseTo(stageOracle(trial).value[0] ?? 0, 12)
  expect(hindsightOptimum(trial).budgetPrice).toBeCloseTo(0.2, 12)
})

test('it saves money for the stage in which the better arm has arrived', () => {
  const arms = [
    { reward: 0.4, cost: 1 },
    { reward: 0.5, cost: 3 },
    { reward: 0.9, cost: 3 }
  ]
  const base = trialOf(arms, { queries: 100, stages: 2, budget: 2 })
  const arrivals = arriveAsListed(base.environment.arms, { a: 0, b: 0, c: 50 })
  const trial = { ...base, arrivals }
  // Alone, both stages mix half and half: 0.45 then 0.65. Saving, the first earns 0.4 and the second 0.9.
  expect(Array.from(stageOracle(trial).value)).toEqual([0.45, 0.65])
  expect(hindsightOptimum(trial).value).toBeCloseTo((0.4 + 0.9) / 2, 12)
  expect(hindsightOptimum(trial).cost).toBeCloseTo(2, 12)
})

test('stages count by their lengths', () => {
  const base = trialOf(cheapAndDear, { queries: 5, stages: 2, budget: 2 })
  const arrivals = arriveAsListed(base.environment.arms, { a: 0, b: 2 })
  // Stages of two and three queries: ten USD buy the dear arm twice and a half, when it is there.
  const { value, budgetPrice } = hindsightOptimum({ ...base, arrivals })
  expect(value).toBeCloseTo((2.5 * 0.4 + 2.5 * 0.8) / 5, 12)
  expect(budgetPrice).toBeCloseTo(0.2, 12)
})

test('a stage with too few arms serves what it can', () => {
  const base = trialOf(cheapAndDear, { queries: 10, stages: 2, budget: 5, capacity: 0.5 })
  const arrivals = arriveAsListed(base.environment.arms, { a: 0, b: 5 })
  expect(hindsightOptimum({ ...base, arrivals }).value).toBeCloseTo((0.2 + 0.6) / 2, 12)
})

test('money that is not needed has no price, and money that is not enough no finite one', () => {
  const withBudget = (budget: number) =>
    hindsightOptimum(trialOf(cheapAndDear, { queries: 100, budget }))
  expect(withBudget(5)).toEqual({ value: 0.8, cost: 3, budgetPrice: 0 })
  expect(withBudget(0.5)).toEqual({ value: 0.4, cost: 1, budgetPrice: Infinity })
})

test('it is never below the stage oracle where every stage can be paid for, however close the costs', () => {
  const stream = makeStream(5, 'near ties')
  const few = (): number => Math.floor(nextUniform(stream) * 5) * 2e-17
  const nearCost = (): number => 0.1 + few() + (nextUniform(stream) < 0.3 ? 0.05 : 0)
  let compared = 0
  for (let i = 0; i < 3000; i++) {
    const arms = Array.from({ length: 4 }, () => ({
      reward: nextUniform(stream),
      cost: nearCost()
    }))
    const settings = { queries: 100, stages: 4, capacity: 0.7, budget: 0.1 + few() }
    const base = trialOf(arms, settings)
    const arrivals = arriveAsListed(base.environment.arms, { a: 0, b: 0, c: 30, d: 60 })
    const oracle = stageOracle({ ...base, arrivals })
    if (oracle.isInfeasible.some(Boolean)) continue
    compared++
    const mean = oracle.value.reduce((sum, value) => sum + value / 4, 0)
    expect(hindsightOptimum({ ...base, arrivals }).value).toBeGreaterThan(mean - 1e-10)
  }
  expect(compared).toBeGreaterThan(500)
})
