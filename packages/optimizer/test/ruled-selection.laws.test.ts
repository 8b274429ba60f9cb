import * as fc from 'fast-check'
import { tolerance } from '@stageroute/numeric'
import {
  certifyMix,
  isCertified,
  noRules,
  solveBudgetedSelection,
  solveRuledSelection,
  type BudgetedSelection,
  type RuledAnswer,
  type SelectionRules
} from '../src'
import { drawRules } from '../src/testing'
import { bruteForceRuled, obeys, type RuledVerdict } from './brute-force'
import { answered, anySelection, inner } from './build'

const solve = (program: BudgetedSelection, rules: SelectionRules): RuledAnswer =>
  answered(solveRuledSelection(program, rules))

const checkBruteForce = (program: BudgetedSelection, rules: SelectionRules): RuledVerdict => {
  const best = bruteForceRuled(program, rules)
  const { mix, bound, isProved } = solve(program, rules)
  expect(isProved).toBe(true)
  expect(mix._tag).toBe(best.verdict)
  if (mix._tag === 'optimal') {
    expect(Math.abs(mix.value - best.value)).toBeLessThan(2 * tolerance.bound)
    expect(bound).toBeGreaterThan(best.value - tolerance.bound)
  }
  if (mix._tag === 'budgetInfeasible') {
    expect(inner(program.cost, mix.share)).toBeCloseTo(best.cost, 12)
  }
  return best.verdict
}

/** What holds of any answer with a mix: the rules, the limits, its value as claimed, its bound no lower. */
const checkClaims = (program: BudgetedSelection, rules: SelectionRules): void => {
  const { mix, selected, bound } = solve(program, rules)
  if (mix._tag === 'capacityInfeasible' || mix._tag === 'rulesInfeasible') {
    expect(selected).toEqual([])
    return
  }
  const limits = { ...program, budget: mix._tag === 'optimal' ? program.budget : Infinity }
  expect(isCertified({ ...certifyMix(limits, mix.share, 0), gap: 0 })).toBe(true)
  expect(obeys(selected, rules)).toBe(true)
  expect(selected.length).toBeLessThanOrEqual(program.maxSelected)
  mix.share.forEach((share, m) => {
    if (selected.includes(m)) expect(share).toBeGreaterThanOrEqual(rules.minimum[m])
    else expect(share).toBe(0)
  })
  const paid = selected.reduce((sum, m) => sum + program.fixedCost[m], 0)
  expect(mix.value).toBeCloseTo(inner(program.reward, mix.share) - paid, 11)
  expect(bound).toBeGreaterThanOrEqual(mix.value)
  expect(bound - mix.value).toBeLessThan(2 * tolerance.bound)
}

/** Weak duality above the minimums: no mix of the selected arms beats the claimed one at the claimed prices. */
const checkPrices = (program: BudgetedSelection, rules: SelectionRules): void => {
  const { mix, selected } = solve(program, rules)
  if (mix._tag !== 'optimal') return
  const { budgetPrice, capacityPrice, share } = mix
  const left = 1 - selected.reduce((sum, m) => sum + rules.minimum[m], 0)
  if (left <= tolerance.share) return
  const above = (values: Float64Array): Float64Array =>
    Float64Array.from(selected, (m) => (values[m] - rules.minimum[m]) / left)
  const pick = (values: Float64Array): Float64Array => Float64Array.from(selected, (m) => values[m])
  const least = selected.reduce((sum, m) => sum + rules.minimum[m] * program.cost[m], 0)
  const carrying = {
    size: selected.length,
    reward: pick(program.reward),
    cost: pick(program.cost),
    capacity: above(program.capacity),
    budget: (program.budget - least) / left
  }
  const { gap } = certifyMix(carrying, above(share), budgetPrice)
  expect(Math.abs(gap * left)).toBeLessThan(tolerance.bound)
  capacityPrice.forEach((price, m) => {
    expect(price).toBeGreaterThanOrEqual(0)
    if (share[m] < program.capacity[m]) expect(price).toBe(0)
  })
}

const checkSuggestion = (program: BudgetedSelection, rules: SelectionRules): void => {
  const free = solve(program, rules)
  const again = answered(solveRuledSelection(program, rules, { suggestion: free.selected }))
  expect(again.mix._tag).toBe(free.mix._tag)
  if (free.mix._tag === 'optimal') expect(again.selected).toEqual(free.selected)
}

