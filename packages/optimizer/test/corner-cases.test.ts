import {
  budgetedSimplexStatus,
  makeBudgetedSelectionWorkspace,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSelection,
  solveBudgetedSelectionInto,
  solveBudgetedSimplex,
  solveBudgetedSimplexInto,
  type BudgetedSelection,
  type BudgetedSimplex,
  type MixAnswer,
  type SelectionAnswer
} from '../src'
import { answered, selection, simplex, sum } from './build'

/** The kernel's word for a program, with what it wrote. */
const kernel = (program: BudgetedSimplex) => {
  const workspace = makeBudgetedSimplexWorkspace(program.size)
  const share = new Float64Array(program.size)
  const status = solveBudgetedSimplexInto(workspace, program, share)
  return { ...workspace, status, share: [...share] }
}

const route = (program: BudgetedSimplex): MixAnswer => answered(solveBudgetedSimplex(program))
const deploy = (program: BudgetedSelection): SelectionAnswer =>
  answered(solveBudgetedSelection(program))

const { optimal, budgetInfeasible, capacityInfeasible } = budgetedSimplexStatus

describe('capacities that cannot sum to one', () => {
  const program = simplex([0.9, 0.8], [0.001, 0.002], 0.4, 0.01)

  it('leave every arm at its capacity in the kernel, flagged', () => {
    expect(kernel(program)).toMatchObject({ status: capacityInfeasible, share: [0.4, 0.4] })
  })

  it('are a result at the doors', () => {
    expect(route(program)).toEqual({ _tag: 'capacityInfeasible' })
    expect(deploy(selection(program, 2))).toMatchObject({
      mix: { _tag: 'capacityInfeasible' },
      selected: []
    })
  })
})

describe('maxSelected too small for the capacities', () => {
  const program = selection(
    simplex([0.9, 0.8, 0.7, 0.6, 0.5], [0.001, 0.001, 0.001, 0.001, 0.001], 0.2, 1),
    4
  )

  it('is infeasible however many arms there are', () => {
    const share = new Float64Array(5).fill(9)
    const workspace = makeBudgetedSelectionWorkspace(5)
    expect(solveBudgetedSelectionInto(workspace, program, share)).toBe(capacityInfeasible)
    expect(sum(share)).toBe(0)
    expect(deploy(program).mix._tag).toBe('capacityInfeasible')
    expect(deploy({ ...program, maxSelected: 5 }).mix._tag).toBe('optimal')
  })
})

describe('a cheapest mix above the budget', () => {
  const program = simplex([0.9, 0.5, 0.7], [0.004, 0.002, 0.003], 0.5, 0.001)

  it('is written instead, without a price', () => {
    const { status, share, value, budgetPrice } = kernel(program)
    expect({ status, share, budgetPrice }).toEqual({
      status: budgetInfeasible,
      share: [0, 0.5, 0.5],
      budgetPrice: Infinity
    })
    expect(value).toBeCloseTo(0.6, 12)
  })

  it('is answered by the doors with its value', () => {
    expect(route(program)).toEqual({
      _tag: 'budgetInfeasible',
      value: expect.closeTo(0.6, 12),
      share: Float64Array.of(0, 0.5, 0.5)
    })
    expect(deploy(selection(program, 2, 0.05))).toMatchObject({
      mix: { _tag: 'budgetInfeasible', value: expect.closeTo(0.5, 12) },
      selected: [1, 2]
    })
  })

  it('takes the better of equally cheap arms', () => {
    const equal = simplex([0.2, 0.9, 0.5], [0.002, 0.002, 0.002], 0.5, 0.001)
    expect(kernel(equal).share).toEqual([0, 0.5, 0.5])
  })

  it('is the cheapest of few enough arms, where only many would fit the budget', () => {
    const many = simplex([0.9, 0.8, 0.1, 0.1], [0.004, 0.004, 0, 0], [0.6, 0.6, 0.25, 0.25], 0.0025)
    expect(route(many)._tag).toBe('optimal')
    expect(deploy(selection(many, 2))).toMatchObject({
      mix: { _tag: 'budgetInfeasible', share: Float64Array.of(0.6, 0.4, 0, 0) }
    })
  })
})

