import { basename, extname } from 'node:path'
import type { Command as Program } from 'commander'
import { pipe } from 'fp-ts/function'
import * as RTE from 'fp-ts/ReaderTaskEither'
import { ChartKind } from '@stageroute/contracts'
import type { Command } from '../environment'
import { paperTrial } from '../simulation/request'
import { runExperiment, type ExperimentOptions } from '../experiments/run-experiment'
import { addExperimentOptions, checkExperimentOptions, optionWords } from './experiment-options'

const sweepCommand = (file: string, options: ExperimentOptions): Command =>
  pipe(
    checkExperimentOptions(options),
    RTE.fromEither,
    RTE.chain(() =>
      runExperiment(
        {
          name: basename(file, extname(file)),
          file,
          command: `stageroute sweep ${file}${optionWords(options)}`,
          mayLeaveOut: false
        },
        options
      )
    )
  )

const help = `
The file names policies, settings and groups of cases; settings are named as the options of "stageroute simulate", in camel case:

  title: How much budget is enough
  question: What does each policy earn as the budget rises?
  policies: [stage-route, greedy]
  seeds: 20
  settings: { maxDeployed: 5, queries: 20000 }
  groups:
    - name: budget
      title: Budget
      vary: { budget: [0.0003, 0.0005, 0.001] }

A group's own "settings", "policies" and "charts" go before the experiment's; "quick: { seeds: 3, settings: {...} }" is what --quick
plays; "stages: null" are T^(1/3) stages, and other settings that may be null are then decided as by default.

Settings: ${Object.keys(paperTrial).join(', ')}
Charts: ${Object.keys(ChartKind.keys).join(', ')}

Example:
  stageroute sweep my.yaml --seeds 10`

export const addSweep = (program: Program, run: (command: Command) => Promise<void>): void => {
  const command = program
    .command('sweep')
    .description('play an experiment of your own from a YAML or JSON file, and report it')
    .argument('<file>', 'its specification')
  addExperimentOptions(command)
    .addHelpText('after', help)
    .action((file: string, options: ExperimentOptions) => run(sweepCommand(file, options)))
}
