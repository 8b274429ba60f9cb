import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as RTE from 'fp-ts/ReaderTaskEither'
import * as TE from 'fp-ts/TaskEither'
import type { DomainError, OracleRewards, SimulationReport } from '@stageroute/contracts'
import { summariseRuns, type RunMeasures } from '@stageroute/simulator'
import type { CliEnvironment } from '../environment'
import { checkRequest } from './check-request'
import { makeTrialOpener, type OpenTrial } from './open-trial'
import { oracleRewards } from './oracle-rewards'
import type { SimulationRequest } from './request'
import type { RunTask, TaskResult } from './task'

/** A finished simulation: its report, and every run behind it, policy by policy in the order asked for. */
export interface Simulation {
  readonly opened: OpenTrial
  readonly report: SimulationReport
  readonly runs: ReadonlyArray<{
    readonly policy: string
    readonly measures: ReadonlyArray<RunMeasures>
  }>
  /** What the first policy knew at the end of its first seed, where that was wanted. */
  readonly snapshot: unknown
}

/** Checks a request and opens everything it names; nothing is played yet. */
export const prepare = (
  request: SimulationRequest
): RTE.ReaderTaskEither<CliEnvironment, DomainError, OpenTrial> =>
  pipe(
    checkRequest(request),
    E.chain(makeTrialOpener()),
    E.mapLeft(({ cause }) => cause),
    RTE.fromEither
  )

/** Plays every policy on every seed; all policies of a seed meet the same queries, arrivals and outcomes. */
export const play = (
  request: SimulationRequest,
  opened: OpenTrial,
  { curvePoints, isKept }: { readonly curvePoints: number; readonly isKept: boolean }
): RTE.ReaderTaskEither<CliEnvironment, DomainError, Simulation> =>
  pipe(
    RTE.Do,
    RTE.bind('results', () => runAll(tasksOf(request, curvePoints, isKept), request)),
    RTE.bind('oracles', () => RTE.rightReaderTask(oracleRewards(opened.trial, opened.oracle))),
    RTE.map(({ results, oracles }) => toSimulation(request, opened, oracles, results))
  )

const tasksOf = (
  request: SimulationRequest,
  curvePoints: number,
  isKept: boolean
): ReadonlyArray<RunTask> => {
  const { policies, seeds, seed, jobs: _, ...trial } = request
  return policies.flatMap((policy, p) =>
    Array.from({ length: seeds }, (_, i) => ({
      trial,
      policy,
      seed: seed + i,
      curvePoints,
      isKept: isKept && p === 0 && i === 0
    }))
  )
}

const runAll =
  (
    tasks: ReadonlyArray<RunTask>,
    { queries, jobs }: SimulationRequest
  ): RTE.ReaderTaskEither<CliEnvironment, DomainError, ReadonlyArray<TaskResult>> =>
  ({ startProgress, runTasks }) =>
    TE.tryCatch(
      async () => {
        const progress = startProgress(tasks.length * queries)
        const results: Array<TaskResult> = []
        const onResult = (result: TaskResult, task: number): void => void (results[task] = result)
        try {
          await runTasks(tasks, jobs, { onProgress: progress.update, onResult })
          return results
        } finally {
          progress.stop()
        }
      },
      (cause): DomainError => ({ _tag: 'RunFailed', what: 'simulation', problem: String(cause) })
    )

const toSimulation = (
  request: SimulationRequest,
  opened: OpenTrial,
  oracles: OracleRewards,
  results: ReadonlyArray<TaskResult>
): Simulation => {
  const { trial, oracle, settings } = opened
  const perPolicy = request.policies.map((policy, i) => ({
    policy,
    results: results.slice(i * request.seeds, (i + 1) * request.seeds)
  }))
  return {
    opened,
    snapshot: results[0]?.snapshot ?? null,
    runs: perPolicy.map(({ policy, results: own }) => ({
      policy,
      measures: own.map(({ measures }) => measures)
    })),
    report: {
      dataset: request.dataset,
      settings: { ...settings, seeds: request.seeds, seed: request.seed },
      oracles,
      results: perPolicy.map(({ policy, results: own }) => {
        const seconds = own.reduce((sum, result) => sum + result.seconds, 0)
        const measures = own.map((result) => result.measures)
        return summariseRuns(
          policy,
          trial,
          oracle,
          measures,
          (trial.queries * own.length) / seconds
        )
      })
    }
  }
}
