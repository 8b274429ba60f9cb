import type { RunTask } from '../simulation/task'
import { identifyTrial, nameOracles, runNamer } from './identify'
import type { OpenCase, OpenExperiment } from './open-cases'

/** One run of an experiment: the task that plays it, and the hash it is kept under. */
export interface NamedRun {
  readonly hash: string
  readonly task: RunTask
}

/** The runs of a case, policy by policy, seed by seed, and the hash of its oracles' rewards. */
export interface CaseRuns {
  readonly oracles: string
  readonly policies: ReadonlyArray<{
    readonly policy: string
    readonly runs: ReadonlyArray<NamedRun>
  }>
}

const MOST_POINTS = 100
const LEAST_POINTS = 20
/** Numbers that a curve's shares may take: with many arms there are fewer points. */
const MOST_SHARES = 5000

/** Returns how many points the curves of a case have. */
const pointsFor = ({ opened: { trial } }: OpenCase): number =>
  Math.max(
    LEAST_POINTS,
    Math.min(MOST_POINTS, Math.floor(MOST_SHARES / trial.arrivals.order.length))
  )

const runsOfCase = (
  code: string,
  { seeds, seed }: OpenExperiment,
  policies: ReadonlyArray<string>,
  one: OpenCase
): CaseRuns => {
  const identity = identifyTrial(one.opened)
  const nameOf = runNamer(code, identity)
  const curvePoints = pointsFor(one)
  return {
    oracles: nameOracles(code, identity),
    policies: policies.map((policy) => ({
      policy,
      runs: Array.from({ length: seeds }, (_, i) => {
        const played = { policy, seed: seed + i, curvePoints }
        return {
          hash: nameOf(played),
          task: { ...played, trial: one.request, isKept: false }
        }
      })
    }))
  }
}

/** Returns every run of an experiment, group by group and case by case. */
export const runsOf = (
  code: string,
  experiment: OpenExperiment
): ReadonlyArray<ReadonlyArray<CaseRuns>> =>
  experiment.groups.map(({ policies, cases }) =>
    cases.map((one) => runsOfCase(code, experiment, policies, one))
  )