describe('fewer arms than maxSelected', () => {
  it('is no limit at all', () => {
    const program = simplex([0.4, 0.8], [0.001, 0.003], 1, 0.002)
    expect(deploy(selection(program, 50))).toMatchObject({
      mix: route(program),
      selected: [0, 1],
      nodes: 1
    })
  })
})

describe('one arm', () => {
  it('takes everything it can pay for', () => {
    expect(route(simplex([0.5], [0.002], 1, 0.002))).toMatchObject({ _tag: 'optimal', value: 0.5 })
    expect(route(simplex([0.5], [0.002], 1, 0.001))._tag).toBe('budgetInfeasible')
    expect(route(simplex([0.5], [0.002], 0.9, 1))._tag).toBe('capacityInfeasible')
    expect(deploy(selection(simplex([0.5], [0.002], 1, 1), 1, 0.1))).toMatchObject({
      mix: { _tag: 'optimal', value: 0.4 },
      selected: [0]
    })
  })
})

describe('ties', () => {
  it('of reward go to the cheaper arm, then to the earlier', () => {
    const program = simplex([0.5, 0.5, 0.5], [0.002, 0.001, 0.001], 0.5, 1)
    expect(kernel(program).share).toEqual([0, 0.5, 0.5])
    expect(kernel(simplex([0.5, 0.5, 0.5], [0.001, 0.001, 0.001], 0.5, 1)).share).toEqual([
      0.5, 0.5, 0
    ])
  })

  it('of reduced reward still give a basic mix', () => {
    const onOneLine = simplex([0.2, 0.4, 0.6, 0.8], [0.001, 0.002, 0.003, 0.004], 0.5, 0.0025)
    const { share, value } = kernel(onOneLine)
    expect(share.filter((used) => used > 0 && used < 0.5).length).toBeLessThanOrEqual(2)
    expect(value).toBeCloseTo(0.5, 12)
  })
})

describe('duplicates', () => {
  it('change no value and leave no more than two fractional shares', () => {
    const single = simplex([0.4, 0.8], [0.001, 0.003], 1, 0.002)
    const doubled = simplex([0.4, 0.8, 0.4, 0.8], [0.001, 0.003, 0.001, 0.003], 1, 0.002)
    expect(kernel(doubled).value).toBeCloseTo(kernel(single).value, 12)
    expect(kernel(doubled).share.filter((used) => used > 0)).toHaveLength(2)
    expect(deploy(selection(doubled, 2)).mix).toMatchObject({ value: expect.closeTo(0.6, 12) })
  })
})

describe('all costs equal', () => {
  const equal = (budget: number) => simplex([0.5, 0.8, 0.6], [0.1, 0.1, 0.1], 0.4, budget)

  it.each([0.1, 0.2])('to or below a budget of %p leave the best rewards, at price 0', (budget) => {
    const { status, value, budgetPrice } = kernel(equal(budget))
    expect({ status, budgetPrice }).toEqual({ status: optimal, budgetPrice: 0 })
    expect(value).toBeCloseTo(0.66, 12)
  })

  it('above the budget by rounding alone are within it, and every number is one', () => {
    const program = equal(0.1 * (1 - 5e-13))
    const answer = deploy(selection(program, 3, [0.01, 0.02, 0.01]))
    expect(kernel(program)).toMatchObject({ status: optimal, budgetPrice: 0 })
    expect(answer.mix).toMatchObject({ _tag: 'optimal', budgetPrice: 0, value: 0.62 })
    expect(answer.bound).toBeCloseTo(0.62, 10)
  })

  it('above the budget by more are infeasible', () => {
    expect(kernel(equal(0.1 * (1 - 5e-12))).status).toBe(budgetInfeasible)
  })
})

describe('zero-cost arms', () => {
  it('are mixed with what the budget allows', () => {
    const program = simplex([0.25, 0.75], [0, 0.004], 1, 0.001)
    expect(route(program)).toMatchObject({
      value: expect.closeTo(0.375, 12),
      share: Float64Array.of(0.75, 0.25),
      budgetPrice: expect.closeTo(125, 9)
    })
  })

  it('alone leave nothing to price', () => {
    expect(route(simplex([0.2, 0.9], [0, 0], 0.5, 0))).toMatchObject({
      budgetPrice: 0,
      value: 0.55
    })
  })
})

