import type { Command as Program } from 'commander'
import { pipe } from 'fp-ts/function'
import * as RTE from 'fp-ts/ReaderTaskEither'
import { perform, type CliEnvironment, type Command } from '../environment'
import { resultTable } from '../report/result-table'
import { openReportFolder, reportPoints, writeReport } from '../report/write-report'
import { paperTrial, type SimulationRequest } from '../simulation/request'
import { play, prepare } from '../simulation/simulate'

const folder = 'stageroute-report'

const paperExperiment: Omit<SimulationRequest, 'jobs'> = {
  ...paperTrial,
  policies: ['oracle', 'stage-route-strong', 'stage-route', 'greedy', 'uniform'],
  seeds: 20,
  seed: 1
}

const intro = `StageRoute learns which LLMs to keep deployed and where to send each query.
The paper's experiment on RouterBench's published figures: 11 models arriving in release order, 36,497 queries,
at most 5 deployed, at most 40 % of the queries each, 0.0005 USD per query, 36 stages, 20 seeds.
`

const outro = `
Means over 20 seeds, ± one standard deviation. The oracle knows every model's true reward and cost; regret is the reward
lost against it. Regret below zero is bought by overspending: read it beside spend/budget.

Try next:
  another budget           npm run -s stageroute -- simulate --budget 0.001
  your own outcome table   npm run -s stageroute -- simulate --dataset path/to/folder
  one programme by hand    npm run -s stageroute -- solve route --help
  everything else          npm run -s stageroute -- --help`

const demoCommand: Command = pipe(
  perform(({ print }) => print(intro)),
  RTE.chain(() => RTE.asks(({ cores }: CliEnvironment) => ({ ...paperExperiment, jobs: cores }))),
  RTE.bindTo('request'),
  RTE.bind('opened', ({ request }) => prepare(request)),
  RTE.tapEither(() => openReportFolder(folder)),
  RTE.chain(({ request, opened }) =>
    play(request, opened, { curvePoints: reportPoints, isKept: false })
  ),
  RTE.tap((simulation) => perform(({ print }) => print(resultTable(simulation.report)))),
  RTE.chainEitherK((simulation) => writeReport(folder, simulation)),
  RTE.chain((files) =>
    perform(({ print }) => print(`\nCharts and numbers:\n${files.join('\n')}\n${outro}`))
  )
)

export const addDemo = (program: Program, run: (command: Command) => Promise<void>): void => {
  program
    .command('demo')
    .description("play the paper's experiment and draw its charts")
    .addHelpText('after', '\nExample:\n  stageroute demo')
    .action(() => run(demoCommand))
}
