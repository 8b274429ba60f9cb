import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { decodeFrom, Finite, type DomainError, type SettingValue } from '@stageroute/contracts'
import type { ExperimentPlan, PlannedCase, PlannedGroup } from '@stageroute/experiments'
import * as t from 'io-ts'
import { checkTrialRequest } from '../simulation/check-request'
import { problemOf, type Complaint } from '../simulation/complaint'
import { resolveDataset } from '../simulation/dataset-name'
import { makeTrialOpener, type OpenTrial, type TrialOpener } from '../simulation/open-trial'
import type { TrialRequest } from '../simulation/request'
import { trialFields } from '../simulation/trial-codec'

/** A case whose data set is there and whose settings are good. */
export interface OpenCase extends PlannedCase {
  readonly request: TrialRequest
  readonly opened: OpenTrial
}

/** A group with its cases opened. */
export interface OpenGroup extends Omit<PlannedGroup, 'cases'> {
  readonly cases: ReadonlyArray<OpenCase>
}

/** An experiment that can be played: nothing in it is left to find wrong. */
export interface OpenExperiment extends Omit<ExperimentPlan, 'groups'> {
  readonly groups: ReadonlyArray<OpenGroup>
}

/** Opens every case of a plan, or says which field of which file is to blame for the first that does not open. */
export const openCases = (
  plan: ExperimentPlan,
  source: string,
  dataFolder: string | undefined
): E.Either<DomainError, OpenExperiment> => {
  const open = openCase(makeTrialOpener(), source, dataFolder)
  return pipe(
    plan.groups,
    E.traverseArray((group) =>
      pipe(
        group.cases,
        E.traverseArray(open),
        E.map((cases) => ({ ...group, cases }))
      )
    ),
    E.map((groups) => ({ ...plan, groups }))
  )
}

const openCase =
  (open: TrialOpener, source: string, dataFolder: string | undefined) =>
  (one: PlannedCase): E.Either<DomainError, OpenCase> => {
    const placeOf = (setting: string): string => one.places[setting] ?? 'settings'
    const inFile = ({ setting }: Complaint, problem: string): DomainError => ({
      _tag: 'InvalidField',
      source,
      field: placeOf(setting),
      problem
    })
    return pipe(
      decodeSettings(one.settings, source, placeOf),
      E.map((settings) => ({
        ...settings,
        dataset: resolveDataset(settings.dataset, dataFolder)
      })),
      E.chain((request) =>
        pipe(
          checkTrialRequest(request),
          E.chain(open),
          E.bimap(
            (complaint) => inFile(complaint, problemOf(complaint)),
            (opened) => ({ ...one, request, opened })
          )
        )
      )
    )
  }

const Settings = t.type({ ...trialFields, stages: t.union([Finite, t.null]) }, 'settings')

/** As many stages as the paper's bound on regret asks for: the cube root of the queries. */
const boundStages = (queries: number): number => Math.max(1, Math.round(Math.cbrt(queries)))

const decodeSettings = (
  settings: Readonly<Record<string, SettingValue>>,
  source: string,
  placeOf: (setting: string) => string
): E.Either<DomainError, TrialRequest> =>
  pipe(
    decodeFrom(Settings, source)(settings),
    E.bimap(
      (error) =>
        error._tag === 'InvalidField' ? { ...error, field: placeOf(error.field) } : error,
      ({ stages, ...given }) => ({ ...given, stages: stages ?? boundStages(given.queries) })
    )
  )
