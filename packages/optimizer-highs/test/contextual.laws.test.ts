import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import {
  solveContextualSimplex,
  type ContextualSimplex,
  type LinearProgram,
  type LpSolver
} from '@stageroute/optimizer'
import { drawContextual } from '@stageroute/optimizer/testing'
import { load } from './load'

let highs: LpSolver
beforeAll(async () => {
  highs = await load()
})

/** Columns p context-major; rows: mass per context, budget in units of the largest cost, load per arm. */
const state = (program: ContextualSimplex): LinearProgram => {
  const { contexts, size, weight, reward, cost, capacity, budget } = program
  const columns = contexts * size
  const rows = contexts + 1 + size
  const scale = cost.reduce((most, value) => Math.max(most, value), 0) || 1
  const group = (column: number): number => Math.floor(column / size)
  const weightOf = (column: number): number => weight[group(column)] ?? 0
  const entries = Array.from({ length: columns }, (_, column) => [
    [group(column), 1],
    [contexts, (weightOf(column) * (cost[column] ?? 0)) / scale],
    [contexts + 1 + (column % size), weightOf(column)]
  ]).map((column) => column.filter(([, value]) => value !== 0))
  const starts = entries.reduce<ReadonlyArray<number>>(
    (all, column) => [...all, (all.at(-1) ?? 0) + column.length],
    [0]
  )
  const rowUpper = Float64Array.from({ length: rows }, (_, row) =>
    row < contexts ? 1 : row === contexts ? budget / scale : (capacity[row - contexts - 1] ?? 0)
  )
  return {
    columns,
    rows,
    objective: reward.map((value, column) => value * weightOf(column)),
    columnLower: new Float64Array(columns),
    columnUpper: new Float64Array(columns).fill(1),
    rowLower: Float64Array.from({ length: rows }, (_, row) => (row < contexts ? 1 : -Infinity)),
    rowUpper,
    columnStart: Int32Array.from(starts),
    rowIndex: Int32Array.from(entries.flat(), ([row]) => row ?? 0),
    coefficient: Float64Array.from(entries.flat(), ([, value]) => value ?? 0)
  }
}

const near = 1e-6

/** Whether a change of the budget within HiGHS' accuracy cannot change the verdict. */
const isClear = (program: ContextualSimplex): boolean => {
  const verdict = (budget: number): string => {
    const answer = solveContextualSimplex({ ...program, budget })
    return E.isRight(answer) ? answer.right._tag : 'wrong'
  }
  const band = near * program.cost.reduce((most, value) => Math.max(most, value), program.budget)
  return verdict(Math.max(0, program.budget - band)) === verdict(program.budget + band)
}

it('the contextual solver agrees with HiGHS on 400 random programs', () => {
  const verdicts: Array<string> = []
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 8 }),
      (seed, contexts, size) => {
        const program = drawContextual(seed, contexts, size)
        const exact = solveContextualSimplex(program)
        if (E.isLeft(exact)) throw new Error(exact.left.problem)
        if (!isClear(program)) return
        verdicts.push(exact.right._tag)
        const { termination, objective } = highs.solveLp(state(program))
        expect(termination._tag === 'optimal').toBe(exact.right._tag === 'optimal')
        if (exact.right._tag !== 'optimal') return
        expect(Math.abs(objective - exact.right.value)).toBeLessThan(near)
      }
    ),
    { seed: 4000, numRuns: 400 }
  )
  expect(verdicts.filter((tag) => tag === 'optimal').length).toBeGreaterThan(150)
  expect(verdicts).toContain('budgetInfeasible')
  expect(verdicts).toContain('capacityInfeasible')
})
