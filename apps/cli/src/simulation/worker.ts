import { makeTaskRunner, type TaskResult, type WorkerMessage } from './task'

const runTask = makeTaskRunner()

/** Plays one task in a worker thread and counts its queries where every thread sees them. */
export const work = ({ task, done }: WorkerMessage): TaskResult => {
  const counter = new BigInt64Array(done)
  return runTask(task, (queries) => void Atomics.add(counter, 0, BigInt(queries)))
}
