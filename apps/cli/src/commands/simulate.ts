import type { Command as Program } from 'commander'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as RTE from 'fp-ts/ReaderTaskEither'
import { perform, type CliEnvironment, type Command } from '../environment'
import { resultTable } from '../report/result-table'
import { openReportFolder, reportPoints, writeReport } from '../report/write-report'
import { resolveDataset } from '../simulation/dataset-name'
import { policyIds } from '../simulation/policy-makers'
import type { SimulationRequest } from '../simulation/request'
import { play, prepare, type Simulation } from '../simulation/simulate'
import { stateOfRun } from '../planning/state-of-run'
import { writeWhole } from '../planning/write-file'
import { collect, toNumber } from './option-values'
import { addTrialOptions } from './trial-options'

interface SimulateOptions extends Omit<
  SimulationRequest,
  'policies' | 'jobs' | 'openingFloat' | 'gamma' | 'costScale' | 'costMax' | 'retireAfter'
> {
  readonly policy?: ReadonlyArray<string>
  readonly openingFloat?: number
  readonly gamma?: number
  readonly costScale?: number
  readonly costMax?: number
  readonly retireAfter?: number
  readonly jobs?: number
  readonly out?: string
  readonly saveState?: string
  readonly json?: boolean
}

/** Who plays unless told. */
const usualPolicies = ['stage-route-strong', 'stage-route', 'greedy', 'uniform', 'oracle']

const toRequest = (
  {
    policy,
    openingFloat,
    gamma,
    costScale,
    costMax,
    retireAfter,
    jobs,
    out,
    saveState,
    json,
    ...rest
  }: SimulateOptions,
  { cores, dataFolder }: CliEnvironment
): SimulationRequest => ({
  ...rest,
  dataset: resolveDataset(rest.dataset, dataFolder),
  policies: [...new Set(policy ?? usualPolicies)],
  openingFloat: openingFloat ?? null,
  gamma: gamma ?? null,
  costScale: costScale ?? null,
  costMax: costMax ?? null,
  retireAfter: retireAfter ?? null,
  jobs: jobs ?? cores
})

const simulateCommand = (options: SimulateOptions): Command =>
  pipe(
    RTE.asks((environment: CliEnvironment) => toRequest(options, environment)),
    RTE.chain((request) => simulateAndReport(request, options))
  )

/** Plays a request and prints it; a folder for its files is opened before, so that no result is lost to it. */
const simulateAndReport = (
  request: SimulationRequest,
  { out: folder, saveState: stateFile, json: isJson = false }: SimulateOptions
): Command =>
  pipe(
    prepare(request),
    RTE.tapEither(() => (folder === undefined ? E.right(undefined) : openReportFolder(folder))),
    RTE.chain((opened) =>
      play(request, opened, {
        curvePoints: folder === undefined ? 0 : reportPoints,
        isKept: stateFile !== undefined
      })
    ),
    RTE.tap(({ report }) =>
      perform(({ print }) => print(isJson ? JSON.stringify(report) : resultTable(report)))
    ),
    RTE.chainFirst((simulation) =>
      stateFile === undefined ? perform(() => undefined) : saveState(stateFile, simulation)
    ),
    RTE.chainEitherK((simulation) =>
      folder === undefined ? E.right([]) : writeReport(folder, simulation)
    ),
    RTE.chain((files) => perform(({ note }) => files.forEach((file) => note(`wrote ${file}`))))
  )

const saveState = (file: string, simulation: Simulation): Command =>
  pipe(
    RTE.fromEither(stateOfRun(simulation)),
    RTE.chainEitherK((state) => writeWhole(file, `${JSON.stringify(state, null, 2)}\n`)),
    RTE.chain(() => perform(({ note }) => note(`wrote ${file}`)))
  )

const example = `
Example:
  stageroute simulate --dataset routerbench --policy stage-route --policy greedy --budget 0.0005 --seeds 5`

export const addSimulate = (program: Program, run: (command: Command) => Promise<void>): void => {
  const command = program
    .command('simulate')
    .description('play policies on a stream of queries and compare them with the stage oracle')
  addTrialOptions(command)
    .option(
      '--policy <id>',
      `policy, repeatable: ${policyIds.join(', ')} (default: ${usualPolicies.join(', ')})`,
      collect
    )
    .option('--seeds <n>', 'runs per policy', toNumber, 20)
    .option('--seed <n>', 'first seed', toNumber, 1)
    .option('--jobs <n>', 'worker threads (default: all cores)', toNumber)
    .option('--out <dir>', 'also write report.json and SVG charts there')
    .option(
      '--save-state <file>',
      'write what the first policy has learned by the end of its first seed, for "stageroute plan"'
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', example)
    .action((options: SimulateOptions) => run(simulateCommand(options)))
}
