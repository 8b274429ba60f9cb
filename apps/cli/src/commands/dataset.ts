import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Command as Program } from 'commander'
import { pipe } from 'fp-ts/function'
import * as RTE from 'fp-ts/ReaderTaskEither'
import { bundledDatasets, openDataset, type Dataset } from '@stageroute/datasets'
import { perform, type CliEnvironment, type Command } from '../environment'
import { alignedTable } from '../report/table'
import { resolveDataset } from '../simulation/dataset-name'

interface OutputOptions {
  readonly json?: boolean
}

interface Listed {
  readonly name: string
  readonly description: string
}

const isDatasetFolder = (folder: string): boolean =>
  existsSync(join(folder, 'models.json')) &&
  ['outcomes.csv', 'outcomes.csv.gz'].some((file) => existsSync(join(folder, file)))

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

const listed = (dataFolder: string | undefined): ReadonlyArray<Listed> => {
  const found =
    dataFolder === undefined || !isFolder(dataFolder)
      ? []
      : readdirSync(dataFolder).filter((name) => isDatasetFolder(join(dataFolder, name)))
  return [
    ...Object.entries(bundledDatasets).map(([name, description]) => ({ name, description })),
    ...found.sort().map((name) => ({ name, description: join(dataFolder ?? '', name) }))
  ]
}

const listCommand = ({ json }: OutputOptions): Command =>
  perform(({ print, dataFolder }) => {
    const datasets = listed(dataFolder)
    print(
      json
        ? JSON.stringify({ datasets })
        : datasets.map(({ name, description }) => `${name}  ${description}`).join('\n')
    )
  })

/** What `dataset inspect` tells of a data set. */
const inspection = (name: string, { environment, table, filledCells, leftOut }: Dataset) => ({
  dataset: name,
  queries: table === null ? null : table.queryIds.length,
  categories: environment.categories.names.map((category, group) => ({
    name: category,
    weight: environment.categories.weight[group] ?? 0
  })),
  filledCells,
  leftOut,
  largestCostUsd: environment.largestCost,
  models: environment.arms.map(({ id, released, meanReward, meanCost }) => ({
    id,
    released,
    meanScore: meanReward,
    meanCostUsd: meanCost
  }))
})

type Inspection = ReturnType<typeof inspection>

const inspectionText = (found: Inspection): string =>
  [
    `${found.dataset}: ${found.models.length} models, ${found.queries === null ? 'published figures without rows' : `${found.queries} queries`}, categories: ${found.categories.map(({ name }) => name).join(', ')}`,
    `cells filled with the model's mean of the category: ${found.filledCells}`,
    ...(found.leftOut.length > 0
      ? [`models left out, without outcomes in some category: ${found.leftOut.join(', ')}`]
      : []),
    '',
    alignedTable(
      ['model', 'released', 'mean score', 'mean cost USD'],
      found.models.map((model) => [
        model.id,
        model.released ?? 'unknown',
        model.meanScore.toFixed(4),
        model.meanCostUsd.toFixed(8)
      ])
    )
  ].join('\n')

const inspectCommand = (name: string, { json }: OutputOptions): Command =>
  pipe(
    RTE.asks(({ dataFolder }: CliEnvironment) => resolveDataset(name, dataFolder)),
    RTE.chainEitherK(openDataset),
    RTE.map((dataset) => inspection(name, dataset)),
    RTE.chain((found) =>
      perform(({ print }) => print(json ? JSON.stringify(found) : inspectionText(found)))
    )
  )

export const addDataset = (program: Program, run: (command: Command) => Promise<void>): void => {
  const dataset = program
    .command('dataset')
    .description('the outcome tables that can be simulated')
    .addHelpText('after', '\nExample:\n  stageroute dataset inspect routerbench')
  dataset
    .command('list')
    .description('bundled data sets, and those in $STAGEROUTE_DATA_DIR')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  stageroute dataset list')
    .action((options: OutputOptions) => run(listCommand(options)))
  dataset
    .command('inspect')
    .description('models, means, categories and missing cells of a data set')
    .argument('<name|dir>', 'bundled name, or folder')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  stageroute dataset inspect routerbench')
    .action((name: string, options: OutputOptions) => run(inspectCommand(name, options)))
}
