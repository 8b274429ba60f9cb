import { pipe } from 'fp-ts/function'
import * as RT from 'fp-ts/ReaderTask'
import * as RA from 'fp-ts/ReadonlyArray'
import type { ExperimentCase, ExperimentReport, ReportGroup } from '@stageroute/contracts'
import {
  fitSlopes,
  identifyExperiment,
  oracleShareAt,
  summariseCase,
  type Json,
  type PolicyRuns
} from '@stageroute/experiments'
import type { CliEnvironment } from '../environment'
import type { OpenCase, OpenExperiment, OpenGroup } from './open-cases'
import { oraclesOf } from './oracles-of'
import { StoredRun } from './run-codec'
import type { RunStore } from './run-store'
import type { CaseRuns } from './runs-of'
import { sha256 } from './sha256'

/** What a report says of itself. */
export interface ReportHead {
  readonly name: string
  readonly command: string
  /** The specification as it was read. */
  readonly spec: Json
}

/** Every run of one policy, from the store. */
const readRuns = (
  store: RunStore,
  queries: number,
  { policy, runs }: CaseRuns['policies'][number]
): PolicyRuns => {
  const kept = runs.flatMap(({ hash }) => store.read(StoredRun, hash) ?? [])
  const seconds = kept.reduce((sum, run) => sum + run.seconds, 0)
  return {
    policy,
    measures: kept.map(({ measures }) => measures),
    hashes: runs.map(({ hash }) => hash),
    queriesPerSecond: (queries * kept.length) / seconds
  }
}

type Reporting<A> = RT.ReaderTask<CliEnvironment, A>

const reportCase =
  (store: RunStore, { seeds, seed, reference }: OpenExperiment) =>
  (one: OpenCase, runs: CaseRuns): Reporting<ExperimentCase> => {
    const { trial, oracle, settings } = one.opened
    const played = runs.policies.map((policy) => readRuns(store, trial.queries, policy))
    const query = played[0]?.measures[0]?.curve.query ?? []
    return pipe(
      oraclesOf(store, one.opened, runs.oracles),
      RT.map((oracles) => ({
        label: one.label,
        values: one.values,
        dataset: String(one.settings['dataset']),
        settings: { ...settings, seeds, seed },
        oracles,
        arms: trial.arrivals.order.map((arm) => trial.environment.arms[arm]?.id ?? ''),
        oracleShare: oracleShareAt(trial, oracle, query),
        results: summariseCase(one.opened, reference, played)
      }))
    )
  }

/** Whether the length of the stream is what tells the cases apart, and nothing else. */
const isAlongQueries = ({ axes, cases }: OpenGroup): boolean =>
  axes.length === 1 && axes[0] === 'queries' && cases.length > 1

const reportGroup =
  (store: RunStore, experiment: OpenExperiment) =>
  (group: OpenGroup, runs: ReadonlyArray<CaseRuns>): Reporting<ReportGroup> => {
    const { name, title, axes, charts } = group
    const report = reportCase(store, experiment)
    return pipe(
      RA.zip(runs)(group.cases),
      RT.traverseSeqArray(([one, its]) => report(one, its)),
      RT.map((cases) => ({
        name,
        title,
        axes,
        charts,
        cases,
        slopes: isAlongQueries(group) ? fitSlopes(cases) : []
      }))
    )
  }

/** Returns the report of an experiment all of whose runs are in the store. */
export const reportExperiment = (
  { name, command, spec }: ReportHead,
  experiment: OpenExperiment,
  runs: ReadonlyArray<ReadonlyArray<CaseRuns>>,
  store: RunStore
): Reporting<ExperimentReport> => {
  const { title, question, isQuick, seeds, reference, groups } = experiment
  const report = reportGroup(store, experiment)
  const hashes = runs.flatMap((cases) =>
    cases.flatMap(({ policies }) =>
      policies.flatMap((played) => played.runs.map(({ hash }) => hash))
    )
  )
  return pipe(
    RA.zip(runs)(groups),
    RT.traverseSeqArray(([group, its]) => report(group, its)),
    RT.map((reported) => ({
      name,
      title,
      question,
      command,
      hash: identifyExperiment(sha256)(spec, hashes),
      isQuick,
      seeds,
      reference,
      groups: reported
    }))
  )
}
