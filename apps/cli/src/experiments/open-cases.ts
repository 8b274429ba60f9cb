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

/** What keeps a case from being opened, and whether it is nothing but a data set that is not on this machine. */
interface Obstacle {
  readonly error: DomainError
  readonly isAbsence: boolean
}

/** What is opened: a plan, the file that errors name, where data sets are, and whether groups without theirs may be left out. */
export interface Opening {
  readonly plan: ExperimentPlan
  readonly source: string
  readonly dataFolder: string | undefined
  readonly mayLeaveOut: boolean
}

/** A group that is left out, and why. */
export interface LeftOut {
  readonly group: string
  readonly error: DomainError
}

/** What of a plan can be played, and what is left out. */
export interface OpenPlan {
  readonly experiment: OpenExperiment
  readonly leftOut: ReadonlyArray<LeftOut>
}

/**
 * Opens every case of a plan, or says which field of which file is to blame for the first that does not open. Groups for which there are no
 * data may be left out, but not all of them.
 */
export const openCases = ({
  plan,
  source,
  dataFolder,
  mayLeaveOut
}: Opening): E.Either<DomainError, OpenPlan> => {
  const open = openCase(makeTrialOpener(), source, dataFolder)
  const found = plan.groups.map((group) => openGroup(open, group))
  const leftOut = found.flatMap((group, g) =>
    E.isLeft(group) && group.left.isAbsence
      ? [{ group: plan.groups[g]?.name ?? '', error: group.left.error }]
      : []
  )
  const isPart = mayLeaveOut && leftOut.length < found.length
  return pipe(
    isPart ? found.filter((group) => E.isRight(group) || !group.left.isAbsence) : found,
    E.sequenceArray,
    E.bimap(
      ({ error }) => error,
      (groups) => ({ experiment: { ...plan, groups }, leftOut: isPart ? leftOut : [] })
    )
  )
}

const openGroup = (
  open: (one: PlannedCase) => E.Either<Obstacle, OpenCase>,
  group: PlannedGroup
): E.Either<Obstacle, OpenGroup> =>
  pipe(
    group.cases,
    E.traverseArray(open),
    E.map((cases) => ({ ...group, cases }))
  )

const openCase =
  (open: TrialOpener, source: string, dataFolder: string | undefined) =>
  (one: PlannedCase): E.Either<Obstacle, OpenCase> => {
    const placeOf = (...settings: ReadonlyArray<string>): string =>
      settings.flatMap((setting) => one.places[setting] ?? [])[0] ?? 'settings'
    const obstacle = (complaint: Complaint): Obstacle => {
      const field = placeOf(...complaint.settings)
      return {
        error: { _tag: 'InvalidField', source, field, problem: problemOf(complaint) },
        isAbsence: complaint.settings[0] === 'dataset' && complaint.cause._tag === 'UnknownName'
      }
    }
    return pipe(
      decodeSettings(one.settings, source, placeOf),
      E.bimap(
        (error): Obstacle => ({ error, isAbsence: false }),
        (settings) => ({ ...settings, dataset: resolveDataset(settings.dataset, dataFolder) })
      ),
      E.chain((request) =>
        pipe(
          checkTrialRequest(request),
          E.chain(open),
          E.bimap(obstacle, (opened) => ({ ...one, request, opened }))
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
