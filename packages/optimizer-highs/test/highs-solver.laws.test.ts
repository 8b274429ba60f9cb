import type {
  LpSolver,
  MipSolver,
  OpenProgram,
  SolverResult,
  WarmSolver
} from '@stageroute/optimizer'
import { solverLaws, warmSolverLaws } from '@stageroute/optimizer/testing'
import { load } from './load'

type Solver = LpSolver & MipSolver & WarmSolver

let highs: Solver
beforeAll(async () => {
  highs = await load()
})

// Jest wants the names before HiGHS is loaded.
const late: Solver = {
  name: 'highs',
  solveLp: (program) => highs.solveLp(program),
  solveMip: (program) => highs.solveMip(program),
  openLp: (program) => highs.openLp(program),
  openMip: (program) => highs.openMip(program)
}

describe('HiGHS obeys', () => {
  it.each([...solverLaws(late), ...warmSolverLaws(late)])('$name', ({ check }) => check())
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
      /prices have the sign/
    ],
    [
      'negates its prices, seen where a column or row has room',
      (r) => ({ ...r, rowPrice: r.rowPrice.map((price) => -price) }),
      /lies at the side/
    ],
    [
      'has no prices',
      (r) => ({ ...r, rowPrice: r.rowPrice.map(() => 0) }),
      /other sides earn no more/
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

type Spoil = (program: OpenProgram) => OpenProgram

const brokenWarmLaws = (spoil: Spoil): ReadonlyArray<string> => {
  const solver: Solver = {
    ...late,
    openLp: (program) => spoil(late.openLp(program)),
    openMip: (program) => spoil(late.openMip(program))
  }
  return warmSolverLaws(solver, { programs: 40 }).flatMap(({ name, check }) => {
    try {
      check()
      return []
    } catch {
      return [name]
    }
  })
}

const hasFailed = ({ termination }: SolverResult): boolean => termination._tag === 'failed'

describe('the laws refuse an open program that', () => {
  it.each<readonly [string, Spoil, RegExp]>([
    [
      'forgets changes of the objective',
      (open) => ({ ...open, resolve: ({ objective: _, ...rest }) => open.resolve(rest) }),
      /changed linear program answers/
    ],
    [
      'forgets changes of a coefficient',
      (open) => ({ ...open, resolve: ({ coefficient: _, ...rest }) => open.resolve(rest) }),
      /changed mixed-integer program answers/
    ],
    [
      'has prices of another program',
      (open) => ({
        ...open,
        resolve: (change) => {
          const result = open.resolve(change)
          return { ...result, rowPrice: result.rowPrice.map((price) => price / 2) }
        }
      }),
      /changed linear program answers/
    ],
    [
      'keeps what failed',
      (open) => {
        let isSpoilt = false
        return {
          ...open,
          resolve: (change) => {
            const result = open.resolve(isSpoilt ? { objective: Float64Array.of(1, 1) } : change)
            isSpoilt ||= hasFailed(result)
            return result
          }
        }
      },
      /is not kept/
    ],
    ['never closes', (open) => ({ ...open, close: () => undefined }), /a closed program fails/],
    [
      'reads the arrays of the caller again',
      (open) => {
        let last: Parameters<OpenProgram['resolve']>[0] = {}
        return {
          ...open,
          resolve: (change) => {
            last = { ...last, ...change }
            return open.resolve(last)
          }
        }
      },
      /arrays are copied/
    ]
  ])('%s', (_what, spoil, law) => {
    expect(brokenWarmLaws(spoil)).toContainEqual(expect.stringMatching(law))
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
