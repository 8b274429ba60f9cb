import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import {
  marginalValues,
  noRules,
  solveBudgetedSelection,
  solveRuledSelection,
  type MarginalSteps
} from '../src'
import { drawRules } from '../src/testing'
import { bruteForceRuled } from './brute-force'
import { answered, anySelection, selection, simplex } from './build'

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
  expect(values).toEqual(
    E.right({
      slot: null,
      budget: null,
      capacity: [null, null],
      presence: [null, null]
    })
  )
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
  expect(values).toEqual({
    slot: null,
    budget: null,
    capacity: [null, null],
    presence: [null, null]
  })
})

it('of a program that is none are refused', () => {
  expect(marginalValues({ ...program, budget: -1 }, answer, steps)).toMatchObject({
    left: { field: 'budget' }
  })
})

describe('under rules', () => {
  const pinned = { ...noRules(3), required: [0], minimum: Float64Array.of(0.5, 0, 0) }
  const ruled = answered(solveRuledSelection(program, pinned))

  it('are differences between ruled optima, found by trying all sets', () => {
    fc.assert(
      fc.property(anySelection(6), fc.nat(), (drawn, seed) => {
        const rules = drawRules(seed, drawn)
        const known = answered(solveRuledSelection(drawn, rules))
        const arms = Array.from({ length: drawn.size }, (_, m) => m)
        const values = answered(marginalValues(drawn, known, { ...steps, arms }, rules))
        if (known.mix._tag !== 'optimal') return expect(values.slot).toBeNull()
        const before = known.mix.value
        const more = { ...drawn, maxSelected: drawn.maxSelected + 1 }
        expect(values.slot).toBeCloseTo(bruteForceRuled(more, rules).value - before, 9)
        values.presence.forEach((lost, arm) => {
          const other = known.selected.includes(arm)
            ? { ...rules, groups: [...rules.groups, { arms: [arm], atLeast: 0, atMost: 0 }] }
            : { ...rules, required: [...rules.required, arm] }
          const after = bruteForceRuled(drawn, other)
          if (after.verdict !== 'optimal') expect(lost).toBeNull()
          else expect(lost).toBeCloseTo(before - after.value, 9)
        })
      }),
      { seed: 815, numRuns: 300 }
    )
  })

  it('an arm that has to be there has no worth to name: nothing obeys without it', () => {
    const values = answered(marginalValues(program, ruled, { ...steps, arms: [0] }, pinned))
    expect(values.presence).toEqual([null])
  })

  it('the worth of an arm is what is lost without it, or with it', () => {
    const one = selection(simplex([0.5, 0.75, 0.625], [1, 3, 2], 1, 3), 1)
    const known = answered(solveBudgetedSelection(one))
    const values = answered(marginalValues(one, known, { ...steps, arms: [0, 1, 2] }))
    expect(known.selected).toEqual([1])
    expect(values.presence).toEqual([0.25, 0.125, 0.125])
  })

  it('rules that are none are refused', () => {
    const rules = { ...pinned, required: [7] }
    expect(marginalValues(program, ruled, steps, rules)).toMatchObject({
      left: { field: 'required[0]' }
    })
  })
})
