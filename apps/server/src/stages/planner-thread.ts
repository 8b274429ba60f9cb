import { Worker } from 'node:worker_threads'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import type { DeploymentPlan } from '@stageroute/contracts'
import type { InventoryArm, StageSettings } from '@stageroute/planner'

/** What a stage is planned from. */
export interface PlanInput {
  readonly inventory: ReadonlyArray<InventoryArm>
  readonly settings: StageSettings
}

/** Plans stages on a thread of its own, so that no request waits for it. */
export interface PlannerThread {
  readonly plan: (input: PlanInput) => Promise<E.Either<string, DeploymentPlan>>
  readonly stop: () => Promise<void>
}

type Answer = (answer: E.Either<string, DeploymentPlan>) => void

/** A thread runs only what was built, also where the sources are run as they are. */
const builtWorker = join(__dirname, '..', '..', 'dist', 'stages', 'plan-worker.js')

/** Returns the planner; its thread is started with the first plan, and again where it ended. */
export const startPlanner = (file = builtWorker): PlannerThread => {
  let worker: Worker | null = null
  const waiting: Array<Answer> = []
  const failAll = (problem: string): void => {
    worker = null
    waiting.splice(0).forEach((answer) => answer(E.left(problem)))
  }
  const start = (): Worker => {
    const started = new Worker(file)
    started.unref()
    started.on('message', (answer: E.Either<string, DeploymentPlan>) => waiting.shift()?.(answer))
    started.on('error', (error: Error) => failAll(error.message))
    started.on('exit', () => failAll('the planner has ended'))
    return started
  }
  return {
    plan: (input) =>
      new Promise((resolve) => {
        worker ??= start()
        waiting.push(resolve)
        worker.postMessage(input)
      }),
    stop: async () => {
      await worker?.terminate()
    }
  }
}
