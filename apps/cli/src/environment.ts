import type * as RTE from 'fp-ts/ReaderTaskEither'
import * as TE from 'fp-ts/TaskEither'
import type { DomainError } from '@stageroute/contracts'
import type { LpSolver, MipSolver, SolverFailure } from '@stageroute/optimizer'
import type { Progress } from './simulation/progress'
import type { RunTask, TaskResult } from './simulation/task'

/**
 * Everything outside that a command may touch, given by the composition root.
 *
 * - `print` writes a result to standard output, `note` a remark to standard error.
 * - `readInput` reads standard input to its end.
 * - `loadSolver` gives the general solver.
 * - `startProgress` shows how far a simulation of that many queries is; `farewell` is what an interrupt has to say besides.
 * - `runTasks` plays simulation runs on `jobs` cores.
 */
export interface CliEnvironment {
  readonly print: (text: string) => void
  readonly note: (text: string) => void
  readonly readInput: () => string
  readonly dataFolder: string | undefined
  readonly cores: number
  readonly loadSolver: TE.TaskEither<SolverFailure, LpSolver & MipSolver>
  readonly startProgress: (queries: number, farewell?: () => string) => Progress
  readonly runTasks: (
    tasks: ReadonlyArray<RunTask>,
    jobs: number,
    listener: RunListener
  ) => Promise<void>
}

/** Who is told how runs go: how many queries are done, and every result with its task's position as it comes. */
export interface RunListener {
  readonly onProgress: (queries: number) => void
  readonly onResult: (result: TaskResult, task: number) => void
}

/** What a command is: effects described, performed by the composition root. */
export type Command = RTE.ReaderTaskEither<CliEnvironment, DomainError, void>

/** An effect on the environment that cannot fail, as a command. */
export const perform =
  (effect: (environment: CliEnvironment) => void): Command =>
  (environment) =>
    TE.fromIO(() => effect(environment))
