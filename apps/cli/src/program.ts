import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command as Program, CommanderError } from 'commander'
import * as E from 'fp-ts/Either'
import { message } from '@stageroute/contracts'
import type { CliEnvironment, Command } from './environment'
import { exitCode, exitCodeOf } from './exit-code'

const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as {
  readonly version: string
}

type AddCommand = (program: Program, run: (command: Command) => Promise<void>) => void

/** Every command in the order of the help. A command is loaded when it is asked for: the server is not to wait for the simulator. */
const commands: ReadonlyMap<string, () => Promise<AddCommand>> = new Map([
  ['demo', async () => (await import('./commands/demo.js')).addDemo],
  ['serve', async () => (await import('./commands/serve.js')).addServe],
  ['init', async () => (await import('./commands/init.js')).addInit],
  ['check-config', async () => (await import('./commands/check-config.js')).addCheckConfig],
  ['key', async () => (await import('./commands/key.js')).addKey],
  ['simulate', async () => (await import('./commands/simulate.js')).addSimulate],
  ['experiment', async () => (await import('./commands/experiment.js')).addExperiment],
  ['sweep', async () => (await import('./commands/sweep.js')).addSweep],
  ['plan', async () => (await import('./commands/plan.js')).addPlan],
  ['solve', async () => (await import('./commands/solve.js')).addSolve],
  ['dataset', async () => (await import('./commands/dataset.js')).addDataset]
])

/** The command that the arguments name; all of them where they name none, as for help. */
const wantedCommands = ([name = '']: ReadonlyArray<string>): Promise<ReadonlyArray<AddCommand>> => {
  const wanted = commands.get(name)
  return Promise.all(
    (wanted === undefined ? [...commands.values()] : [wanted]).map((load) => load())
  )
}

/** Commander ends with these codes after it printed help or a version that was asked for. */
const helpCodes = ['commander.help', 'commander.helpDisplayed', 'commander.version']

/**
 * Parses arguments, runs the one command they name and returns the exit code. Whatever is wrong is one line on standard error.
 */
export const runProgram = async (
  args: ReadonlyArray<string>,
  environment: CliEnvironment
): Promise<number> => {
  let code: number = exitCode.done
  const run = async (command: Command): Promise<void> => {
    const result = await command(environment)()
    if (E.isLeft(result)) {
      environment.note(`stageroute: ${message(result.left)}`)
      code = exitCodeOf(result.left)
    }
  }
  const program = new Program('stageroute')
    .description('Learn which LLMs to keep deployed and where to send each query, within a budget.')
    .configureOutput({
      writeOut: (text) => environment.print(text.trimEnd()),
      writeErr: (text) => environment.note(text.trimEnd()),
      outputError: (text, write) =>
        write(
          `stageroute: ${text
            .replace(/^error: /, '')
            .trim()
            .replace(/\n/g, ' ')}`
        )
    })
    .version(version)
    .addHelpText('after', '\nExample:\n  stageroute simulate --budget 0.001 --seeds 5')
    .showHelpAfterError(false)
    .exitOverride()
  for (const add of await wantedCommands(args)) add(program, run)
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause
    const isHelp = helpCodes.includes(cause.code) && cause.exitCode === 0
    return isHelp ? exitCode.done : exitCode.usage
  }
  return code
}
