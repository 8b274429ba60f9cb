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

/** How long a thread without work is kept, milliseconds: it holds as much memory as a fifth of the server. */
const IDLE_MS = 3000

/** A plan is made seldom, and need not be given room for the garbage of a busy server, in megabytes. */
const YOUNG_MB = 4

/** Returns the planner. Its thread is started for a plan, and ends when none has been asked for in a while. */
export const startPlanner = (file = builtWorker): PlannerThread => {
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | null = null
  const waiting: Array<Answer> = []
  const end = async (): Promise<void> => {
    const ending = worker
    worker = null
    await ending?.terminate()
  }
  const stopIdling = (): void => {
    if (idle !== null) clearTimeout(idle)
    idle = null
  }
  const answerNext = (answer: E.Either<string, DeploymentPlan>): void => {
    waiting.shift()?.(answer)
    stopIdling()
    if (waiting.length === 0) idle = setTimeout(() => void end(), IDLE_MS).unref()
  }
  const failAll = (from: Worker, problem: string): void => {
    // One that was told to end is no longer the worker.
    if (worker !== from) return
    worker = null
    waiting.splice(0).forEach((answer) => answer(E.left(problem)))
  }
  const start = (): Worker => {
    const started = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
    started.unref()
    started.on('message', answerNext)
    started.on('error', (error: Error) => failAll(started, error.message))
    started.on('exit', () => failAll(started, 'the planner has ended'))
    return started
  }
  return {
    plan: (input) =>
      new Promise((resolve) => {
        stopIdling()
        worker ??= start()
        waiting.push(resolve)
        worker.postMessage(input)
      }),
    stop: async () => {
      stopIdling()
      await end()
      waiting.splice(0).forEach((answer) => answer(E.left('the planner has ended')))
    }
  }
}
