import * as fc from 'fast-check'
import { makeStream, shuffleInto, tolerance } from '@stageroute/numeric'
import {
  budgetedSimplexStatus,
  certifyMix,
  isCertified,
  makeBudgetedSelectionWorkspace,
  solveBudgetedSelection,
  solveBudgetedSelectionInto,
  solveBudgetedSimplex,
  type BudgetedSelection,
  type SelectionAnswer
} from '../src'
import { degenerateSelections } from '../src/testing'
import { bruteForce } from './brute-force'
import { answered, anySelection, carriersOf, inner, selection, sum } from './build'

const solve = (program: BudgetedSelection): SelectionAnswer =>
  answered(solveBudgetedSelection(program))

const net = (program: BudgetedSelection, share: Float64Array): number =>
  carriersOf(share).reduce((left, m) => left - program.fixedCost[m], inner(program.reward, share))

/** What holds of any answer: a mix of few enough arms within its limits, its value as claimed, its bound no lower. */
const checkClaims = (program: BudgetedSelection): void => {
  const { mix, selected, bound, nodes } = solve(program)
  expect(nodes).toBeGreaterThanOrEqual(1)
  if (mix._tag === 'capacityInfeasible') {
    const largest = [...program.capacity].sort((a, b) => b - a).slice(0, program.maxSelected)
    expect(sum(Float64Array.from(largest))).toBeLessThan(1)
    expect(selected).toEqual([])
    return
  }
  const limits = { ...program, budget: mix._tag === 'optimal' ? program.budget : Infinity }
  expect(isCertified({ ...certifyMix(limits, mix.share, 0), gap: 0 })).toBe(true)
  expect(selected).toEqual(carriersOf(mix.share))
  expect(selected.length).toBeLessThanOrEqual(program.maxSelected)
  expect(mix.value).toBeCloseTo(net(program, mix.share), 11)
  expect(bound).toBeGreaterThanOrEqual(mix.value)
  expect(bound - mix.value).toBeLessThan(2 * tolerance.bound)
}

/** The prices certify the mix among the arms that carry it. */
const checkPrices = (program: BudgetedSelection): void => {
  const { mix, selected } = solve(program)
  if (mix._tag !== 'optimal') return
  const pick = (values: Float64Array): Float64Array => Float64Array.from(selected, (m) => values[m])
  const carrying = {
    size: selected.length,
    reward: pick(program.reward),
    cost: pick(program.cost),
    capacity: pick(program.capacity),
    budget: program.budget
  }
  expect(isCertified(certifyMix(carrying, pick(mix.share), mix.budgetPrice))).toBe(true)
  mix.capacityPrice.forEach((price, m) => {
    expect(price).toBeGreaterThanOrEqual(0)
    if (mix.share[m] < program.capacity[m]) expect(price).toBe(0)
  })
}

const checkBruteForce = (program: BudgetedSelection): void => {
  const best = bruteForce(program)
  const workspace = makeBudgetedSelectionWorkspace(program.size)
  const share = new Float64Array(program.size)
  const status = solveBudgetedSelectionInto(workspace, program, share)
  expect(status).toBe(best.status)
  if (status === budgetedSimplexStatus.optimal) {
    expect(Math.abs(workspace.value - best.value)).toBeLessThan(2 * tolerance.bound)
    expect(workspace.bound).toBeGreaterThan(best.value - tolerance.bound)
  }
  if (status === budgetedSimplexStatus.budgetInfeasible) {
    expect(inner(program.cost, share)).toBeCloseTo(best.cost, 12)
  }
}

const checkNoWorse = (poor: SelectionAnswer, rich: SelectionAnswer): void => {
  if (poor.mix._tag !== 'optimal') return
  expect(rich.mix._tag).toBe('optimal')
  if (rich.mix._tag === 'optimal') {
    expect(rich.mix.value).toBeGreaterThan(poor.mix.value - 2 * tolerance.bound)
  }
}

const relabelled = (program: BudgetedSelection, seed: number): BudgetedSelection => {
  const order = new Int32Array(program.size)
  shuffleInto(makeStream(seed, 'labels'), program.size, order)
  const pick = (values: Float64Array): Float64Array => Float64Array.from(order, (m) => values[m])
  const { reward, cost, capacity, fixedCost } = program
  return {
    ...program,
    reward: pick(reward),
    cost: pick(cost),
    capacity: pick(capacity),
    fixedCost: pick(fixedCost)
  }
}

const laws: ReadonlyArray<readonly [string, (program: BudgetedSelection, seed: number) => void]> = [
  ['keeps what it claims', checkClaims],
  ['has prices that certify its mix', checkPrices],
  ['is the best of all sets', checkBruteForce],
  [
    'is worth no less with another slot',
    (program) =>
      checkNoWorse(solve(program), solve({ ...program, maxSelected: program.maxSelected + 1 }))
  ],
  [
    'is worth no less with more budget',
    (program, seed) => {
      const budget = program.budget + (seed % 1000) / 1_000_000
      checkNoWorse(solve(program), solve({ ...program, budget }))
    }
  ],
  [
    'is worth no less where fixed costs are waived',
    (program) =>
      checkNoWorse(solve(program), solve({ ...program, fixedCost: new Float64Array(program.size) }))
  ],
  [
    'is worth the same under other labels',
    (program, seed) => {
      const here = solve(program).mix
      const there = solve(relabelled(program, seed)).mix
      expect(there._tag).toBe(here._tag)
      if (here._tag !== 'optimal' || there._tag !== 'optimal') return
      expect(Math.abs(here.value - there.value)).toBeLessThan(2 * tolerance.bound)
    }
  ],
  [
    'is RouteOPT where nothing limits the selection',
    (program) => {
      const free = selection(program, program.size)
      const mix = answered(solveBudgetedSimplex(program))
      expect(solve(free)).toMatchObject({ mix, nodes: 1, isRelaxationExact: true })
    }
  ]
]

describe.each(laws)('DeployOPT %s', (_law, check) => {
  it('on 1,000 random programs of up to eight arms', () => {
    fc.assert(fc.property(anySelection(8), fc.nat(), check), { seed: 808, numRuns: 1000 })
  })

  it.each(degenerateSelections.filter(({ program }) => program.size <= 8))(
    'on $name',
    ({ program }) => check(program, 3)
  )
})

it('keeps what it claims and its prices on larger programs', () => {
  fc.assert(
    fc.property(anySelection(40), (program) => {
      checkClaims(program)
      checkPrices(program)
    }),
    { seed: 809, numRuns: 300 }
  )
})
