import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { solveBudgetedSelection, solveBudgetedSimplex } from '../../src'
import {
  degenerateSelections,
  degenerateSimplices,
  drawSelection,
  drawSimplex
} from '../../src/testing'

const sized = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 60 }))

it('every drawn program is one that the doors accept, and the same again', () => {
  fc.assert(
    fc.property(sized, ([seed, size]) => {
      expect(E.isRight(solveBudgetedSimplex(drawSimplex(seed, size)))).toBe(true)
      expect(drawSimplex(seed, size)).toEqual(drawSimplex(seed, size))
      expect(drawSelection(seed, size)).toEqual(drawSelection(seed, size))
    }),
    { seed: 3, numRuns: 300 }
  )
})

it('drawn programs stay in the domain', () => {
  fc.assert(
    fc.property(sized, ([seed, size]) => {
      const { reward, cost, budget, maxSelected } = drawSelection(seed, size)
      expect(Math.max(...reward)).toBeLessThanOrEqual(1)
      expect(Math.max(...cost, budget)).toBeLessThanOrEqual(0.005)
      expect(maxSelected).toBeLessThanOrEqual(size)
    }),
    { seed: 4, numRuns: 300 }
  )
})

it('every degenerate program is one that the doors accept, under a name of its own', () => {
  degenerateSimplices.forEach(({ program }) =>
    expect(E.isRight(solveBudgetedSimplex(program))).toBe(true)
  )
  degenerateSelections.forEach(({ program }) =>
    expect(E.isRight(solveBudgetedSelection(program))).toBe(true)
  )
  const names = [...degenerateSimplices, ...degenerateSelections].map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
