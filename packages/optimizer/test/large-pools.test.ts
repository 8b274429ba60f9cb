import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  budgetedSimplexStatus,
  makeBudgetedSelectionWorkspace,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSelectionInto,
  solveBudgetedSimplexInto,
  type BudgetedSelection
} from '../src'

const SIZE = 100

/** Pools large enough for a core of their own; every other one has rewards that grow with costs. */
const drawPool = (
  seed: number,
  maxSelected: number,
  drawCapacity: (uniform: number) => number
): BudgetedSelection => {
  const stream = makeStream(seed, 'large pool')
  const draw = (value: (uniform: number) => number): Float64Array =>
    Float64Array.from({ length: SIZE }, () => value(nextUniform(stream)))
  const cost = draw((uniform) => uniform)
  const reward = draw((uniform) => uniform)
  if (seed % 2 === 1) cost.forEach((spent, m) => (reward[m] = (9 * spent + reward[m]) / 10))
  const capacity = draw(drawCapacity)
  const budget = 0.2 + 0.3 * nextUniform(stream)
  return {
    size: SIZE,
    reward,
    cost,
    capacity,
    budget,
    maxSelected,
    fixedCost: new Float64Array(SIZE)
  }
}

/** Every set of exactly so many arms, one after another in the same array. */
const visitSets = (size: number, visit: (arms: Int32Array) => void): void => {
  const arms = new Int32Array(size)
  const extend = (depth: number, from: number): void => {
    if (depth === size) return visit(arms)
    for (let m = from; m < SIZE; m++) {
      arms[depth] = m
      extend(depth + 1, m + 1)
    }
  }
  extend(0, 0)
}

/** The best value over all sets, each solved by RouteOPT. */
const bestOfAll = (program: BudgetedSelection): number => {
  const { maxSelected, budget } = program
  const workspace = makeBudgetedSimplexWorkspace(maxSelected)
  const share = new Float64Array(maxSelected)
  const empty = (): Float64Array => new Float64Array(maxSelected)
  const set = { size: maxSelected, reward: empty(), cost: empty(), capacity: empty(), budget }
  let best = -Infinity
  visitSets(maxSelected, (arms) => {
    arms.forEach((m, i) => {
      set.reward[i] = program.reward[m]
      set.cost[i] = program.cost[m]
      set.capacity[i] = program.capacity[m]
    })
    const status = solveBudgetedSimplexInto(workspace, set, share)
    if (status === budgetedSimplexStatus.optimal) best = Math.max(best, workspace.value)
  })
  return best
}

const search = (program: BudgetedSelection, nodeLimit?: number) => {
  const workspace = makeBudgetedSelectionWorkspace(SIZE, nodeLimit)
  solveBudgetedSelectionInto(workspace, program, new Float64Array(SIZE))
  return workspace
}

const unequalPairs = (seed: number): BudgetedSelection => drawPool(seed, 2, (u) => 0.3 + 0.6 * u)
const equalTriples = (seed: number): BudgetedSelection => drawPool(seed, 3, () => 0.4)

/** Pairs of which one must be among the few large arms: seeds at which the best pair is not one of the core. */
const pairsOutsideTheCore = [21, 27, 161, 241, 295].map((seed) =>
  drawPool(seed, 2, (u) => (u < 0.1 ? 0.9 : 0.2 + u / 10))
)

const seeds = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, i) => i)

describe.each([
  ['pairs of unequal capacity', seeds(40).map(unequalPairs)],
  ['pairs outside the core', pairsOutsideTheCore],
  ['triples of equal capacity', seeds(4).map(equalTriples)]
])('the best of all %s', (_what, programs) => {
  it('is found and proved', () => {
    for (const program of programs) {
      const { value, bound, isProved } = search(program)
      expect(isProved).toBe(true)
      expect(value).toBeCloseTo(bestOfAll(program), 10)
      expect(bound - value).toBeLessThan(2e-11)
    }
  })

  it('is below the bound of a search cut short', () => {
    for (const program of programs.slice(0, 12)) {
      const best = search(program).value
      for (const nodeLimit of [1, 2, 3, 5, 9]) {
        expect(search(program, nodeLimit).bound).toBeGreaterThan(best - 1e-11)
      }
    }
  })
})

it('a core whose search is cut short leaves no mark on the answer', () => {
  const nodes = Array.from({ length: 12 }, (_, i) => {
    const { value, bound, isProved, nodes } = search(drawPool(2 * i + 1, 10, () => 0.1))
    expect(isProved).toBe(true)
    expect(bound - value).toBeLessThan(2e-11)
    return nodes
  })
  expect(Math.max(...nodes)).toBeGreaterThan(400)
})
