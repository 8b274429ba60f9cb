import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import {
  solveRuledSelection,
  solveRuledSelectionBy,
  type BudgetedSelection,
  type MipSolver,
  type RuledAnswer,
  type SelectionRules
} from '@stageroute/optimizer'
import {
  defaultSolverLawOptions,
  drawRuledPool,
  drawRules,
  drawSelection
} from '@stageroute/optimizer/testing'
import { load } from './load'

let highs: MipSolver
beforeAll(async () => {
  highs = await load()
})

const answered = <A>(answer: E.Either<unknown, A>): A => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

const near = defaultSolverLawOptions.objective

type Verdict = RuledAnswer['mix']['_tag']

const spent = ({ cost }: BudgetedSelection, share: Float64Array): number =>
  share.reduce((sum, used, m) => sum + used * (cost[m] ?? Number.NaN), 0)

/** Both verdicts hold a little above and below the budget, inside the band that HiGHS reads it with. */
const isClear = (program: BudgetedSelection, rules: SelectionRules): boolean => {
  const band = near * Math.max(program.budget, ...program.cost)
  const verdict = (budget: number): Verdict =>
    answered(solveRuledSelection({ ...program, budget }, rules)).mix._tag
  return verdict(Math.max(0, program.budget - band)) === verdict(program.budget + band)
}

const checkAgreement = (program: BudgetedSelection, rules: SelectionRules): RuledAnswer => {
  const exact = answered(solveRuledSelection(program, rules))
  expect(exact.isProved).toBe(true)
  if (!isClear(program, rules)) return exact
  const general = answered(solveRuledSelectionBy(highs)(program, rules))
  expect(general.mix._tag).toBe(exact.mix._tag)
  if (exact.mix._tag === 'optimal' && general.mix._tag === 'optimal') {
    expect(Math.abs(general.mix.value - exact.mix.value)).toBeLessThan(near)
    expect(exact.bound).toBeGreaterThan(general.mix.value - near)
  }
  if (exact.mix._tag === 'budgetInfeasible' && general.mix._tag === 'budgetInfeasible') {
    expect(spent(program, general.mix.share)).toBeCloseTo(spent(program, exact.mix.share), 8)
  }
  return exact
}

it('deployment under rules agrees with HiGHS on 300 random programs', () => {
  const verdicts: Array<Verdict> = []
  const ruled = fc
    .tuple(fc.integer({ min: 1, max: 10 }), fc.nat(), fc.nat())
    .map(([size, seed, ruleSeed]): [BudgetedSelection, SelectionRules] => {
      const program = drawSelection(seed, size)
      return [program, drawRules(ruleSeed, program)]
    })
  fc.assert(
    fc.property(ruled, ([program, rules]) => {
      verdicts.push(checkAgreement(program, rules).mix._tag)
    }),
    { seed: 2100, numRuns: 300 }
  )
  const all: ReadonlyArray<Verdict> = [
    'optimal',
    'budgetInfeasible',
    'capacityInfeasible',
    'rulesInfeasible'
  ]
  for (const verdict of all) {
    expect(verdicts.filter((it) => it === verdict).length).toBeGreaterThan(10)
  }
}, 60_000)

const pools = [100, 300].flatMap((size) =>
  [5, 7, 10].flatMap((slots) => [1, 2].map((seed) => [size, slots, seed] as const))
)

it.each(pools)(
  'of %i arms, %i slots, seed %i agrees with HiGHS',
  (size, slots, seed) => {
    const { program, rules } = drawRuledPool(seed, size, slots)
    expect(checkAgreement(program, rules).mix._tag).toBe('optimal')
  },
  60_000
)
