import {
  noRules,
  solveRuledSelection,
  type BudgetedSelection,
  type RuledAnswer,
  type SelectionRules
} from '../src'
import { answered, selection, simplex } from './build'

const four = selection(simplex([0.9, 0.8, 0.7, 0.6], [4, 3, 2, 1], 1, 4), 2)

const solve = (rules: Partial<SelectionRules>, program: BudgetedSelection = four): RuledAnswer =>
  answered(solveRuledSelection(program, { ...noRules(program.size), ...rules }))

it('a required arm is selected without a share where it earns none', () => {
  const answer = solve({ required: [3] })
  expect(answer.selected).toEqual([0, 3])
  expect(answer.mix).toMatchObject({ value: 0.9, share: Float64Array.of(1, 0, 0, 0) })
})

it('what a rule has selected pays its fixed cost', () => {
  const program = { ...four, fixedCost: Float64Array.of(0, 0, 0, 0.25) }
  expect(solve({ required: [3] }, program).mix).toMatchObject({ value: 0.65 })
})

it('a selected arm gets its minimum, one that is not selected nothing', () => {
  const minimum = Float64Array.of(0, 0, 0, 0.25)
  expect(solve({ minimum, required: [3] }).mix).toMatchObject({
    share: Float64Array.of(0.75, 0, 0, 0.25)
  })
  expect(solve({ minimum }).selected).toEqual([0])
})

it('a group has no more arms than it may, and no fewer than it must', () => {
  const capacity = new Float64Array(4).fill(0.5)
  const program = { ...four, capacity }
  expect(solve({}, program).selected).toEqual([0, 1])
  expect(solve({ groups: [{ arms: [0, 1], atLeast: 0, atMost: 1 }] }, program).selected).toEqual([
    0, 2
  ])
  expect(solve({ groups: [{ arms: [2, 3], atLeast: 2, atMost: 2 }] }, program).selected).toEqual([
    2, 3
  ])
})

it('minimums that are a full mix leave nothing to choose', () => {
  const minimum = Float64Array.of(0, 0, 0.75, 0.25)
  const { selected, mix } = solve({ minimum, required: [2, 3] })
  expect(selected).toEqual([2, 3])
  expect(mix).toMatchObject({ _tag: 'optimal', value: expect.closeTo(0.675, 12), budgetPrice: 0 })
})

it('the suggestion stands among equals', () => {
  const twins = selection(simplex([0.5, 0.5, 0.5], [1, 1, 1], 1, 1), 2)
  const rules = { ...noRules(3), groups: [{ arms: [0], atLeast: 0, atMost: 0 }] }
  const suggested = (arm: number): RuledAnswer =>
    answered(solveRuledSelection(twins, rules, { suggestion: [arm] }))
  expect(suggested(1).selected).toEqual([1])
  expect(suggested(2).selected).toEqual([2])
})

describe('rules that no selection obeys say which', () => {
  it.each<readonly [string, Partial<SelectionRules>, object]>([
    [
      'too many required arms',
      { required: [0, 1, 2] },
      { _tag: 'slots', needed: 3, maxSelected: 2 }
    ],
    [
      'groups that need more slots than there are',
      {
        required: [0],
        groups: [
          { arms: [1], atLeast: 1, atMost: 1 },
          { arms: [2, 3], atLeast: 1, atMost: 2 }
        ]
      },
      { _tag: 'slots', needed: 3, maxSelected: 2 }
    ],
    [
      'a group with too few arms',
      {
        groups: [
          { arms: [1], atLeast: 1, atMost: 1 },
          { arms: [2], atLeast: 2, atMost: 2 }
        ]
      },
      { _tag: 'group', group: 1 }
    ],
    [
      'a group with more required arms than it may have',
      { required: [0, 1], groups: [{ arms: [0, 1, 2], atLeast: 0, atMost: 1 }] },
      { _tag: 'group', group: 0 }
    ],
    [
      'groups that exclude each other',
      {
        groups: [
          { arms: [0, 1], atLeast: 2, atMost: 2 },
          { arms: [1, 2], atLeast: 0, atMost: 0 }
        ]
      },
      { _tag: 'together' }
    ]
  ])('%s', (_what, rules, conflict) => {
    const answer = solve(rules)
    expect(answer.mix).toEqual({ _tag: 'rulesInfeasible', conflict })
    expect(answer).toMatchObject({ selected: [], isProved: true })
  })
})

it('minimums above a full mix, or capacities below one, are no fault of the rules about sets', () => {
  const minimum = Float64Array.of(0, 0, 0.75, 0.5)
  expect(solve({ minimum, required: [2, 3] })).toMatchObject({
    mix: { _tag: 'capacityInfeasible' },
    bound: 0
  })
  const small = { ...four, capacity: Float64Array.of(0.5, 0.5, 0.25, 0.25) }
  expect(solve({ required: [3] }, small).mix).toEqual({ _tag: 'capacityInfeasible' })
})

it('a budget below every mix that obeys the rules has the cheapest of them', () => {
  const { mix, selected, bound } = solve(
    { required: [0], minimum: Float64Array.of(0.5, 0, 0, 0) },
    { ...four, budget: 2 }
  )
  expect(mix).toMatchObject({
    _tag: 'budgetInfeasible',
    share: { 0: expect.closeTo(0.5, 9), 3: expect.closeTo(0.5, 9) }
  })
  expect(selected).toEqual([0, 3])
  expect(bound).toBeCloseTo(0.75, 12)
})

describe('rules that are none are refused:', () => {
  it.each<readonly [string, Partial<SelectionRules>, string]>([
    ['minimums too few', { minimum: new Float64Array(3) }, 'minimum'],
    ['a negative minimum', { minimum: Float64Array.of(0, -0.1, 0, 0) }, 'minimum[1]'],
    ['a minimum above the capacity', { minimum: Float64Array.of(0, 0, 1.5, 0) }, 'minimum[2]'],
    ['a required arm past the program', { required: [0, 4] }, 'required[1]'],
    ['a required arm twice', { required: [2, 2] }, 'required[1]'],
    [
      'an arm twice in a group',
      { groups: [{ arms: [1, 1], atLeast: 0, atMost: 1 }] },
      'groups[0].arms[1]'
    ],
    ['a negative bound', { groups: [{ arms: [1], atLeast: -1, atMost: 1 }] }, 'groups[0].atLeast'],
    ['half an arm', { groups: [{ arms: [1], atLeast: 0, atMost: 0.5 }] }, 'groups[0].atMost'],
    ['bounds that cross', { groups: [{ arms: [1, 2], atLeast: 2, atMost: 1 }] }, 'groups[0].atMost']
  ])('%s', (_what, rules, field) => {
    expect(solveRuledSelection(four, { ...noRules(4), ...rules })).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'InvalidProgram', field }
    })
  })
})
