import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import {
  certifyMix,
  isCertified,
  solveBudgetedSelection,
  solveBudgetedSelectionBy,
  solveBudgetedSimplex,
  solveBudgetedSimplexBy,
  type BudgetedSelection,
  type BudgetedSimplex,
  type LpSolver,
  type MipSolver,
  type MixAnswer,
  type SelectionAnswer
} from '@stageroute/optimizer'
import {
  defaultSolverLawOptions,
  degenerateSelections,
  degenerateSimplices,
  drawSelection,
  drawSimplex
} from '@stageroute/optimizer/testing'
import { load } from './load'

let highs: LpSolver & MipSolver
beforeAll(async () => {
  highs = await load()
})

const answered = <A>(answer: E.Either<unknown, A>): A => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

/** Rewards below this difference are equal to a floating-point solver. */
const near = defaultSolverLawOptions.objective

/**
 * Both verdicts hold for budgets a little above and below: HiGHS reads the scaled budget row with a tolerance, inside which a verdict is
 * a matter of taste.
 */
const isClear = <P extends BudgetedSimplex>(
  program: P,
  verdict: (program: P) => MixAnswer['_tag']
): boolean => {
  const band = near * Math.max(program.budget, ...program.cost)
  const poorer = { ...program, budget: Math.max(0, program.budget - band) }
  return verdict(poorer) === verdict({ ...program, budget: program.budget + band })
}

const mixVerdict = (program: BudgetedSimplex) => answered(solveBudgetedSimplex(program))._tag
const selectionVerdict = (program: BudgetedSelection) =>
  answered(solveBudgetedSelection(program)).mix._tag

const checkSimplex = (program: BudgetedSimplex): MixAnswer['_tag'] => {
  const exact = answered(solveBudgetedSimplex(program))
  const general = answered(solveBudgetedSimplexBy(highs)(program))
  if (exact._tag === 'optimal') {
    expect(isCertified(certifyMix(program, exact.share, exact.budgetPrice))).toBe(true)
  }
  if (!isClear(program, mixVerdict)) return exact._tag
  expect(general._tag).toBe(exact._tag)
  if (exact._tag === 'capacityInfeasible' || general._tag === 'capacityInfeasible')
    return exact._tag
  if (exact._tag === 'optimal') expect(Math.abs(general.value - exact.value)).toBeLessThan(near)
  else expect(spent(program, general.share)).toBeCloseTo(spent(program, exact.share), 8)
  return exact._tag
}

const inner = (left: Float64Array, right: Float64Array): number =>
  left.reduce((sum, value, m) => sum + value * (right[m] ?? Number.NaN), 0)

const spent = ({ cost }: BudgetedSimplex, share: Float64Array): number => inner(cost, share)

/** What a selection claims, recomputed from its shares. */
const checkClaims = (program: BudgetedSelection, answer: SelectionAnswer): void => {
  const { mix, selected } = answer
  if (mix._tag !== 'optimal') return
  expect(isCertified({ ...certifyMix(program, mix.share, 0), gap: 0 })).toBe(true)
  expect(selected.length).toBeLessThanOrEqual(program.maxSelected)
  const isUsed = mix.share.map((used) => (used > 0 ? 1 : 0))
  expect(selected).toEqual([...isUsed.keys()].filter((m) => isUsed[m] === 1))
  const net = inner(program.reward, mix.share) - inner(program.fixedCost, isUsed)
  expect(mix.value).toBeCloseTo(net, 11)
  expect(answer.bound).toBeGreaterThanOrEqual(mix.value)
  expect(answer.bound).toBeCloseTo(mix.value, 10)
}

const checkSelection = (program: BudgetedSelection): MixAnswer['_tag'] => {
  const exact = answered(solveBudgetedSelection(program))
  checkClaims(program, exact)
  if (!isClear(program, selectionVerdict)) return exact.mix._tag
  const general = answered(solveBudgetedSelectionBy(highs)(program))
  expect(general.mix._tag).toBe(exact.mix._tag)
  if (exact.mix._tag === 'capacityInfeasible' || general.mix._tag === 'capacityInfeasible') {
    return exact.mix._tag
  }
  if (exact.mix._tag === 'optimal') {
    expect(Math.abs(general.mix.value - exact.mix.value)).toBeLessThan(near)
    expect(exact.bound).toBeGreaterThan(general.bound - near)
  } else {
    expect(spent(program, general.mix.share)).toBeCloseTo(spent(program, exact.mix.share), 8)
  }
  return exact.mix._tag
}

const anyProgram = <P>(most: number, draw: (size: number, seed: number) => P) =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.nat()).map(([size, seed]) => draw(size, seed))

const anySimplex = anyProgram(14, (size, seed) => drawSimplex(seed, size))
const anySelection = anyProgram(10, (size, seed) => drawSelection(seed, size))

/** A law over programs of which most are infeasible would say little. */
const expectEveryVerdict = (verdicts: ReadonlyArray<MixAnswer['_tag']>): void => {
  const counts = verdicts.reduce<Partial<Record<MixAnswer['_tag'], number>>>(
    (sofar, verdict) => ({ ...sofar, [verdict]: (sofar[verdict] ?? 0) + 1 }),
    {}
  )
  expect(counts.optimal).toBeGreaterThan(verdicts.length / 3)
  expect(counts.budgetInfeasible).toBeGreaterThan(verdicts.length / 50)
  expect(counts.capacityInfeasible).toBeGreaterThan(verdicts.length / 50)
}

describe('the exact routing solver agrees with HiGHS', () => {
  it('on 1,000 random programs', () => {
    const verdicts: Array<MixAnswer['_tag']> = []
    fc.assert(
      fc.property(anySimplex, (program) => void verdicts.push(checkSimplex(program))),
      { seed: 1000, numRuns: 1000 }
    )
    expectEveryVerdict(verdicts)
  })

  it.each(degenerateSimplices)('on $name', ({ program }) => void checkSimplex(program))
})

describe('the exact deployment solver agrees with HiGHS', () => {
  it('on 1,000 random programs', () => {
    const verdicts: Array<MixAnswer['_tag']> = []
    fc.assert(
      fc.property(anySelection, (program) => void verdicts.push(checkSelection(program))),
      { seed: 2000, numRuns: 1000 }
    )
    expectEveryVerdict(verdicts)
  }, 60_000)

  it.each(degenerateSelections)('on $name', ({ program }) => void checkSelection(program))

  it('where HiGHS at its own tolerances would be 1.3e-6 of reward off', () => {
    const program = {
      size: 3,
      reward: Float64Array.of(0.642, 0.662, 0.854),
      cost: Float64Array.of(0.00081, 0.00407, 0.00465),
      capacity: Float64Array.of(0.5, 0.5, 0.5),
      budget: 0.002657,
      maxSelected: 3,
      fixedCost: new Float64Array(3)
    }
    expect(checkSelection(program)).toBe('optimal')
  })
})
