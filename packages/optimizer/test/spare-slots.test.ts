import * as fc from 'fast-check'
import {
  fillSpareSlots,
  noRules,
  solveBudgetedSelection,
  solveRuledSelection,
  type BudgetedSelection
} from '../src'
import { drawRules } from '../src/testing'
import { obeys } from './brute-force'
import { answered, anySelection, selection, simplex } from './build'

const fill = (program: BudgetedSelection, width: ReadonlyArray<number>): ReadonlyArray<number> =>
  answered(
    fillSpareSlots(program, answered(solveBudgetedSelection(program)), Float64Array.from(width))
  )

const five = simplex([0.9, 0.5, 0.8, 0.7, 0.8], [0.001, 0.001, 0.001, 0.001, 0.001], 1, 0.001)

it('arms nearest to the mix come first', () => {
  expect(fill(selection(five, 3), [0, 0, 0, 0, 0])).toEqual([0, 2, 4])
})

it('equally near, the one that is known less', () => {
  expect(fill(selection(five, 2), [0, 0, 0.1, 0, 0.2])).toEqual([0, 4])
})

it('equally near and known, the incumbent', () => {
  const program = selection({ ...five, reward: Float64Array.of(0.9, 0.5, 0.8, 0.7, 0.9) }, 3)
  const fixedCost = Float64Array.of(0, 0, 0.01, 0, 0.2)
  // Arm 4 is as good as arm 0 but costs 0.2 to have, arm 2 costs 0.01.
  expect(fill({ ...program, fixedCost }, [0, 0, 0, 0, 0])).toEqual([0, 2, 3])
})

it('a fixed cost counts against nearness', () => {
  const program = { ...selection(five, 2), fixedCost: Float64Array.of(0, 0, 0.2, 0, 0.2) }
  expect(fill(program, [0, 0, 1, 0, 1])).toEqual([0, 3])
})

it('nearness is at the price of the budget', () => {
  const program = selection(simplex([0.9, 0.3, 0.5, 0.55], [4, 1, 1.5, 3], 1, 2), 3)
  // The mix of arms 0 and 1 has price 0.2 and threshold 0.1: arm 2 stands at 0.2, inside it, arm 3 at -0.05.
  expect(fill(program, [0, 0, 0, 1])).toEqual([0, 1, 2])
})

it('where nothing fits the budget the cheapest come first', () => {
  const poor = selection(simplex([0.9, 0.8, 0.7], [3, 1, 2], 1, 0.5), 2)
  expect(fill(poor, [1, 0, 0])).toEqual([1, 2])
})

it('no slot is left while there are arms, and the mix keeps its own', () => {
  fc.assert(
    fc.property(anySelection(8), (program) => {
      const answer = answered(solveBudgetedSelection(program))
      const filled = answered(fillSpareSlots(program, answer, new Float64Array(program.size)))
      expect(filled).toHaveLength(Math.min(program.size, program.maxSelected))
      expect(filled).toEqual([...new Set(filled)].sort((a, b) => a - b))
      expect(answer.selected.every((m) => filled.includes(m))).toBe(true)
    }),
    { seed: 91, numRuns: 500 }
  )
})

it.each<readonly [string, Partial<BudgetedSelection>, ReadonlyArray<number>, string]>([
  ['widths too few', {}, [0, 0, 0, 0], 'width'],
  ['a negative width', {}, [0, 0, -1, 0, 0], 'width[2]'],
  ['a width that is no number', {}, [0, 0, 0, NaN, 0], 'width[3]'],
  ['a program that is none', { budget: NaN }, [0, 0, 0, 0, 0], 'budget']
])('%s is refused', (_what, change, width, field) => {
  const program = selection(five, 2)
  const answer = answered(solveBudgetedSelection(program))
  const filled = fillSpareSlots({ ...program, ...change }, answer, Float64Array.from(width))
  expect(filled).toMatchObject({ _tag: 'Left', left: { _tag: 'InvalidProgram', field } })
})

describe('under rules', () => {
  it('a spare arm has no minimum', () => {
    const program = selection(five, 3)
    const rules = { ...noRules(5), minimum: Float64Array.of(0, 0, 0.1, 0, 0) }
    const answer = answered(solveRuledSelection(program, rules))
    expect(answered(fillSpareSlots(program, answer, new Float64Array(5), rules))).toEqual([0, 3, 4])
  })

  it('a group that is full takes no spare arm', () => {
    const program = selection(five, 3)
    const rules = { ...noRules(5), groups: [{ arms: [0, 2, 3], atLeast: 0, atMost: 1 }] }
    const answer = answered(solveRuledSelection(program, rules))
    expect(answered(fillSpareSlots(program, answer, new Float64Array(5), rules))).toEqual([0, 1, 4])
  })

  it('the arms kept obey the rules, and no other arm could join them', () => {
    fc.assert(
      fc.property(anySelection(7), fc.nat(), (program, seed) => {
        const rules = drawRules(seed, program)
        const answer = answered(solveRuledSelection(program, rules))
        if (answer.selected.length === 0) return
        const width = new Float64Array(program.size)
        const filled = answered(fillSpareSlots(program, answer, width, rules))
        expect(obeys(filled, rules)).toBe(true)
        expect(filled.length).toBeLessThanOrEqual(program.maxSelected)
        expect(answer.selected.every((m) => filled.includes(m))).toBe(true)
        for (let m = 0; m < program.size; m++) {
          if (filled.includes(m)) continue
          const isFull = filled.length === program.maxSelected
          expect(isFull || rules.minimum[m] > 0 || !obeys([...filled, m], rules)).toBe(true)
        }
      }),
      { seed: 92, numRuns: 500 }
    )
  })
})