const checkNodeLimit = (program: BudgetedSelection, rules: SelectionRules): void => {
  const best = bruteForceRuled(program, rules)
  if (best.verdict !== 'optimal') return
  for (const nodeLimit of [1, 2, 4]) {
    const { mix, bound, isProved } = answered(solveRuledSelection(program, rules, { nodeLimit }))
    expect(bound).toBeGreaterThan(best.value - tolerance.bound)
    expect(isProved && mix._tag !== 'optimal').toBe(false)
    if (mix._tag !== 'optimal') continue
    expect(mix.value).toBeLessThan(best.value + tolerance.bound)
    if (isProved) expect(mix.value).toBeCloseTo(best.value, 10)
  }
}

const ruled = fc
  .tuple(anySelection(7), fc.nat())
  .map(([program, seed]): [BudgetedSelection, SelectionRules] => [
    program,
    drawRules(seed, program)
  ])

it('DeployOPT under rules is the best of all sets that obey them, on 3,000 random programs', () => {
  const verdicts: Array<RuledVerdict> = []
  fc.assert(
    fc.property(ruled, ([program, rules]) => void verdicts.push(checkBruteForce(program, rules))),
    { seed: 811, numRuns: 3000 }
  )
  const count = (verdict: RuledVerdict): number => verdicts.filter((it) => it === verdict).length
  expect(count('optimal')).toBeGreaterThan(600)
  expect(count('budgetInfeasible')).toBeGreaterThan(50)
  expect(count('capacityInfeasible')).toBeGreaterThan(50)
  expect(count('rulesInfeasible')).toBeGreaterThan(50)
})

/** As many slots as full arms, so that relaxed slots are often whole where a group has more of them than it may. */
const wholeShares = fc.integer({ min: 2, max: 4 }).chain((slots) =>
  fc.integer({ min: slots + 1, max: 8 }).chain((size) => {
    const table = (most: number, unit: number): fc.Arbitrary<Float64Array> =>
      fc
        .array(fc.integer({ min: 0, max: most }), { minLength: size, maxLength: size })
        .map((values) => Float64Array.from(values, (value) => value / unit))
    const group = fc
      .tuple(
        fc.subarray(
          Array.from({ length: size }, (_, m) => m),
          { minLength: 2 }
        ),
        fc.integer({ min: 1, max: 2 })
      )
      .map(([arms, atMost]) => ({ arms, atLeast: 0, atMost }))
    return fc
      .tuple(
        table(10, 10),
        table(4, 1000),
        table(2, 100),
        fc.integer({ min: 1, max: 4 }),
        fc.array(group, { minLength: 1, maxLength: 3 })
      )
      .map(([reward, cost, fixedCost, budget, groups]): [BudgetedSelection, SelectionRules] => [
        {
          size,
          reward,
          cost,
          capacity: new Float64Array(size).fill(1 / slots),
          budget: budget / 1000,
          maxSelected: slots,
          fixedCost
        },
        { ...noRules(size), groups }
      ])
  })
)

it('DeployOPT under rules is proved the best where slots are whole, on 1,000 random programs', () => {
  fc.assert(
    fc.property(wholeShares, ([program, rules]) => {
      checkBruteForce(program, rules)
      checkClaims(program, rules)
    }),
    { seed: 815, numRuns: 1000 }
  )
})

it.each<readonly [string, (program: BudgetedSelection, rules: SelectionRules) => void]>([
  ['keeps what it claims', checkClaims],
  ['has prices that certify its mix', checkPrices],
  ['keeps a suggestion that is as good as any', checkSuggestion],
  ['bounds what a search cut short has missed', checkNodeLimit]
])('DeployOPT under rules %s, on 1,000 random programs', (_law, check) => {
  fc.assert(
    fc.property(ruled, ([program, rules]) => check(program, rules)),
    { seed: 812, numRuns: 1000 }
  )
})

it('rules that forbid nothing give the answer without rules', () => {
  fc.assert(
    fc.property(anySelection(7), (program) => {
      const arms = Array.from({ length: program.size }, (_, m) => m)
      const rules = {
        ...noRules(program.size),
        groups: [{ arms, atLeast: 0, atMost: arms.length }]
      }
      expect(solve(program, rules)).toEqual(answered(solveBudgetedSelection(program)))
    }),
    { seed: 813, numRuns: 500 }
  )
})

it('a search under rules that happen to forbid nothing finds the value without rules', () => {
  fc.assert(
    fc.property(anySelection(7), (program) => {
      const one = { arms: [0], atLeast: 0, atMost: 0 }
      const without = solve(program, { ...noRules(program.size), groups: [one] })
      const there = answered(solveBudgetedSelection(program))
      if (there.mix._tag !== 'optimal' || there.selected.includes(0)) return
      expect(without.mix._tag).toBe('optimal')
      if (without.mix._tag !== 'optimal') return
      expect(Math.abs(without.mix.value - there.mix.value)).toBeLessThan(2 * tolerance.bound)
    }),
    { seed: 814, numRuns: 500 }
  )
})
