import * as fc from 'fast-check'
import { fillSpareSlots, solveBudgetedSelection, type BudgetedSelection } from '../src'
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
