import { parentPort } from 'node:worker_threads'
import { planHere } from './plan-here'
import type { PlanInput } from './planner-thread'

parentPort?.on('message', (input: PlanInput) => parentPort?.postMessage(planHere(input)))
