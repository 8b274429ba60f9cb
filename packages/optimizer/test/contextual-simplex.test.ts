import { bestAtPrices, solveContextualSimplex, type ContextualSimplex } from '../src'
import { answered } from './build'

/** Two kinds of queries: on the first the cheap arm is as good, on the second the dear one is needed. */
const program: ContextualSimplex = {
  contexts: 2,
  size: 2,
  weight: Float64Array.of(0.75, 0.25),
  reward: Float64Array.of(0.8, 0.8, 0.2, 0.9),
  cost: Float64Array.of(1, 5, 1, 5),
  capacity: Float64Array.of(1, 1),
  budget: 2
}

it('spends where it helps', () => {
  expect(answered(solveContextualSimplex(program))).toEqual({
    _tag: 'optimal',
    value: expect.closeTo(0.825, 12),
    share: Float64Array.of(1, 0, 0, 1),
    budgetPrice: 0,
    capacityPrice: Float64Array.of(0, 0),
    slack: 0
  })
})

it('prices a budget that is too small for that', () => {
  const answer = answered(solveContextualSimplex({ ...program, budget: 1.5 }))
  // Half of the second kind goes to the dear arm: 0.7 of reward for 4 USD.
  expect(answer).toMatchObject({ _tag: 'optimal', budgetPrice: expect.closeTo(0.175, 12) })
  expect(answer._tag === 'optimal' && Array.from(answer.share)).toEqual([
    1,
    0,
    expect.closeTo(0.5, 12),
    expect.closeTo(0.5, 12)
  ])
})

it('prices a capacity that the contexts compete for', () => {
  const answer = answered(
    solveContextualSimplex({ ...program, budget: 5, capacity: Float64Array.of(1, 0.2) })
  )
  // The dear arm is worth 0.7 more to the second kind alone, which has more queries than it takes.
  expect(answer).toMatchObject({
    _tag: 'optimal',
    budgetPrice: 0,
    value: expect.closeTo(0.75 * 0.8 + 0.05 * 0.2 + 0.2 * 0.9, 12),
    capacityPrice: Float64Array.of(0, 0.9 - 0.2)
  })
})

it('makes room for the context that gains more', () => {
  const crowded: ContextualSimplex = {
    contexts: 3,
    size: 3,
    weight: Float64Array.of(1 / 4, 1 / 4, 1 / 2),
    reward: Float64Array.of(0.9, 0.8, 0, 0.9, 0.1, 0.6, 0.9, 0.5, 0.5),
    cost: new Float64Array(9),
    capacity: Float64Array.of(0.5, 0.25, 0.25),
    budget: 0
  }
  const answer = answered(solveContextualSimplex(crowded))
  expect(answer).toMatchObject({ value: expect.closeTo(0.25 * 0.8 + 0.25 * 0.6 + 0.5 * 0.9, 12) })
})

it('answers the best of equally cheap mixes where none fits the budget', () => {
  const poor = { ...program, cost: Float64Array.of(2, 2, 2, 2), budget: 1 }
  expect(answered(solveContextualSimplex(poor))).toMatchObject({
    _tag: 'budgetInfeasible',
    value: expect.closeTo(0.825, 12)
  })
})

it('answers nothing where capacities sum below one', () => {
  const short = { ...program, capacity: Float64Array.of(0.5, 0.4) }
  expect(answered(solveContextualSimplex(short))).toEqual({ _tag: 'capacityInfeasible' })
})

it('routes a context without weight by the prices', () => {
  const rare = { ...program, weight: Float64Array.of(1, 0), budget: 1 }
  const answer = answered(solveContextualSimplex(rare))
  expect(answer).toMatchObject({ _tag: 'optimal', share: Float64Array.of(1, 0, 0, 1) })
})

it('routes ties to the cheaper, then to the first arm', () => {
  const none = new Float64Array(3)
  expect(bestAtPrices(Float64Array.of(1, 1, 1), Float64Array.of(2, 1, 1), 0, 3, 0, none)).toBe(1)
})

it.each<readonly [string, Partial<ContextualSimplex>, string]>([
  ['no context', { contexts: 0 }, 'contexts'],
  ['no arm', { size: 0 }, 'size'],
  ['weights too short', { contexts: 3 }, 'weight'],
  ['a negative weight', { weight: Float64Array.of(1.5, -0.5) }, 'weight[1]'],
  ['weights that sum to less than one', { weight: Float64Array.of(0.5, 0.4) }, 'weight'],
  ['a reward that is no number', { reward: Float64Array.of(0, 0, Number.NaN, 0) }, 'reward[2]'],
  ['costs too short', { cost: Float64Array.of(1, 1, 1) }, 'cost'],
  ['a negative cost', { cost: Float64Array.of(1, 1, 1, -1) }, 'cost[3]'],
  ['a capacity above one', { capacity: Float64Array.of(1, 1.5) }, 'capacity[1]'],
  ['an infinite budget', { budget: Infinity }, 'budget']
])('refuses %s', (_what, change, field) => {
  expect(solveContextualSimplex({ ...program, ...change })).toMatchObject({
    _tag: 'Left',
    left: { _tag: 'InvalidProgram', field }
  })
})
