import * as fc from 'fast-check'
import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  budgetedSimplexStatus,
  certifyMix,
  defaultNodeLimit,
  isCertified,
  makeBudgetedSelectionWorkspace,
  solveBudgetedSelection,
  solveBudgetedSelectionInto,
  type BudgetedSelection
} from '../src'
import { bruteForce } from './brute-force'
import { anySelection, carriersOf, selection, simplex } from './build'

const solveWithin = (program: BudgetedSelection, nodeLimit: number) => {
  const workspace = makeBudgetedSelectionWorkspace(program.size, nodeLimit)
  const share = new Float64Array(program.size)
  const status = solveBudgetedSelectionInto(workspace, program, share)
  return { status, share, ...workspace }
}

it('a search cut short still answers a selection, and its bound holds', () => {
  let cutShort = 0
  fc.assert(
    fc.property(anySelection(8), fc.integer({ min: 1, max: 4 }), (program, nodeLimit) => {
      const best = bruteForce(program)
      const { status, share, value, bound, nodes, isProved } = solveWithin(program, nodeLimit)
      if (status === budgetedSimplexStatus.capacityInfeasible) {
        expect(best.status).toBe(status)
        return
      }
      expect(carriersOf(share).length).toBeLessThanOrEqual(program.maxSelected)
      const budget = status === budgetedSimplexStatus.optimal ? program.budget : Infinity
      expect(isCertified({ ...certifyMix({ ...program, budget }, share, 0), gap: 0 })).toBe(true)
      expect(bound).toBeGreaterThanOrEqual(value)
      if (best.value === -Infinity) expect(status).toBe(budgetedSimplexStatus.budgetInfeasible)
      else expect(bound).toBeGreaterThan(best.value - 1e-11)
      if (status === budgetedSimplexStatus.optimal) expect(value).toBeLessThan(best.value + 1e-11)
      if (bound > value + 1e-9) cutShort++
      // Only an unfinished search may leave a gap.
      expect(isProved || nodes >= nodeLimit).toBe(true)
      if (isProved) expect(bound - value).toBeLessThan(2e-11)
    }),
    { seed: 77, numRuns: 1500 }
  )
  expect(cutShort).toBeGreaterThan(20)
})

it('more nodes close the gap', () => {
  const gaps = [1, 2, 4, 1000].map((nodeLimit) => {
    const { value, bound } = solveWithin(hard, nodeLimit)
    return bound - value
  })
  expect(gaps[0]).toBeGreaterThan(0)
  expect(gaps[3]).toBeLessThan(1e-10)
})

/** Fixed costs that the relaxation spreads over slots and the selection pays in full. */
const hard = selection(
  simplex(
    [0.92, 0.91, 0.6, 0.58, 0.55, 0.3, 0.28],
    [0.004, 0.0039, 0.0021, 0.002, 0.0018, 0.0003, 0.0002],
    [0.4, 0.35, 0.5, 0.45, 0.4, 0.6, 0.55],
    0.0019
  ),
  3,
  [0.02, 0.01, 0.03, 0.02, 0.01, 0.02, 0.01]
)

it('one workspace serves programs of every size, one after another', () => {
  const workspace = makeBudgetedSelectionWorkspace(8)
  fc.assert(
    fc.property(anySelection(8), (program) => {
      const reused = new Float64Array(8)
      const status = solveBudgetedSelectionInto(workspace, program, reused)
      const fresh = solveWithin(program, workspace.nodeLimit)
      expect(status).toBe(fresh.status)
      expect(reused.slice(0, program.size)).toEqual(fresh.share)
      expect(workspace).toMatchObject({
        value: fresh.value,
        bound: fresh.bound,
        nodes: fresh.nodes,
        budgetPrice: fresh.budgetPrice
      })
    }),
    { seed: 78, numRuns: 500 }
  )
})

it('the door says when its search was cut short', () => {
  const within = (nodeLimit: number) => solveBudgetedSelection(hard, { nodeLimit })
  expect(within(1)).toMatchObject({ right: { isProved: false } })
  expect(within(1000)).toMatchObject({ right: { isProved: true } })
})

it('the class that defeats the search, rewards on a line with costs and whole shares, is told with a small gap', () => {
  const stream = makeStream(5, 'on a line')
  for (let i = 0; i < 3; i++) {
    const cost = Array.from({ length: 30 }, () => nextUniform(stream))
    const { isProved, nodes, bound, value } = solveWithin(
      selection(simplex(cost, cost, 0.1, 0.5), 10),
      defaultNodeLimit
    )
    expect(isProved).toBe(false)
    expect(nodes).toBeGreaterThanOrEqual(defaultNodeLimit)
    expect(bound - value).toBeLessThan(1e-3)
  }
})