describe('a budget of zero', () => {
  it('spends nothing at all', () => {
    const program = simplex([0.1, 0.3, 0.9], [0, 0, 0.001], [0.6, 0.6, 1], 0)
    expect(kernel(program)).toMatchObject({ status: optimal, share: [0.4, 0.6, 0], cost: 0 })
  })

  it('is infeasible where no mix is free', () => {
    expect(route(simplex([0.1, 0.9], [0, 0.001], [0.6, 1], 0))._tag).toBe('budgetInfeasible')
  })
})

describe('a budget equal to the cheapest mix', () => {
  it('buys exactly that mix', () => {
    const program = simplex([0.2, 0.5, 0.9], [0.001, 0.002, 0.004], 0.5, 0.0015)
    expect(kernel(program)).toMatchObject({ status: optimal, share: [0.5, 0.5, 0] })
    expect(deploy(selection(program, 2)).selected).toEqual([0, 1])
  })

  it('also where that mix costs a unit in the last place more', () => {
    const cost = [0.1, 0.2, 0.3]
    const capacity = [0.1, 0.2, 0.7]
    const cheapest = 0.1 * 0.1 + 0.2 * 0.2 + 0.3 * 0.7
    const program = simplex([0.5, 0.6, 0.7], cost, capacity, cheapest * (1 - 2 ** -52))
    expect(kernel(program).status).toBe(optimal)
  })
})

describe('capacities summing to exactly one', () => {
  // Ten tenths, added from the left, are a unit in the last place short of one.
  const rewards = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => i / 10)
  const program = simplex(rewards, rewards, 0.1, 0.45)

  it('leave one mix, all at capacity', () => {
    expect(kernel(program)).toMatchObject({ status: optimal, share: new Array(10).fill(0.1) })
    expect(deploy(selection(program, 10))).toMatchObject({ selected: rewards.map((_, i) => i) })
  })

  it('are infeasible for a budget below that mix', () => {
    expect(kernel({ ...program, budget: 0.44 }).status).toBe(budgetInfeasible)
  })
})

describe('capacity one', () => {
  it('is the envelope of the arms: at most two of them', () => {
    const program = simplex([0.3, 0.5, 0.9], [0.0001, 0.001, 0.004], 1, 0.002)
    const { share, value } = kernel(program)
    expect(share.filter((used) => used > 0)).toHaveLength(2)
    expect(value).toBeCloseTo(0.5 + (0.4 * 0.001) / 0.003, 12)
  })
})

describe('buffers longer than the program', () => {
  it('are ignored past its size', () => {
    const program = { ...simplex([0.4, 0.8, 5], [0.001, 0.003, 0], 1, 0.002), size: 2 }
    const share = Float64Array.of(7, 7, 7)
    solveBudgetedSimplexInto(makeBudgetedSimplexWorkspace(3), program, share)
    expect([...share]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.5, 12), 7])
  })
})

describe('the edge of the numbers', () => {
  it('costs that differ by a subnormal have a finite price', () => {
    const program = simplex([0.3, 0.9], [0, Number.MIN_VALUE], 1, 0)
    expect(kernel(program)).toMatchObject({ status: optimal, share: [1, 0], value: 0.3 })
    expect(Number.isFinite(kernel(program).budgetPrice)).toBe(true)
  })

  it('a capacity below rounding carries nothing and breaks nothing', () => {
    const program = simplex([0.9, 0.5, 0.4], [0.001, 0.001, 0.001], [1e-309, 0.6, 0.6], 1)
    expect(deploy(selection(program, 2, [0, 0.1, 0]))).toMatchObject({
      mix: { value: expect.closeTo(0.36, 12) },
      bound: expect.closeTo(0.36, 10),
      selected: [1, 2]
    })
  })

  it('costs that are nearly equal lose no more than their rounding', () => {
    // The price is 1e9 reward per USD: eight digits of it are rounding, of the value none that matter.
    const program = simplex([0.1, 0.5, 0.9], [1, 1 + 1e-9, 1 + 3e-9], 1, 1 + 2e-9)
    expect(kernel(program).value).toBeCloseTo(0.7, 6)
  })

  it('rewards of any sign and size are fine', () => {
    const program = simplex([-5, 1000], [1, 3], 1, 2)
    expect(kernel(program)).toMatchObject({ value: 497.5, budgetPrice: 502.5 })
  })
})
