import * as E from 'fp-ts/Either'
import { policies } from '@stageroute/policies'
import { makeOraclePolicy, runPolicy, type RunMeasures } from '@stageroute/simulator'
import { openExperiment, type Experiment } from './experiment'
import type { SimulationRequest } from './request'

/** One policy on one seed, as data that a worker can be sent. */
export interface RunTask {
  readonly request: SimulationRequest
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

let opened: { readonly key: string; readonly experiment: Experiment } | undefined

/** A worker plays many tasks of one request: the data set is read once. */
const experimentOf = (request: SimulationRequest): Experiment => {
  const key = JSON.stringify(request)
  if (opened?.key === key) return opened.experiment
  const experiment = openExperiment(request)
  if (E.isLeft(experiment)) throw new Error(`a checked request no longer opens: ${key}`)
  opened = { key, experiment: experiment.right }
  return experiment.right
}

/** Plays one task; `onProgress` hears how many more queries are done. */
export const runTask = (task: RunTask, onProgress: (queries: number) => void): TaskResult => {
  const { trial, oracle, index } = experimentOf(task.request)
  const started = performance.now()
  let snapshot: unknown = null
  const measures = runPolicy(trial, oracle, {
    policyId: task.policy,
    makePolicy: policies[task.policy] ?? makeOraclePolicy(oracle),
    index,
    seed: task.seed,
    curvePoints: task.curvePoints,
    onProgress,
    onFinish: (last) => {
      if (task.isKept) snapshot = last
    }
  })
  return { measures, seconds: (performance.now() - started) / 1000, snapshot }
}
