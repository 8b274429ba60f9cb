import * as E from 'fp-ts/Either'
import { marginalValues, solveBudgetedSelection, type MarginalSteps } from '../src'
import { answered, selection, simplex } from './build'

const program = selection(
  simplex([0.5, 0.75, 0.9], [0.001, 0.003, 0.004], [0.6, 0.6, 0.6], 0.002),
  2
)
const answer = answered(solveBudgetedSelection(program))
const steps: MarginalSteps = { budget: 0.001, capacity: 0.1, arms: [0, 2] }

it('are differences between optima', () => {
  const valueOf = (changed: typeof program): number => {
    const { mix } = answered(solveBudgetedSelection(changed))
    return mix._tag === 'optimal' ? mix.value : NaN
  }
  const before = valueOf(program)
  const values = answered(marginalValues(program, answer, steps))
  expect(values.slot).toBeCloseTo(valueOf({ ...program, maxSelected: 3 }) - before, 12)
  expect(values.budget).toBeCloseTo(valueOf({ ...program, budget: 0.003 }) - before, 12)
  expect(values.capacity).toEqual([
    expect.closeTo(valueOf({ ...program, capacity: Float64Array.of(0.7, 0.6, 0.6) }) - before, 12),
    expect.closeTo(valueOf({ ...program, capacity: Float64Array.of(0.6, 0.6, 0.7) }) - before, 12)
  ])
  expect(values.budget).toBeGreaterThan(0.05)
})

it('of a capacity stop at one', () => {
  const full = selection(simplex([0.5, 0.75], [0.001, 0.003], [1, 1], 0.002), 2)
  const values = marginalValues(full, answered(solveBudgetedSelection(full)), {
    ...steps,
    arms: [1]
  })
  expect(answered(values).capacity).toEqual([0])
})

it('are not defined where nothing fits the budget, before or after', () => {
  const poor = { ...program, budget: 0.0001 }
  const values = marginalValues(poor, answered(solveBudgetedSelection(poor)), steps)
  expect(values).toEqual(E.right({ slot: null, budget: null, capacity: [null, null] }))
})

it.each<readonly [string, Partial<MarginalSteps>, string]>([
  ['no step of budget', { budget: 0 }, 'steps.budget'],
  ['a step of budget that is no number', { budget: Number.NaN }, 'steps.budget'],
  ['a negative step of capacity', { capacity: -0.1 }, 'steps.capacity'],
  ['an arm past the program', { arms: [0, 3] }, 'steps.arms[1]']
])('refuse %s', (_what, change, field) => {
  expect(marginalValues(program, answer, { ...steps, ...change })).toMatchObject({
    _tag: 'Left',
    left: { _tag: 'InvalidProgram', field }
  })
})

it('are not known where the search was cut short', () => {
  const values = answered(marginalValues(program, { ...answer, isProved: false }, steps))
  expect(values).toEqual({ slot: null, budget: null, capacity: [null, null] })
})

it('of a program that is none are refused', () => {
  expect(marginalValues({ ...program, budget: -1 }, answer, steps)).toMatchObject({
    left: { field: 'budget' }
  })
})
