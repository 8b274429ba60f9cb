import * as fc from 'fast-check'
import { tolerance } from '@stageroute/numeric'
import { solveBudgetedSelection, type BudgetedSelection } from '../src'
import { answered, anySelection, selection, simplex } from './build'

const suggesting = (program: BudgetedSelection, suggestion: ReadonlyArray<number>) =>
  answered(solveBudgetedSelection(program, { suggestion }))

it('a suggestion, good or bad, changes no optimum', () => {
  fc.assert(
    fc.property(anySelection(8), fc.nat(), (program, bits) => {
      const arms = Array.from({ length: program.size }, (_, m) => m).filter((m) => (bits >> m) & 1)
      const plain = answered(solveBudgetedSelection(program))
      const warm = suggesting(program, arms.slice(0, program.maxSelected))
      expect(warm.mix._tag).toBe(plain.mix._tag)
      if (plain.mix._tag !== 'optimal' || warm.mix._tag !== 'optimal') return
      expect(Math.abs(warm.mix.value - plain.mix.value)).toBeLessThan(2 * tolerance.bound)
    }),
    { seed: 31, numRuns: 1000 }
  )
})

it('the optimum as a suggestion needs no more nodes', () => {
  let saved = 0
  fc.assert(
    fc.property(anySelection(12), (program) => {
      const plain = answered(solveBudgetedSelection(program))
      if (plain.mix._tag !== 'optimal') return
      const warm = suggesting(program, plain.selected)
      expect(warm.nodes).toBeLessThanOrEqual(plain.nodes)
      saved += plain.nodes - warm.nodes
    }),
    { seed: 32, numRuns: 500 }
  )
  expect(saved).toBeGreaterThan(0)
})

it('of two equally good sets the suggested one stands', () => {
  // Two pairs of capacities that carry everything; no other pair does, and the relaxation wants three arms.
  const twins = selection(
    simplex([0.8, 0.6, 0.8, 0.6, 0.9], [1, 1, 1, 1, 1], [0.5, 0.5, 0.5, 0.5, 0.3], 1),
    2
  )
  expect(suggesting(twins, [1, 2]).mix).toMatchObject({ value: expect.closeTo(0.8, 12) })
  const tied = selection(
    simplex([0.7, 0.7, 0.7, 0.7, 0.9], [1, 1, 1, 1, 1], [0.5, 0.5, 0.5, 0.5, 0.3], 1),
    2
  )
  expect(suggesting(tied, [2, 3]).selected).toEqual([2, 3])
  expect(suggesting(tied, [0, 3]).selected).toEqual([0, 3])
})

it.each<readonly [string, ReadonlyArray<number>, string]>([
  ['an arm past the program', [0, 9], 'suggestion[1]'],
  ['an arm twice', [1, 1], 'suggestion[1]'],
  ['half an arm', [0.5], 'suggestion[0]'],
  ['more arms than may be selected', [0, 1, 2], 'suggestion']
])('%s is refused', (_what, suggestion, field) => {
  const program = selection(simplex([0.5, 0.6, 0.7], [1, 1, 1], 1, 1), 2)
  expect(solveBudgetedSelection(program, { suggestion })).toMatchObject({
    _tag: 'Left',
    left: { field }
  })
})

it.each([0, -1, 2.5, Number.NaN, Infinity])('a node limit of %p is refused', (nodeLimit) => {
  const program = selection(simplex([0.5, 0.6, 0.7], [1, 1, 1], 1, 1), 2)
  expect(solveBudgetedSelection(program, { nodeLimit })).toMatchObject({
    left: { field: 'nodeLimit' }
  })
})
