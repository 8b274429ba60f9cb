import type { Command as Program } from 'commander'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as RTE from 'fp-ts/ReaderTaskEither'
import { perform, type Command } from '../environment'
import { bundledFile, listExperiments } from '../experiments/bundled'
import { runExperiment, type ExperimentOptions } from '../experiments/run-experiment'
import { addExperimentOptions, checkExperimentOptions, optionWords } from './experiment-options'

interface Options extends ExperimentOptions {
  readonly list?: boolean
}

const listCommand = ({ json = false }: Options): Command =>
  pipe(
    listExperiments(),
    RTE.fromEither,
    RTE.chain((experiments) =>
      perform(({ print }) =>
        print(
          json
            ? JSON.stringify({ experiments })
            : experiments.map(({ name, question }) => `${name}\n  ${question}`).join('\n')
        )
      )
    )
  )

const experimentCommand = (name: string | undefined, options: Options): Command => {
  if (options.list === true || name === undefined) return listCommand(options)
  return pipe(
    checkExperimentOptions(options),
    E.chain(() => bundledFile(name)),
    RTE.fromEither,
    RTE.chain((file) =>
      runExperiment(
        {
          name,
          file,
          command: `stageroute experiment ${name}${optionWords(options)}`,
          mayLeaveOut: true
        },
        options
      )
    )
  )
}

const help = `
Every finished run is kept under the hash of all it depends on: what is interrupted goes on where it stopped, and what was
played before is not played again.

Example:
  stageroute experiment --list
  stageroute experiment baselines --quick`

export const addExperiment = (program: Program, run: (command: Command) => Promise<void>): void => {
  const command = program
    .command('experiment')
    .description('play an experiment that travels with the project, and report it')
    .argument('[name]', 'which one; without it they are listed')
    .option('--list', 'list the experiments and what they ask')
  addExperimentOptions(command)
    .addHelpText('after', help)
    .action((name: string | undefined, options: Options) => run(experimentCommand(name, options)))
}
