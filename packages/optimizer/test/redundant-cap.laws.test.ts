import { makeBudgetedSelectionWorkspace, solveBudgetedSelectionInto } from '../src'
import { drawSimplex } from '../src/testing'
import { bruteForce } from './brute-force'
import { carriersOf, selection } from './build'

/*
 * Why the cap is often redundant. A basic optimum of `max reward.d, cost.d <= budget, sum d = 1, 0 <= d <= a` has at most two entries
 * strictly between 0 and a, one per row; the others are 0 or a. Let r arms stand at a. If some mass is left for the fractional ones, r a < 1,
 * so r <= ceil(1/a) - 1 and the support is at most ceil(1/a) + 1. If none is left, r a = 1 and the support is r = 1/a. RouteOPT answers
 * basic optima, so with maxSelected >= ceil(1/a) + 1 slots its answer is a deployment, hence the best one: no branching, ever.
 * With fewer than 1/a slots nothing is feasible. Only maxSelected = ceil(1/a) is left to search.
 */
const capacities = [0.15, 0.2, 0.25, 0.3, 1 / 3, 0.4, 0.5, 0.75, 1]
const largestSupports = [8, 6, 5, 5, 4, 4, 3, 3, 2]
const cases = capacities.map((capacity, i) => [capacity, largestSupports[i]] as const)

const programs = (capacity: number, count: number, size: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => {
    const program = drawSimplex(1000 + i, size(i))
    return { ...program, capacity: new Float64Array(program.size).fill(capacity) }
  })

describe.each(cases)('with capacity %p', (capacity, largestSupport) => {
  const needed = Math.ceil(1 / capacity)

  it(`a cap of ceil(1/a) + 1 = ${largestSupport} is never branched on, and that many arms do occur`, () => {
    expect(largestSupport).toBe(needed + 1)
    let support = 0
    for (const program of programs(capacity, 400, (i) => needed + (i % 30))) {
      const workspace = makeBudgetedSelectionWorkspace(program.size)
      const share = new Float64Array(program.size)
      solveBudgetedSelectionInto(workspace, selection(program, largestSupport), share)
      expect(workspace).toMatchObject({ nodes: 1, isRelaxationExact: true })
      expect(workspace.bound).toBe(workspace.value)
      support = Math.max(support, carriersOf(share).length)
    }
    expect(support).toBe(largestSupport)
  })

  it('a cap of ceil(1/a) is searched, and the search is right', () => {
    for (const program of programs(capacity, 60, (i) => needed + (i % 3))) {
      const hard = selection(program, needed)
      const workspace = makeBudgetedSelectionWorkspace(program.size)
      const status = solveBudgetedSelectionInto(workspace, hard, new Float64Array(program.size))
      const best = bruteForce(hard)
      expect(status).toBe(best.status)
      if (best.value > -Infinity) expect(workspace.value).toBeCloseTo(best.value, 10)
      expect(workspace.bound - workspace.value).toBeLessThan(1e-10)
    }
  })

  it('a smaller cap cannot carry a full mix', () => {
    if (needed === 1) return
    const [program] = programs(capacity, 1, () => 20)
    const workspace = makeBudgetedSelectionWorkspace(program.size)
    const share = new Float64Array(program.size).fill(7)
    expect(solveBudgetedSelectionInto(workspace, selection(program, needed - 1), share)).toBe(2)
    expect(carriersOf(share)).toEqual([])
  })
})

it('the hard cap makes some programs branch', () => {
  const nodes = programs(0.4, 100, () => 30).map((program) => {
    const workspace = makeBudgetedSelectionWorkspace(program.size)
    solveBudgetedSelectionInto(workspace, selection(program, 3), new Float64Array(program.size))
    return workspace.nodes
  })
  expect(Math.max(...nodes)).toBeGreaterThan(1)
  expect(Math.max(...nodes)).toBeLessThan(200)
})
