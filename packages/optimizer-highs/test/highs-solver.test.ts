import * as E from 'fp-ts/Either'
import {
  solveBudgetedSelection,
  solveBudgetedSelectionBy,
  solveBudgetedSimplex,
  solveBudgetedSimplexBy,
  type BudgetedSelection,
  type BudgetedSimplex,
  type LinearProgram
} from '@stageroute/optimizer'
import type { HighsSolver } from '../src'
import { makeHighsSolver } from '../src/highs-solver'
import { terminationOf } from '../src/status'
import { load } from './load'

let highs: HighsSolver
beforeAll(async () => {
  highs = await load()
})

/** Three arms of which the budget forces a mix: reward 0.4 for the first 2 USD, 0.1 a USD after that. */
const program: BudgetedSimplex = {
  size: 3,
  reward: Float64Array.of(0.2, 0.6, 0.9),
  cost: Float64Array.of(0, 2, 5),
  capacity: Float64Array.of(1, 1, 1),
  budget: 3
}

const priceAt = (budget: number, solve: typeof solveBudgetedSimplexBy): number => {
  const answer = solve(highs)({ ...program, budget })
  return E.isRight(answer) && answer.right._tag === 'optimal'
    ? answer.right.budgetPrice
    : Number.NaN
}

describe('the price of a budget', () => {
  it.each([
    [1, 0.2],
    [3, 0.1],
    [4.5, 0.1]
  ])('that binds at %p is %p reward per USD, by both solvers', (budget, price) => {
    expect(priceAt(budget, solveBudgetedSimplexBy)).toBeCloseTo(price, 9)
    expect(priceAt(budget, () => solveBudgetedSimplex)).toBeCloseTo(price, 12)
  })

  it('that does not bind is zero', () => {
    expect(priceAt(6, solveBudgetedSimplexBy)).toBeCloseTo(0, 12)
  })

  it('is what a little more budget earns', () => {
    const valueAt = (budget: number): number => {
      const answer = solveBudgetedSimplexBy(highs)({ ...program, budget })
      return E.isRight(answer) && answer.right._tag === 'optimal' ? answer.right.value : Number.NaN
    }
    const slope = (valueAt(3.01) - valueAt(3)) / 0.01
    expect(priceAt(3, solveBudgetedSimplexBy)).toBeCloseTo(slope, 6)
  })
})

describe('a solve that fails is a result', () => {
  const twoColumns: LinearProgram = {
    columns: 2,
    rows: 0,
    objective: Float64Array.of(1, 1),
    columnLower: new Float64Array(2),
    columnUpper: Float64Array.of(1, 1),
    rowLower: new Float64Array(0),
    rowUpper: new Float64Array(0),
    columnStart: Int32Array.of(0, 0, 0),
    rowIndex: new Int32Array(0),
    coefficient: new Float64Array(0)
  }

  it.each<readonly [string, Partial<LinearProgram>]>([
    ['an objective that is no number', { objective: Float64Array.of(Number.NaN, 1) }],
    ['arrays too short', { columnUpper: Float64Array.of(1) }],
    [
      'a row that does not exist',
      {
        columnStart: Int32Array.of(0, 1, 1),
        rowIndex: Int32Array.of(4),
        coefficient: Float64Array.of(1)
      }
    ]
  ])('for %s', (_what, change) => {
    const spoilt = { ...twoColumns, ...change }
    for (const { termination } of [
      highs.solveLp(spoilt),
      highs.solveMip({ ...spoilt, isInteger: Uint8Array.of(1, 0) })
    ]) {
      expect(termination).toEqual({ _tag: 'failed', problem: expect.stringMatching(/\w/) })
    }
  })

  it('and the next one is not harmed by it', () => {
    highs.solveLp({ ...twoColumns, objective: Float64Array.of(Number.NaN, 1) })
    expect(highs.solveLp(twoColumns)).toMatchObject({
      objective: 2,
      termination: { _tag: 'optimal' }
    })
  })

  it('also when HiGHS itself throws', () => {
    const broken = { ...({} as Parameters<typeof makeHighsSolver>[0]) }
    const constants = { objectiveSense: { maximize: -1 } }
    const solver = makeHighsSolver(Object.assign(broken, { constants }), {
      seconds: 1,
      nodes: 1,
      iterations: 1
    })
    expect(solver.solveLp(twoColumns).termination._tag).toBe('failed')
  })
})

describe('a model status', () => {
  it.each([
    [7, 'optimal'],
    [8, 'infeasible'],
    [10, 'unbounded'],
    [13, 'limit'],
    [14, 'limit']
  ])('%i means %s', (code, tag) => expect(terminationOf(code)._tag).toBe(tag))

  it('that has no answer is a failure that names the code', () => {
    expect(terminationOf(4)).toEqual({ _tag: 'failed', problem: 'HiGHS model status 4' })
  })
})

describe('doors', () => {
  const selection: BudgetedSelection = {
    ...program,
    maxSelected: 2,
    fixedCost: Float64Array.of(0, 0, 0.05)
  }

  it('answer the cheapest mix net of what its arms cost', () => {
    const poor = {
      ...selection,
      cost: Float64Array.of(4, 5, 6),
      fixedCost: Float64Array.of(0.01, 0, 0)
    }
    expect(solveBudgetedSelectionBy(highs)(poor)).toMatchObject({
      right: { mix: { _tag: 'budgetInfeasible', value: expect.closeTo(0.19, 7) }, selected: [0] }
    })
  })

  it('refuse what no solver should see', () => {
    const wrong = { ...selection, budget: -1 }
    expect(solveBudgetedSelectionBy(highs)(wrong)).toMatchObject({ left: { field: 'budget' } })
    expect(solveBudgetedSimplexBy(highs)(wrong)).toMatchObject({ left: { field: 'budget' } })
  })

  it('answer the best of equally cheap mixes, as the exact solvers do', () => {
    const tied: BudgetedSelection = {
      size: 6,
      reward: Float64Array.of(0.1, 0.1, 0.1, 0.1, 0.2, 0.9),
      cost: Float64Array.of(1, 1, 1, 2, 2, 2),
      capacity: Float64Array.of(0.3, 0.3, 0.4, 0.5, 0.5, 0.5),
      budget: 0.5,
      maxSelected: 2,
      fixedCost: new Float64Array(6)
    }
    const expected = { _tag: 'budgetInfeasible', value: expect.closeTo(0.55, 7) }
    expect(solveBudgetedSelection(tied)).toMatchObject({ right: { mix: expected } })
    expect(solveBudgetedSelectionBy(highs)(tied)).toMatchObject({ right: { mix: expected } })
    const flat = { ...tied, size: 2, cost: Float64Array.of(1, 1), capacity: Float64Array.of(1, 1) }
    const better = { ...flat, reward: Float64Array.of(0.1, 0.9) }
    expect(solveBudgetedSimplexBy(highs)(better)).toMatchObject({
      right: { _tag: 'budgetInfeasible', value: expect.closeTo(0.9, 7) }
    })
  })
})
