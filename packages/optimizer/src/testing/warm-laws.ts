import { makeStream, nextUniform, type Law, type Stream } from '@stageroute/numeric'
import type { LinearProgram, MixedIntegerProgram } from '../program'
import type { LpSolver, MipSolver, SolverResult } from '../solver'
import { stateSelection, stateSimplex } from '../state-program'
import { withOpen, type OpenProgram, type ProgramChange, type WarmSolver } from '../warm-solver'
import { demand, demandClose } from './check'
import { drawSelection, drawSimplex } from './draw'
import { integerZoo, linearZoo } from './linear-zoo'
import { dualBound, infeasibility, objectiveAt } from './measure'
import { defaultSolverLawOptions, type SolverLawOptions } from './options'

type Solver = LpSolver & MipSolver & WarmSolver

const CHANGES = 6

const fields = [
  'objective',
  'columnLower',
  'columnUpper',
  'rowLower',
  'rowUpper',
  'coefficient'
] as const

/** Some of the arrays of another program of the same shape. */
const drawChange = (stream: Stream, other: LinearProgram): ProgramChange =>
  Object.fromEntries(
    fields.flatMap((field) => (nextUniform(stream) < 0.4 ? [[field, other[field]]] : []))
  )

/** A program and others of its shape, to change it by. */
interface Walk<P> {
  readonly name: string
  readonly program: P
  readonly changes: ReadonlyArray<ProgramChange>
}

const walks = <P extends LinearProgram>(
  { seed, programs: count }: SolverLawOptions,
  zoo: ReadonlyArray<{ readonly name: string; readonly program: P }>,
  draw: (seed: number, size: number) => P
): ReadonlyArray<Walk<P>> => [
  ...zoo.map(({ name, program }) => ({
    name,
    program,
    changes: [{}, { objective: program.objective.map((earned) => -earned) }, program]
  })),
  ...Array.from({ length: Math.ceil(count / CHANGES) }, (_, i) => {
    const stream = makeStream(seed + i, 'changes of a program')
    const size = 1 + (i % 8)
    const changes = Array.from({ length: CHANGES }, (_none, k) =>
      drawChange(stream, draw(seed + 1 + i + count * (k + 1), size))
    )
    return { name: `program of seed ${seed + i}`, program: draw(seed + i, size), changes }
  })
]

/** An answer to a changed program against that of the program stated anew. */
const checkAnswer = (
  program: LinearProgram,
  answer: SolverResult,
  expected: SolverResult,
  { objective, feasibility }: SolverLawOptions,
  what: string
): void => {
  const evidence = { program, answer, expected }
  demand(
    answer.termination._tag === expected.termination._tag,
    `${what}: ${answer.termination._tag}, expected ${expected.termination._tag}`,
    evidence
  )
  if (answer.termination._tag !== 'optimal') return
  demandClose(answer.objective, expected.objective, objective, what, evidence)
  demand(infeasibility(program, answer.primal) <= feasibility, `${what}: infeasible`, evidence)
  demandClose(objectiveAt(program, answer.primal), answer.objective, objective, what, evidence)
}

const checkWalk = <P extends LinearProgram>(
  { name, program, changes }: Walk<P>,
  open: OpenProgram,
  solve: (program: P) => SolverResult,
  check: (program: P, answer: SolverResult, expected: SolverResult, what: string) => void
): void => {
  let current = program
  ;[{}, ...changes].forEach((change, step) => {
    current = { ...current, ...change }
    check(current, open.resolve(change), solve(current), `${name}, change ${step}`)
  })
}

const agreementLaws = (solver: Solver, options: SolverLawOptions): ReadonlyArray<Law> => [
  {
    name: 'open: a changed linear program answers as one stated anew, with prices that prove it',
    check: () =>
      walks(options, linearZoo, (seed, size) => stateSimplex(drawSimplex(seed, size))).forEach(
        (walk) =>
          withOpen(solver.openLp(walk.program), (open) =>
            checkWalk(walk, open, solver.solveLp, (program, answer, expected, what) => {
              checkAnswer(program, answer, expected, options, what)
              if (answer.termination._tag !== 'optimal') return
              const bound = dualBound(program, answer.rowPrice, options.objective)
              const slack = options.objective * (1 + program.rows + program.columns)
              demandClose(bound, answer.objective, slack, `${what}: prices`, { program, answer })
            })
          )
      )
  },
  {
    name: 'open: a changed mixed-integer program answers as one stated anew',
    check: () =>
      walks<MixedIntegerProgram>(options, integerZoo, (seed, size) =>
        stateSelection(drawSelection(seed, size))
      ).forEach((walk) =>
        withOpen(solver.openMip(walk.program), (open) =>
          checkWalk(walk, open, solver.solveMip, (program, answer, expected, what) =>
            checkAnswer(program, answer, expected, options, what)
          )
        )
      )
  }
]

