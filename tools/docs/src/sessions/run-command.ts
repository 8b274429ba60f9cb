import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { workspaceRoot } from '../repository'

export interface CommandResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The command-line tool as built. */
export const cliScript = join(workspaceRoot, 'apps', 'cli', 'dist', 'main.js')

const plainEnvironment = (): NodeJS.ProcessEnv => {
  const { FORCE_COLOR: _, ...inherited } = process.env
  return { ...inherited, NO_COLOR: '1' }
}

/** Runs a Node script at the root of the checkout, without colours. */
export const runCommand = (script: string, args: ReadonlyArray<string>): CommandResult => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: workspaceRoot,
    encoding: 'utf8',
    env: plainEnvironment()
  })
  return { exitCode: status, stdout, stderr }
}
