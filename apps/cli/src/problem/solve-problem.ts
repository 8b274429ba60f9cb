import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type * as RTE from 'fp-ts/ReaderTaskEither'
import * as TE from 'fp-ts/TaskEither'
import type { DomainError } from '@stageroute/contracts'
import {
  solveBudgetedSelection,
  solveBudgetedSelectionBy,
  solveBudgetedSimplex,
  solveBudgetedSimplexBy,
  type InvalidProgram,
  type LpSolver,
  type MipSolver,
  type SelectionAnswer,
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

type Solve<P, A> = (program: P) => RTE.ReaderTaskEither<CliEnvironment, DomainError, A>

/** Solves by the exact solver, or by the general one once it is loaded. */
const solveWith =
  <P, M, A>(
    exact: (program: P) => E.Either<InvalidProgram | SolverFailure, M>,
    general: (
      solver: LpSolver & MipSolver
    ) => (program: P) => E.Either<InvalidProgram | SolverFailure, M>,
    toAnswer: (answer: M) => A
  ) =>
  (source: string, solver: SolverId): Solve<P, A> =>
  (program) =>
  ({ loadSolver }) => {
    const answer: TE.TaskEither<InvalidProgram | SolverFailure, M> =
      solver === 'exact'
        ? TE.fromEither(exact(program))
        : pipe(
            loadSolver,
            TE.chainEitherKW((loaded) => general(loaded)(program))
          )
    return pipe(answer, TE.bimap(toDomainError(source), toAnswer))
  }

export const solveRoute = solveWith(solveBudgetedSimplex, solveBudgetedSimplexBy, toRouteAnswer)

/** An answer that the node limit left open is told as a failure, with what is known: it must not pass for the optimum. */
const requireProof = (answer: SelectionAnswer): E.Either<SolverFailure, SelectionAnswer> => {
  const value = answer.mix._tag === 'capacityInfeasible' ? 0 : answer.mix.value
  const known = `best ${value}, bound ${answer.bound}, models ${answer.selected.join(', ')}`
  return answer.isProved
    ? E.right(answer)
    : E.left({
        _tag: 'SolverFailure',
        solver: 'exact',
        problem: `not proved optimal after ${answer.nodes} nodes (${known}); raise --node-limit, or try --solver highs`
      })
}

export const solveDeploy = (nodeLimit: number) =>
  solveWith(
    (program) => pipe(solveBudgetedSelection(program, nodeLimit), E.chainW(requireProof)),
    solveBudgetedSelectionBy,
    toDeployAnswer
  )
