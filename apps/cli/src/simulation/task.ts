import * as E from 'fp-ts/Either'
import { runPolicy, type RunMeasures } from '@stageroute/simulator'
import { makeTrialOpener, type OpenTrial } from './open-trial'
import { makerOf } from './policy-makers'
import type { TrialRequest } from './request'

/** One policy on one seed, as data that a worker can be sent. */
export interface RunTask {
  readonly trial: TrialRequest
  readonly policy: string
  readonly seed: number
  readonly curvePoints: number
  /** Whether what the policy knows at the end is wanted. */
  readonly isKept: boolean
}

/** What a worker thread is sent: a task, and the counter of done queries that all threads share. */
export interface WorkerMessage {
  readonly task: RunTask
  readonly done: SharedArrayBuffer
}

/** What a run measured, and the seconds it took. */
export interface TaskResult {
  readonly measures: RunMeasures
  readonly seconds: number
  /** What the policy knew at the end, where that was wanted. */
  readonly snapshot: unknown
}

/** Plays one task; `onProgress` hears how many more queries are done. */
export type TaskRunner = (task: RunTask, onProgress: (queries: number) => void) => TaskResult

/** Returns a runner, which opens a trial once for all of its tasks that come together. */
export const makeTaskRunner = (): TaskRunner => {
  const open = makeTrialOpener()
  return (task, onProgress) => {
    const opened = open(task.trial)
    if (E.isLeft(opened)) {
      throw new Error(`a checked request no longer opens: ${JSON.stringify(task.trial)}`)
    }
    return runTask(opened.right, task, onProgress)
  }
}

const runTask = (
  opened: OpenTrial,
  { policy, seed, curvePoints, isKept }: RunTask,
  onProgress: (queries: number) => void
): TaskResult => {
  const makePolicy = makerOf(policy, opened)
  if (makePolicy === undefined) throw new Error(`a checked policy is unknown: ${policy}`)
  const started = performance.now()
  let snapshot: unknown = null
  const measures = runPolicy(opened.trial, opened.oracle, {
    policyId: policy,
    makePolicy,
    index: opened.index,
    seed,
    curvePoints,
    onProgress,
    onFinish: (last) => {
      if (isKept) snapshot = last
    }
  })
  return { measures, seconds: (performance.now() - started) / 1000, snapshot }
}
