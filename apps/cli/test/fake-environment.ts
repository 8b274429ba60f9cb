import { loadHighsSolver } from '@stageroute/optimizer-highs'
import type { CliEnvironment } from '../src/environment'
import { runProgram } from '../src/program'
import { makeTaskRunner } from '../src/simulation/task'

export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command line in this process and without threads: the same code as the binary but for its edges. */
export const run = async (
  args: ReadonlyArray<string>,
  overrides: Partial<CliEnvironment> = {}
): Promise<Outcome> => {
  const out: Array<string> = []
  const err: Array<string> = []
  const environment: CliEnvironment = {
    print: (text) => void out.push(`${text}\n`),
    note: (text) => void err.push(`${text}\n`),
    readInput: () => '',
    dataFolder: undefined,
    cores: 1,
    loadSolver: loadHighsSolver,
    startProgress: () => ({ update: () => undefined, stop: () => undefined }),
    runTasks: async (tasks, _, { onResult }) => {
      const runTask = makeTaskRunner()
      tasks.forEach((task, i) =>
        onResult(
          runTask(task, () => undefined),
          i
        )
      )
    },
    ...overrides
  }
  const code = await runProgram(args, environment)
  return { code, out: out.join(''), err: err.join('') }
}
