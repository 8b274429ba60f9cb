import {
  solveBudgetedSelection,
  solveBudgetedSelectionBy,
  solveBudgetedSimplex,
  solveBudgetedSimplexBy,
  type BudgetedSelection
} from '../src'
import { selection, simplex } from './build'
import { stubSolver } from './stub-solver'

const good = selection(simplex([0.4, 0.8], [0.001, 0.003], 1, 0.002), 2)
const list = (...values: ReadonlyArray<number>): Float64Array => Float64Array.from(values)

const routing: ReadonlyArray<readonly [string, Partial<BudgetedSelection>, string, RegExp]> = [
  ['an empty programme', { size: 0 }, 'size', /at least one arm/],
  ['a size that is no count', { size: 1.5 }, 'size', /at least one arm/],
  ['a size that is no number', { size: Number.NaN }, 'size', /at least one arm/],
  ['rewards too short', { reward: list(0.4) }, 'reward', /has 1 entries, 2 are needed/],
  ['costs too short', { cost: list() }, 'cost', /has 0 entries, 2 are needed/],
  ['capacities too short', { capacity: list(1) }, 'capacity', /has 1 entries, 2 are needed/],
  ['a reward that is no number', { reward: list(0.4, Number.NaN) }, 'reward[1]', /NaN/],
  ['an infinite reward', { reward: list(Infinity, 0.4) }, 'reward[0]', /finite/],
  ['a negative cost', { cost: list(0, -0.001) }, 'cost[1]', /-0.001, expected .* at least 0/],
  ['an infinite cost', { cost: list(0, Infinity) }, 'cost[1]', /finite/],
  ['a cost that is no number', { cost: list(Number.NaN, 0) }, 'cost[0]', /NaN/],
  ['a capacity above one', { capacity: list(1, 1.01) }, 'capacity[1]', /1.01, expected a share/],
  ['a capacity of zero', { capacity: list(0, 1) }, 'capacity[0]', /0, expected a share/],
  ['a capacity that is no number', { capacity: list(1, Number.NaN) }, 'capacity[1]', /NaN/],
  ['a negative budget', { budget: -0.1 }, 'budget', /-0.1, expected .* at least 0/],
  ['an infinite budget', { budget: Infinity }, 'budget', /finite/],
  ['a budget that is no number', { budget: Number.NaN }, 'budget', /NaN/]
]

const deploying: typeof routing = [
  ...routing,
  ['fixed costs too short', { fixedCost: list(0) }, 'fixedCost', /has 1 entries, 2 are needed/],
  ['a negative fixed cost', { fixedCost: list(0, -1) }, 'fixedCost[1]', /at least 0/],
  ['no arm to select', { maxSelected: 0 }, 'maxSelected', /at least 1/],
  ['half an arm to select', { maxSelected: 2.5 }, 'maxSelected', /integer/]
]

const refusal = (field: string, problem: RegExp) => ({
  _tag: 'Left',
  left: { _tag: 'InvalidProgram', field, problem: expect.stringMatching(problem) }
})

const silent = stubSolver({ _tag: 'failed', problem: 'was asked' })

describe('the doors of RouteOPT refuse', () => {
  it.each(routing)('%s', (_what, change, field, problem) => {
    const bad = { ...good, ...change }
    expect(solveBudgetedSimplex(bad)).toEqual(refusal(field, problem))
    expect(solveBudgetedSimplexBy(silent)(bad)).toEqual(refusal(field, problem))
  })
})

describe('the doors of DeployOPT refuse', () => {
  it.each(deploying)('%s', (_what, change, field, problem) => {
    const bad = { ...good, ...change }
    expect(solveBudgetedSelection(bad)).toEqual(refusal(field, problem))
    expect(solveBudgetedSelectionBy(silent)(bad)).toEqual(refusal(field, problem))
  })
})

it('the doors do not look past the size', () => {
  const longer = { ...good, reward: list(0.4, 0.8, Number.NaN), cost: list(0, 0, -1) }
  expect(solveBudgetedSimplex(longer)._tag).toBe('Right')
})
