import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { loadHighsSolver } from '@stageroute/optimizer-highs'
import type { CliEnvironment } from './environment'
import { startProgress } from './simulation/progress'
import { runTasksInPool } from './simulation/pool'

/** The composition root: the real world behind every command. */
export const liveEnvironment = (): CliEnvironment => ({
  print: (text) => void process.stdout.write(`${text}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
  readInput: () => readFileSync(0, 'utf8'),
  dataFolder: process.env['STAGEROUTE_DATA_DIR'],
  cores: availableParallelism(),
  loadSolver: loadHighsSolver,
  startProgress,
  runTasks: runTasksInPool
})
