import { parentPort } from 'node:worker_threads'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { message } from '@stageroute/contracts'
import { planStage } from '@stageroute/planner'
import type { PlanInput } from './planner-thread'

parentPort?.on('message', ({ inventory, settings }: PlanInput) => {
  parentPort?.postMessage(pipe(planStage(inventory, settings), E.mapLeft(message)))
})
