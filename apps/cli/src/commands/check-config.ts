import type { Command as Program } from 'commander'
import * as E from 'fp-ts/Either'
import { missingVariables, readConfigFile } from '@stageroute/server'
import type { Command } from '../environment'

interface CheckOptions {
  readonly json?: boolean
}

const checkCommand =
  (file: string, { json = false }: CheckOptions): Command =>
  ({ print, note }) =>
  async () => {
    const config = readConfigFile(file)
    if (E.isLeft(config))
      return E.left({
        _tag: 'InvalidSetting',
        setting: 'configuration',
        problem: config.left
      })
    const { models, upstreams, stages, keys } = config.right
    const missing = missingVariables(config.right, process.env)
    for (const name of missing) note(`the environment variable ${name} is not set here`)
    const counts = {
      models: models.length,
      upstreams: Object.keys(upstreams).length,
      maxDeployed: stages.maxDeployed,
      keys: keys.length,
      missing
    }
    print(
      json
        ? JSON.stringify({ file, ...counts })
        : `${file}: ${counts.models} models of ${counts.upstreams} upstreams, at most ${counts.maxDeployed} deployed, ${counts.keys} keys`
    )
    return E.right(undefined)
  }

const help = `
What is wrong is told with its line and field, and the exit code is 2. Nothing is started, and nobody is called.

Example:
  stageroute check-config stageroute.yaml`

export const addCheckConfig = (
  program: Program,
  run: (command: Command) => Promise<void>
): void => {
  program
    .command('check-config')
    .description('say whether a configuration can be served')
    .argument('[file]', 'configuration as YAML or JSON', 'stageroute.yaml')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help)
    .action((file: string, options: CheckOptions) => run(checkCommand(file, options)))
}
