import { runTask, type TaskResult, type WorkerMessage } from './task'

const work = ({ task, done }: WorkerMessage): TaskResult => {
  const counter = new BigInt64Array(done)
  return runTask(task, (queries) => void Atomics.add(counter, 0, BigInt(queries)))
}

export = work
