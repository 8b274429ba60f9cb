import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { complain, type Complaint, type SettingName } from './complaint'
import { policyIds } from './policy-makers'
import { indexIds, type SimulationRequest, type TrialRequest } from './request'

type Rule = readonly [isWrong: boolean, complaint: Complaint]

const setting = (name: SettingName, isWrong: boolean, problem: string): Rule => [
  isWrong,
  complain([name], problem)
]

const atOdds = (settings: Complaint['settings'], isWrong: boolean, problem: string): Rule => [
  isWrong,
  complain(settings, problem)
]

const oneOf = (
  name: SettingName,
  kind: string,
  value: string,
  known: ReadonlyArray<string>
): Rule => [
  !known.includes(value),
  { settings: [name], cause: { _tag: 'UnknownName', kind, name: value, known } }
]

/** Beyond these a request is a mistake, and would end in memory running out. */
const largest = { queries: 1_000_000_000, seeds: 100_000, jobs: 256 } as const

const count = (name: SettingName, value: number, most = Number.MAX_SAFE_INTEGER): Rule =>
  setting(
    name,
    !(Number.isSafeInteger(value) && value >= 1 && value <= most),
    `${value} is not a whole number from 1${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}`
  )

const positive = (name: SettingName, value: number | null): Rule =>
  setting(
    name,
    value !== null && !(value > 0 && value < Infinity),
    `${value} is not a finite number above 0`
  )

const trialRules = (request: TrialRequest): ReadonlyArray<Rule> => [
  positive('budget', request.budget),
  setting(
    'openingFloat',
    request.openingFloat !== null &&
      !(request.openingFloat >= 0 && request.openingFloat < Infinity),
    `${request.openingFloat} is not a finite amount of at least 0`
  ),
  count('maxDeployed', request.maxDeployed),
  setting(
    'capacity',
    !(request.capacity > 0 && request.capacity <= 1),
    `${request.capacity} is not in (0, 1]`
  ),
  count('queries', request.queries, largest.queries),
  count('stages', request.stages),
  atOdds(
    ['stages', 'queries'],
    request.stages > request.queries,
    `${request.stages} stages need at least as many queries, not ${request.queries}`
  ),
  oneOf('index', 'index', request.index, indexIds),
  positive('gamma', request.gamma),
  setting('delta', !(request.delta > 0 && request.delta < 1), `${request.delta} is not in (0, 1)`),
  positive('costScale', request.costScale),
  setting(
    'costMin',
    !(request.costMin >= 0 && request.costMin < Infinity),
    `${request.costMin} is not a cost of at least 0`
  ),
  positive('costMax', request.costMax),
  setting(
    'retireAfter',
    request.retireAfter !== null &&
      !(Number.isSafeInteger(request.retireAfter) && request.retireAfter >= 1),
    `${request.retireAfter} is not a whole number of at least 1`
  ),
  atOdds(
    ['costMax', 'costMin'],
    request.costMax !== null && request.costMax < request.costMin,
    `${request.costMax} is below the least cost, ${request.costMin}`
  ),
  setting(
    'rewardsSeen',
    !(request.rewardsSeen > 0 && request.rewardsSeen <= 1),
    `${request.rewardsSeen} is not in (0, 1]`
  ),
  setting(
    'flipRate',
    !(request.flipRate >= 0 && request.flipRate < 0.5),
    `${request.flipRate} is not in [0, 0.5)`
  )
]

const runRules = (request: SimulationRequest): ReadonlyArray<Rule> => [
  ...request.policies.map((id) => oneOf('policies', 'policy', id, policyIds)),
  count('seeds', request.seeds, largest.seeds),
  setting(
    'seed',
    !(
      Number.isSafeInteger(request.seed) &&
      request.seed >= 0 &&
      request.seed + request.seeds <= 2 ** 32
    ),
    `${request.seed} is not a whole number from 0 that leaves room for ${request.seeds} seeds below 2^32`
  ),
  count('jobs', request.jobs, largest.jobs)
]

const firstOf = <A>(rules: ReadonlyArray<Rule>, request: A): E.Either<Complaint, A> =>
  pipe(
    rules.find(([isWrong]) => isWrong),
    (failed) => (failed === undefined ? E.right(request) : E.left(failed[1]))
  )

/** Returns a trial's request, or the first thing that is wrong with it. */
export const checkTrialRequest = (request: TrialRequest): E.Either<Complaint, TrialRequest> =>
  firstOf(trialRules(request), request)

/** Returns the request, or the first thing that is wrong with it. */
export const checkRequest = (request: SimulationRequest): E.Either<Complaint, SimulationRequest> =>
  firstOf([...trialRules(request), ...runRules(request)], request)