const opened = ({ openLp, openMip }: Solver): ReadonlyArray<OpenProgram> => [
  openLp(twoRows),
  openMip(twoRows)
]

/** A program of two columns and three rows whose optimum is 36; 40 with one more unit of its first side. */
const { program: twoRows, objective: optimum = Number.NaN } = linearZoo[1]

const demandOptimum = (open: OpenProgram, options: SolverLawOptions, what: string): void => {
  const result = open.resolve({})
  demandClose(result.objective, optimum, options.objective, what, result)
}

const demandFailed = ({ termination }: SolverResult, what: string): void => {
  const isTold = termination._tag === 'failed' && termination.problem.trim() !== ''
  demand(isTold, `${what}: expected a failure that says why`, termination)
}

const lifeLaws = (solver: Solver, options: SolverLawOptions): ReadonlyArray<Law> => [
  {
    name: 'open: a change that fails says why and is not kept',
    check: () =>
      opened(solver).forEach((program) =>
        withOpen(program, (open) =>
          [
            { objective: Float64Array.of(Number.NaN, 1) },
            { objective: Float64Array.of(1) },
            { objective: Float64Array.of(7, 7), rowUpper: Float64Array.of(1, 2, Number.NaN) },
            { coefficient: new Float64Array(9) }
          ].forEach((change) => {
            demandFailed(open.resolve(change), JSON.stringify(change))
            demandOptimum(open, options, `after ${JSON.stringify(change)}`)
          })
        )
      )
  },
  {
    name: 'open: a program that no solver would take fails when it is solved, and says why',
    check: () => {
      const spoilt = { ...twoRows, objective: Float64Array.of(Number.NaN, 1) }
      ;[solver.openLp(spoilt), solver.openMip(spoilt)].forEach((program) =>
        withOpen(program, (open) => demandFailed(open.resolve({}), 'a reward that is no number'))
      )
    }
  },
  {
    name: 'open: arrays are copied',
    check: () => {
      const objective = twoRows.objective.slice()
      const rowUpper = twoRows.rowUpper.slice()
      withOpen(solver.openLp({ ...twoRows, objective }), (open) => {
        objective.fill(0)
        demandOptimum(open, options, 'after the caller wrote to the program')
        open.resolve({ rowUpper })
        rowUpper.fill(0)
        demandOptimum(open, options, 'after the caller wrote to a change')
      })
    }
  },
  {
    name: 'open: closing twice is closing once, and a closed program fails',
    check: () =>
      opened(solver).forEach((program) => {
        demandOptimum(program, options, 'open')
        program.close()
        program.close()
        demandFailed(program.resolve({}), 'closed')
        program.close()
      })
  },
  {
    name: 'open: programs do not disturb each other',
    check: () => {
      const [first, second] = [solver.openLp(twoRows), solver.openLp(twoRows)]
      first.resolve({ objective: Float64Array.of(0, 0) })
      demandOptimum(second, options, 'while another has changed')
      first.close()
      demandOptimum(second, options, 'after another was closed')
      second.close()
    }
  }
]

/**
 * Returns the laws that every implementation of `WarmSolver` obeys: a program that is changed and solved again answers as one stated anew,
 * what fails is not kept, and closing is certain.
 *
 * Errors: a law's `check` throws with the program and the answer that break it.
 * Cost: a few solves per program and law.
 *
 * @category law
 * @since 0.1.0
 * @example
 * import { loadHighsSolver } from '@stageroute/optimizer-highs'
 * import { warmSolverLaws } from '@stageroute/optimizer/testing'
 *
 * const loaded = await loadHighsSolver()
 * const laws = loaded._tag === 'Right' ? warmSolverLaws(loaded.right, { programs: 5 }) : []
 * laws.forEach(({ check }) => check())
 * laws.length > 0 // => true
 */
export const warmSolverLaws = (
  solver: LpSolver & MipSolver & WarmSolver,
  options: Partial<SolverLawOptions> = {}
): ReadonlyArray<Law> => {
  const settings = { ...defaultSolverLawOptions, ...options }
  return [...agreementLaws(solver, settings), ...lifeLaws(solver, settings)]
}
