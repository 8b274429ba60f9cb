import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { CliEnvironment } from './environment'
import { exitCode } from './exit-code'
import { startProgress } from './simulation/progress'

/**
 * Progress that gives the terminal back when it is interrupted. Only then is the signal caught: where JavaScript blocks, a handler could
 * not run, and the default action ends the process at once.
 */
const startInterruptibleProgress: CliEnvironment['startProgress'] = (queries, farewell) => {
  const interrupt = (): void => {
    progress.stop()
    const words = farewell === undefined ? '' : `; ${farewell()}`
    process.stderr.write(`stageroute: interrupted${words}\n`)
    process.exit(exitCode.interrupted)
  }
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const progress = startProgress(queries)
  return {
    update: progress.update,
    stop: () => {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
      progress.stop()
    }
  }
}

/** A reader that has seen enough, such as `head`, ends the program quietly; any other failed write is told in one line, where it can be. */
export const endWithOutput = (): void => {
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') process.exit(exitCode.done)
    process.stderr.write(`stageroute: standard output cannot be written (${cause.message})\n`)
    process.exit(exitCode.failed)
  })
  // Remarks that nobody reads are not worth failing for.
  process.stderr.on('error', () => undefined)
}

/** The composition root: the real world behind every command. */
export const liveEnvironment = (): CliEnvironment => ({
  print: (text) => void process.stdout.write(`${text}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
  readInput: () => readFileSync(0, 'utf8'),
  dataFolder: process.env['STAGEROUTE_DATA_DIR'],
  cores: availableParallelism(),
  // What few commands need is loaded when one of them does.
  loadSolver: async () => (await import('@stageroute/optimizer-highs')).loadHighsSolver(),
  startProgress: startInterruptibleProgress,
  runTasks: async (...run) => (await import('./simulation/pool.js')).runTasksInPool(...run)
})
