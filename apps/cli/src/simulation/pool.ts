import { join } from 'node:path'
import { Piscina } from 'piscina'
import type { CliEnvironment } from '../environment'
import type { TaskResult, WorkerMessage } from './task'

const POLL_MS = 100

/** Plays tasks on worker threads; results come back in the order of the tasks, whatever finished first. */
export const runTasksInPool: CliEnvironment['runTasks'] = async (tasks, jobs, onProgress) => {
  const done = new SharedArrayBuffer(8)
  const counter = new BigInt64Array(done)
  const pool = new Piscina<WorkerMessage, TaskResult>({
    filename: join(__dirname, 'worker.js'),
    name: 'work',
    minThreads: 1,
    maxThreads: Math.min(jobs, tasks.length)
  })
  // A task that fails rejects its own promise below; what the pool says besides would be a second, unhandled report.
  pool.on('error', () => undefined)
  const report = (): void => onProgress(Number(Atomics.load(counter, 0)))
  const poll = setInterval(report, POLL_MS)
  try {
    return await Promise.all(tasks.map((task) => pool.run({ task, done })))
  } finally {
    clearInterval(poll)
    report()
    await pool.destroy()
  }
}
