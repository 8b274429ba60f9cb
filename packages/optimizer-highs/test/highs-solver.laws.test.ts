import type { LpSolver, MipSolver, SolverResult } from '@stageroute/optimizer'
import { solverLaws } from '@stageroute/optimizer/testing'
import { load } from './load'

let highs: LpSolver & MipSolver
beforeAll(async () => {
  highs = await load()
})

// Jest wants the names before HiGHS is loaded.
const late: LpSolver & MipSolver = {
  name: 'highs',
  solveLp: (program) => highs.solveLp(program),
  solveMip: (program) => highs.solveMip(program)
}

describe('HiGHS obeys', () => {
  it.each(solverLaws(late))('$name', ({ check }) => check())
})

type Change = (result: SolverResult) => SolverResult

const spoilt = (change: Change): LpSolver & MipSolver => ({
  name: 'spoilt',
  solveLp: (program) => change(late.solveLp(program)),
  solveMip: (program) => change(late.solveMip(program))
})

const brokenLaws = (solver: LpSolver & MipSolver): ReadonlyArray<string> =>
  solverLaws(solver, { programs: 20 }).flatMap(({ name, check }) => {
    try {
      check()
      return []
    } catch {
      return [name]
    }
  })

describe('the laws refuse a solver that', () => {
  it.each<readonly [string, Change, RegExp]>([
    [
      'negates its prices',
      (r) => ({ ...r, rowPrice: r.rowPrice.map((price) => -price) }),
      /prices/
    ],
    ['moves its optimum', (r) => ({ ...r, primal: r.primal.map((x) => x + 1e-4) }), /respects/],
    ['overstates its objective', (r) => ({ ...r, objective: r.objective + 1e-4 }), /known optimum/],
    ['leaves its bound open', (r) => ({ ...r, bound: r.bound + 1 }), /bound of an optimum/],
    ['calls everything optimal', (r) => ({ ...r, termination: { _tag: 'optimal' } }), /apart/],
    ['calls nothing optimal', (r) => ({ ...r, termination: { _tag: 'limit' } }), /apart/]
  ])('%s', (_what, change, law) => {
    expect(brokenLaws(spoilt(change))).toContainEqual(expect.stringMatching(law))
  })

  it('ignores wholeness', () => {
    const relaxing = { ...late, solveMip: late.solveLp }
    expect(brokenLaws(relaxing)).toContainEqual(expect.stringMatching(/wholeness/))
  })

  it('throws', () => {
    const throwing = { ...late, solveLp: () => JSON.parse('{') as SolverResult }
    expect(brokenLaws(throwing)).toContainEqual(expect.stringMatching(/not as an exception/))
  })
})

describe('an exclusion', () => {
  const law = 'integer: tells optimal and infeasible apart, with the known optimum'

  it('takes its law out', () => {
    const laws = solverLaws(late, { exclusions: [{ law, reason: 'for the test' }] })
    expect(laws.map(({ name }) => name)).not.toContain(law)
    expect(laws).toHaveLength(solverLaws(late).length - 1)
  })

  it.each([
    ['no reason', { law, reason: ' ' }],
    ['no law', { law: 'another', reason: 'for the test' }]
  ])('with %s breaks a law', (_what, exclusion) => {
    const last = solverLaws(late, { exclusions: [exclusion] }).slice(-1)
    expect(() => last.forEach(({ check }) => check())).toThrow('not an exclusion')
  })
})
