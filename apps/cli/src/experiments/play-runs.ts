import * as E from 'fp-ts/Either'
import type * as RTE from 'fp-ts/ReaderTaskEither'
import * as TE from 'fp-ts/TaskEither'
import { message, type DomainError } from '@stageroute/contracts'
import type { CliEnvironment } from '../environment'
import { StoredRun } from './run-codec'
import type { RunStore } from './run-store'
import type { CaseRuns, NamedRun } from './runs-of'

/** Where runs are kept, on how many cores they are played. */
export interface Playing {
  readonly store: RunStore
  readonly folder: string
  readonly jobs: number
}

/** Runs that are the same, in different groups, are played once. */
const distinct = (runs: ReadonlyArray<NamedRun>): ReadonlyArray<NamedRun> => [
  ...new Map(runs.map((run) => [run.hash, run])).values()
]

/**
 * The longest come first, so that no core is left with a long one at the end. Those of one trial stay together, so that a worker opens it
 * once.
 */
const longestFirst = (runs: ReadonlyArray<NamedRun>): ReadonlyArray<NamedRun> =>
  [...runs].sort((a, b) => b.task.trial.queries - a.task.trial.queries)

const count = (runs: number): string =>
  `${runs.toLocaleString('en-US')} run${runs === 1 ? '' : 's'}`

/** Plays what is not kept yet, and keeps every run as it ends: whatever is interrupted goes on from there. */
export const playMissing =
  (
    cases: ReadonlyArray<CaseRuns>,
    { store, folder, jobs }: Playing
  ): RTE.ReaderTaskEither<CliEnvironment, DomainError, void> =>
  ({ note, startProgress, runTasks }) => {
    const runs = distinct(
      cases.flatMap(({ policies }) => policies.flatMap((played) => played.runs))
    )
    const missing = longestFirst(runs.filter(({ hash }) => store.read(StoredRun, hash) === null))
    const kept = runs.length - missing.length
    note(
      kept === 0
        ? `${count(runs.length)} to play, kept in ${folder}`
        : `${count(runs.length)}, ${kept.toLocaleString('en-US')} of them played before and kept in ${folder}`
    )
    if (missing.length === 0) return TE.right(undefined)
    let done = kept
    const farewell = (): string =>
      `${done.toLocaleString('en-US')} of ${count(runs.length)} are kept in ${folder}; the same command plays the rest`
    return TE.tryCatch(
      async () => {
        const queries = missing.reduce((sum, { task }) => sum + task.trial.queries, 0)
        const progress = startProgress(queries, farewell)
        try {
          await runTasks(
            missing.map(({ task }) => task),
            jobs,
            {
              onProgress: progress.update,
              onResult: ({ measures, seconds }, position) => {
                const run = missing[position] as NamedRun
                keep(store, run, { measures, seconds })
                done++
              }
            }
          )
        } finally {
          progress.stop()
        }
      },
      (cause): DomainError => ({
        _tag: 'RunFailed',
        what: 'experiment',
        problem: (Object(cause) as Partial<Error>).message ?? String(cause)
      })
    )
  }

/** Ends the playing where a run cannot be kept: it is not worth going on for. */
const keep = (
  store: RunStore,
  { hash, task: { policy, seed } }: NamedRun,
  played: Pick<StoredRun, 'measures' | 'seconds'>
): void => {
  const kept = store.write(StoredRun, { version: 2, hash, policy, seed, ...played })
  if (E.isLeft(kept)) throw new Error(message(kept.left))
}
