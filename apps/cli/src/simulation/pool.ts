import { join } from 'node:path'
import { Piscina } from 'piscina'
import type { CliEnvironment } from '../environment'
import type { TaskResult, WorkerMessage } from './task'

const POLL_MS = 100

/** Plays tasks on worker threads and hands every result over as it comes. */
export const runTasksInPool: CliEnvironment['runTasks'] = async (
  tasks,
  jobs,
  { onProgress, onResult }
) => {
  if (tasks.length === 0) return
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
    await Promise.all(tasks.map(async (task, i) => onResult(await pool.run({ task, done }), i)))
  } finally {
    clearInterval(poll)
    report()
    await pool.destroy()
  }
}
