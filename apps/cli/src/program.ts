import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command as Program, CommanderError } from 'commander'
import * as E from 'fp-ts/Either'
import { message } from '@stageroute/contracts'
import { addDataset } from './commands/dataset'
import { addDemo } from './commands/demo'
import { addExperiment } from './commands/experiment'
import { addPlan } from './commands/plan'
import { addSimulate } from './commands/simulate'
import { addSolve } from './commands/solve'
import { addSweep } from './commands/sweep'
import type { CliEnvironment, Command } from './environment'
import { exitCode, exitCodeOf } from './exit-code'

const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as {
  readonly version: string
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
  addDemo(program, run)
  addSimulate(program, run)
  addExperiment(program, run)
  addSweep(program, run)
  addPlan(program, run)
  addSolve(program, run)
  addDataset(program, run)
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause
    const isHelp = helpCodes.includes(cause.code) && cause.exitCode === 0
    return isHelp ? exitCode.done : exitCode.usage
  }
  return code
}
