import * as fc from 'fast-check'
import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  budgetedSimplexStatus,
  certifyMix,
  forgetBasis,
  isCertified,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSimplexInto,
  type BudgetedSimplex,
  type BudgetedSimplexWorkspace
} from '../src'
import { degenerateSimplices, drawSimplex } from '../src/testing'
import { simplex } from './build'

const scalars = ({
  value,
  cost,
  slack,
  budgetPrice,
  threshold
}: BudgetedSimplexWorkspace): ReadonlyArray<number> => [value, cost, slack, budgetPrice, threshold]

const solveIn = (workspace: BudgetedSimplexWorkspace, program: BudgetedSimplex) => {
  const share = new Float64Array(program.size)
  const status = solveBudgetedSimplexInto(workspace, program, share)
  return { status, share, scalars: scalars(workspace) }
}

/** Remembered and searched answers are compared to the last bit: `toEqual` on numbers is `Object.is`. */
const checkSame = (workspace: BudgetedSimplexWorkspace, program: BudgetedSimplex): boolean => {
  const isRemembered = workspace.basisSize === program.size
  const warm = solveIn(workspace, program)
  const cold = solveIn(makeBudgetedSimplexWorkspace(program.size), program)
  expect(warm).toEqual(cold)
  return isRemembered
}

/** A walk in which single numbers move a little, as bounds do from query to query; now and then the budget does. */
const walk = (seed: number, size: number, steps: number): ReadonlyArray<BudgetedSimplex> => {
  const stream = makeStream(seed, 'walk')
  const programs = [drawSimplex(seed, size)]
  for (let i = 1; i < steps; i++) {
    const last = programs[i - 1]
    const arm = Math.floor(nextUniform(stream) * size)
    const reward = last.reward.slice()
    const cost = last.cost.slice()
    const swing = nextUniform(stream) < 0.2 ? 0.5 : 0.01
    reward[arm] = Math.min(1, Math.max(0, reward[arm] + swing * (nextUniform(stream) - 0.5)))
    cost[arm] = Math.max(0, cost[arm] + 0.005 * swing * (nextUniform(stream) - 0.5))
    const budget = nextUniform(stream) < 0.1 ? 0.005 * nextUniform(stream) : last.budget
    programs.push({ ...last, reward, cost, budget })
  }
  return programs
}

it('an answer does not depend on what was solved before, to the last bit', () => {
  let remembered = 0
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), (seed, size) => {
      const workspace = makeBudgetedSimplexWorkspace(size)
      for (const program of walk(seed, size, 40)) {
        if (checkSame(workspace, program)) remembered++
      }
    }),
    { seed: 501, numRuns: 200 }
  )
  expect(remembered).toBeGreaterThan(2000)
})

it.each([6, 40])('nor does it after unrelated programs of %i arms', (size) => {
  const workspace = makeBudgetedSimplexWorkspace(size)
  fc.assert(
    fc.property(fc.nat(), (seed) => void checkSame(workspace, drawSimplex(seed, size))),
    { seed: 502, numRuns: 2000 }
  )
})

it('nor where the budget is a hair off what a mix costs', () => {
  // Down to units in the last place around the point where rounding decides whether a mix is affordable.
  const hairs = [0, 1, -1].flatMap((sign) =>
    [0, 1, 2, 3, 8].map((units) => sign * units * Number.EPSILON)
  )
  const offsets = [0, 1e-12, 1e-11, 1e-10, 1e-9].flatMap((offset) =>
    hairs.flatMap((hair) => [1 + offset + hair, 1 - offset + hair])
  )
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 12 }), (seed, size) => {
      const program = drawSimplex(seed, size)
      const workspace = makeBudgetedSimplexWorkspace(size)
      for (const extreme of [1, 0]) {
        const { scalars: before } = solveIn(workspace, { ...program, budget: extreme })
        for (const offset of offsets) {
          solveIn(workspace, { ...program, budget: extreme })
          checkSame(workspace, { ...program, budget: before[1] * offset })
        }
      }
    }),
    { seed: 503, numRuns: 60 }
  )
})

it('nor on programs full of ties', () => {
  const workspace = makeBudgetedSimplexWorkspace(10)
  for (const { program } of degenerateSimplices) {
    for (const { program: next } of degenerateSimplices) {
      solveIn(workspace, program)
      checkSame(workspace, next)
      checkSame(workspace, next)
    }
  }
})

describe('the basis of an answer', () => {
  const program = simplex([0.9, 0.7, 0.4, 0.2], [0.004, 0.002, 0.001, 0.0005], 0.4, 0.0015)
  const rich = { ...program, budget: 1 }
  const poor = { ...program, budget: 0 }

  const isRemembered = (solved: BudgetedSimplex): boolean => {
    const workspace = makeBudgetedSimplexWorkspace(solved.size)
    solveIn(workspace, solved)
    return workspace.basisSize === solved.size
  }

  it.each([
    ['on the budget', program],
    ['with budget to spare', rich],
    ['of the cheapest mix', poor]
  ])('%s is remembered', (_what, solved) => expect(isRemembered(solved)).toBe(true))

  it('is not one where ties leave several', () => {
    expect(isRemembered({ ...rich, capacity: new Float64Array(4).fill(0.25) })).toBe(false)
    expect(isRemembered({ ...rich, capacity: new Float64Array(4).fill(0.5) })).toBe(false)
  })

  it('can be forgotten', () => {
    const workspace = makeBudgetedSimplexWorkspace(4)
    solveIn(workspace, rich)
    forgetBasis(workspace)
    expect(workspace.basisSize).toBe(0)
    checkSame(workspace, rich)
  })

  it('answers the same three verdicts', () => {
    const workspace = makeBudgetedSimplexWorkspace(4)
    for (const solved of [rich, rich, poor, poor]) {
      const expected = solved === rich ? 'optimal' : 'budgetInfeasible'
      expect(solveIn(workspace, solved).status).toBe(budgetedSimplexStatus[expected])
    }
  })
})

it('a price beyond all numbers is none, with and without memory', () => {
  const workspace = makeBudgetedSimplexWorkspace(3)
  const program = simplex([0.1, 0.9, 0.5], [1e-310, 3e-310, 2e-310], 1, 2e-310)
  solveIn(workspace, program)
  checkSame(workspace, { ...program, reward: Float64Array.of(0.1, 0.9, 5) })
  expect(solveIn(workspace, program).scalars.every(Number.isFinite)).toBe(true)
})

it('rewards that differ by a unit in the last place have a price of at least zero', () => {
  const program = simplex(
    [0.30000000000000004, 0.3000000000000001, 0.3],
    [0, 0.7664737184531987, 0.6666325712576509],
    [0.25, 1, 1],
    0.6205782049801201
  )
  const workspace = makeBudgetedSimplexWorkspace(3)
  const { share } = solveIn(workspace, program)
  expect(workspace.budgetPrice).toBeGreaterThanOrEqual(0)
  expect(isCertified(certifyMix(program, share, workspace.budgetPrice))).toBe(true)
})
