import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as RTE from 'fp-ts/ReaderTaskEither'
import {
  message,
  printable,
  type DomainError,
  type ExperimentReport,
  type ExperimentSpec
} from '@stageroute/contracts'
import { countRuns, expandSpec, type ExperimentPlan, type Json } from '@stageroute/experiments'
import { perform, type CliEnvironment, type Command } from '../environment'
import { experimentText } from '../report/experiment-table'
import { openReportFolder } from '../report/write-report'
import { policyIds } from '../simulation/policy-makers'
import { paperTrial } from '../simulation/request'
import { nameCode } from './played-code'
import { openCases, type LeftOut, type OpenPlan } from './open-cases'
import { playMissing } from './play-runs'
import { readSpec } from './read-spec'
import { runRows, toColumns } from './run-rows'
import { openRunStore } from './run-store'
import { runsOf } from './runs-of'
import { reportExperiment } from './to-report'
import { writeDocument, writeExperiment } from './write-experiment'

/** What is asked of an experiment besides its specification. */
export interface ExperimentOptions {
  readonly quick?: boolean
  readonly seeds?: number
  readonly jobs?: number
  readonly out?: string
  readonly runs?: string
  readonly docs?: string
  readonly yes?: boolean
  readonly json?: boolean
}

/** What a report is called, the file that specifies it, how it is made again, and whether it can do without data that are not there. */
export interface Asked {
  readonly name: string
  readonly file: string
  readonly command: string
  readonly mayLeaveOut: boolean
}

/** Everything of the project that a command leaves in the folder where it was given. */
const workFolder = '.stageroute'

/** What takes more runs than this is more likely a slip than a wish. */
const MOST_RUNS = 20_000

const known = { settings: { ...paperTrial }, policies: policyIds }

const planOf = (
  spec: ExperimentSpec,
  file: string,
  {
    quick: isQuick = false,
    seeds = null,
    yes: isMeant = false
  }: {
    readonly quick?: boolean
    readonly seeds?: number | null
    readonly yes?: boolean
  }
): E.Either<DomainError, ExperimentPlan> =>
  pipe(
    expandSpec(spec, { source: file, known, isQuick, seeds }),
    E.filterOrElse(
      (plan) => isMeant || countRuns(plan) <= MOST_RUNS,
      (plan): DomainError => ({
        _tag: 'InvalidField',
        source: file,
        field: 'groups',
        problem: `${countRuns(plan).toLocaleString('en-US')} runs (cases x policies x seeds), more than ${MOST_RUNS.toLocaleString('en-US')}; --yes plays them all the same`
      })
    )
  )

interface Prepared extends OpenPlan {
  readonly spec: ExperimentSpec
}

/** Reads, checks and opens everything; nothing is played yet. */
const prepareExperiment = (
  { file, mayLeaveOut }: Asked,
  options: ExperimentOptions,
  dataFolder: string | undefined
): E.Either<DomainError, Prepared> =>
  pipe(
    readSpec(file),
    E.chain(({ spec, atLine }) =>
      pipe(
        planOf(spec, file, options),
        E.chain((plan) => openCases({ plan, source: file, dataFolder, mayLeaveOut })),
        E.bimap(atLine, (opened) => ({ ...opened, spec }))
      )
    )
  )

/** Tells of groups that are left out, once for all that want the same. */
const tellLeftOut = (leftOut: ReadonlyArray<LeftOut>): Command =>
  perform(({ note }) => {
    const problemOf = ({ error }: LeftOut): string =>
      error._tag === 'InvalidField' ? error.problem : message(error)
    for (const problem of new Set(leftOut.map(problemOf))) {
      const groups = leftOut.filter((one) => problemOf(one) === problem).map(({ group }) => group)
      note(`left out: ${groups.join(', ')} (${printable(problem)})`)
    }
  })

/** Plays what is missing of an experiment, prints its report and writes it. */
export const runExperiment = (asked: Asked, options: ExperimentOptions): Command => {
  // A quick look does not take the place of the experiment it is a look at.
  const ownFolder = options.quick === true ? `${asked.name}-quick` : asked.name
  const folder = options.out ?? join(workFolder, 'reports', ownFolder)
  return pipe(
    RTE.asks(({ dataFolder }: CliEnvironment) => dataFolder),
    RTE.chainEitherK((dataFolder) => prepareExperiment(asked, options, dataFolder)),
    RTE.tapEither(() => openReportFolder(folder)),
    RTE.tap(({ leftOut }) => tellLeftOut(leftOut)),
    RTE.chain((prepared) => playAndReport(asked, prepared, folder, options))
  )
}

const playAndReport = (
  asked: Asked,
  { spec, experiment }: Prepared,
  folder: string,
  options: ExperimentOptions
): Command =>
  pipe(
    RTE.ask<CliEnvironment, DomainError>(),
    RTE.chain(({ note, cores }) => {
      const runFolder = options.runs ?? join(workFolder, 'runs')
      const store = openRunStore(runFolder, note)
      const runs = runsOf(nameCode(), experiment)
      const head = { ...asked, spec: spec as Json }
      return pipe(
        playMissing(runs.flat(), { store, folder: runFolder, jobs: options.jobs ?? cores }),
        RTE.chain(() => RTE.rightReaderTask(reportExperiment(head, experiment, runs, store))),
        RTE.chain((report) => {
          const columns = toColumns(runRows(experiment, runs, store))
          return deliver(report, columns, folder, options)
        })
      )
    })
  )

/** The result is printed before its files are written: a full disk costs no numbers. */
const deliver = (
  report: ExperimentReport,
  columns: Parameters<typeof writeExperiment>[2],
  folder: string,
  { docs, json = false }: ExperimentOptions
): Command =>
  pipe(
    perform(({ print }) => print(json ? JSON.stringify(report) : experimentText(report))),
    RTE.chainTaskEitherK(() => writeExperiment(folder, report, columns)),
    RTE.chain((files) =>
      perform(({ note }) =>
        note(`wrote ${files.length} files to ${folder}; look at ${join(folder, 'index.html')}`)
      )
    ),
    RTE.chain(() => (docs === undefined ? perform(() => undefined) : document(docs, report)))
  )

const document = (folder: string, report: ExperimentReport): Command =>
  pipe(
    RTE.fromTaskEither(writeDocument(folder, report)),
    RTE.chain((files) =>
      perform(({ note }) =>
        note(`wrote ${report.name}.md and ${files.length - 1} charts to ${folder}`)
      )
    )
  )
