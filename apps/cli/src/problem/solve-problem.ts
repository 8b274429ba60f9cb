import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import type { DeployAnswer, DomainError, RouteAnswer } from '@stageroute/contracts'
import {
  solveBudgetedSelection,
  solveBudgetedSelectionBy,
  solveBudgetedSimplex,
  solveBudgetedSimplexBy,
  type BudgetedSelection,
  type BudgetedSimplex,
  type InvalidProgram,
  type SolverFailure
} from '@stageroute/optimizer'
import { loadHighsSolver } from '@stageroute/optimizer-highs'
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

export const solveRoute =
  (source: string, solver: SolverId) =>
  (program: BudgetedSimplex): TE.TaskEither<DomainError, RouteAnswer> =>
    pipe(
      solver === 'exact'
        ? TE.fromEither<InvalidProgram | SolverFailure, RouteAnswer>(
            pipe(solveBudgetedSimplex(program), E.map(toRouteAnswer))
          )
        : pipe(
            loadHighsSolver,
            TE.chainEitherKW((highs) => solveBudgetedSimplexBy(highs)(program)),
            TE.map(toRouteAnswer)
          ),
      TE.mapLeft(toDomainError(source))
    )

export const solveDeploy =
  (source: string, solver: SolverId) =>
  (program: BudgetedSelection): TE.TaskEither<DomainError, DeployAnswer> =>
    pipe(
      solver === 'exact'
        ? TE.fromEither<InvalidProgram | SolverFailure, DeployAnswer>(
            pipe(solveBudgetedSelection(program), E.map(toDeployAnswer))
          )
        : pipe(
            loadHighsSolver,
            TE.chainEitherKW((highs) => solveBudgetedSelectionBy(highs)(program)),
            TE.map(toDeployAnswer)
          ),
      TE.mapLeft(toDomainError(source))
    )
