import { makeUniformField, readField } from '@stageroute/numeric'
import { makeSuak, type PolicySettings } from '@stageroute/policies'
import { reservedBudget, reserveOf } from '../../src/baselines/suak'
import { nextDistribution, observe, settingsWith, blank } from '../settings'

test('the reserve is a query of the dearest arm, and one more for every log of the queries', () => {
  expect(reserveOf(0.02, 1)).toBe(0.02)
  expect(reserveOf(0.02, Math.E ** 2)).toBeCloseTo(0.06, 12)
})

test('the budget falls short while the reserve does, and is generous when there is more', () => {
  expect(reservedBudget(0.004, 0.03, 0.06)).toBeCloseTo(0.002, 12)
  expect(reservedBudget(0.004, 0.06, 0.06)).toBe(0.004)
  expect(reservedBudget(0.004, 0.09, 0.06)).toBeCloseTo(0.006, 12)
  expect(reservedBudget(0.004, 0.01, 0)).toBe(0.004)
})

const suakOf = (changes: Partial<PolicySettings>) => {
  const policy = makeSuak(settingsWith({ maxDeployed: 2, budget: 0.004, ...changes }))
  policy.arrive(0.75, 0.01)
  policy.arrive(0.75, 0.001)
  policy.startStage(0)
  return policy
}

test('an arm whose dearest query is not covered is skipped, and so is its share of the queries', () => {
  const policy = suakOf({})
  // After two queries there are 0.008 USD, after three 0.012.
  const shares = Array.from({ length: 3 }, () => nextDistribution(policy, 2))
  expect(shares).toEqual([
    [0, 0.25],
    [0, 0.25],
    [0.75, 0.25]
  ])
})

test('a float covers from the first query on', () => {
  expect(nextDistribution(suakOf({ openingFloat: 0.006 }), 2)).toEqual([0.75, 0.25])
})

test('it has at no query spent more than the budget so far, and skips few in the long run', () => {
  const budget = 0.004
  const policy = suakOf({ index: { gamma: 0.1, costScale: 0.01, costMin: 0, costMax: 0.01 } })
  const field = makeUniformField(5, 'costs')
  let spent = 0
  let skipped = 0
  for (let query = 0; query < 5000; query++) {
    const arm = policy.route(blank)
    readField(field, query, 0)
    const cost = arm < 0 ? 0 : (arm === 0 ? 0.01 : 0.001) * field.first
    if (arm < 0) skipped++
    else observe(policy, arm, arm === 0 ? 1 : 0.5, cost)
    spent += cost
    expect(spent).toBeLessThanOrEqual(budget * (query + 1) * (1 + 1e-12))
  }
  expect(skipped / 5000).toBeLessThan(0.01)
  // The dear arm alone would cost 0.005 a query, 0.75 of it and the cheap one 0.003875: all of that is affordable.
  expect(spent / 5000).toBeGreaterThan(0.0037)
})
