import * as E from 'fp-ts/Either'
import { flow, pipe } from 'fp-ts/function'
import * as RTE from 'fp-ts/ReaderTaskEither'
import * as TE from 'fp-ts/TaskEither'
import type { DomainError } from '@stageroute/contracts'
import {
  closeSelectionBy,
  solveBudgetedSelection,
  solveBudgetedSelectionBy,
  solveBudgetedSimplex,
  solveBudgetedSimplexBy,
  type BudgetedSelection,
  type InvalidProgram,
  type LpSolver,
  type MipSolver,
  type SelectionAnswer,
  type SelectionSearch,
  type SolverFailure
} from '@stageroute/optimizer'
import type { CliEnvironment } from '../environment'
import { toDeployAnswer, toRouteAnswer } from './to-answer'

export const solverIds = ['exact', 'highs'] as const
export type SolverId = (typeof solverIds)[number]

/** The names that the problem document has for the programme's fields. */
const documentField = (field: string): string =>
  field.replace('fixedCost', 'switchCost').replace('maxSelected', 'maxDeployed')

const toDomainError =
  (source: string) =>
  (error: InvalidProgram | SolverFailure): DomainError =>
    error._tag === 'InvalidProgram'
      ? { _tag: 'InvalidField', source, field: documentField(error.field), problem: error.problem }
      : { _tag: 'RunFailed', what: `solver ${error.solver}`, problem: error.problem }

type Solve<P, A, Problem = DomainError> = (
  program: P
) => RTE.ReaderTaskEither<CliEnvironment, Problem, A>

/** Solves by the exact solver, or by the general one once it is loaded. */
const solveWith =
  <P, M, A>(
    exact: Solve<P, M, InvalidProgram | SolverFailure>,
    general: (
      solver: LpSolver & MipSolver
    ) => (program: P) => E.Either<InvalidProgram | SolverFailure, M>,
    toAnswer: (answer: M) => A
  ) =>
  (source: string, solver: SolverId): Solve<P, A> =>
  (program) =>
  (environment) => {
    const answer =
      solver === 'exact'
        ? exact(program)(environment)
        : pipe(
            environment.loadSolver,
            TE.chainEitherKW((loaded) => general(loaded)(program))
          )
    return pipe(answer, TE.bimap(toDomainError(source), toAnswer))
  }

export const solveRoute = solveWith(
  RTE.fromEitherK(solveBudgetedSimplex),
  solveBudgetedSimplexBy,
  toRouteAnswer
)

/** An answer that limits left open is told as a failure, with what is known: it must not pass for the optimum. */
const requireProof =
  (solver: SolverId) =>
  (answer: SelectionAnswer): E.Either<SolverFailure, SelectionAnswer> => {
    const value = answer.mix._tag === 'capacityInfeasible' ? 0 : answer.mix.value
    const known = `best ${value}, bound ${answer.bound}, models ${answer.selected.join(', ')}`
    const where = {
      exact: `after ${answer.nodes} nodes, nor by HiGHS (${known}); raise --node-limit`,
      highs: `within a minute (${known})`
    }
    return answer.isProved
      ? E.right(answer)
      : E.left({ _tag: 'SolverFailure', solver, problem: `not proved optimal ${where[solver]}` })
  }

/** What the exact search leaves open within its nodes, HiGHS is asked to close: it is loaded only then. */
const solveDeployExactly =
  (
    search: SelectionSearch
  ): Solve<BudgetedSelection, SelectionAnswer, InvalidProgram | SolverFailure> =>
  (program) =>
  ({ loadSolver }) =>
    pipe(
      TE.fromEither(solveBudgetedSelection(program, search)),
      TE.chainW((answer) =>
        answer.isProved
          ? TE.right(answer)
          : pipe(
              loadSolver,
              TE.map((solver) => closeSelectionBy(solver)(program, answer))
            )
      ),
      TE.chainEitherKW(requireProof('exact'))
    )

export const solveDeploy = (search: SelectionSearch) =>
  solveWith(
    solveDeployExactly(search),
    (solver) => flow(solveBudgetedSelectionBy(solver), E.chainW(requireProof('highs'))),
    toDeployAnswer
  )
