import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import { policies } from '@stageroute/policies'

/** What a user may ask of a simulation, defaults filled in; null stands for "decided by the data set and the other settings". */
export interface SimulationRequest {
  readonly dataset: string
  readonly policies: ReadonlyArray<string>
  readonly budget: number
  readonly openingFloat: number | null
  readonly maxDeployed: number
  readonly capacity: number
  readonly stages: number
  readonly queries: number
  readonly seeds: number
  readonly seed: number
  readonly arrivals: string
  readonly index: string
  readonly gamma: number | null
  readonly delta: number
  readonly costScale: number | null
  readonly costMin: number
  readonly costMax: number | null
  readonly context: string
  readonly jobs: number
}

/** The policies that can be simulated: those of the registry, and the oracle's own mix. */
export const policyIds: ReadonlyArray<string> = [...Object.keys(policies), 'oracle']

/** The index families by id: the paper's radius with its experiments' gamma, and with the gamma that makes it a confidence bound. */
export const indexIds: ReadonlyArray<string> = ['paper', 'paper-valid']

const contextIds: ReadonlyArray<string> = ['none', 'category', 'text']

type Rule = readonly [isWrong: boolean, error: DomainError]

const setting = (name: string, isWrong: boolean, problem: string): Rule => [
  isWrong,
  { _tag: 'InvalidSetting', setting: name, problem }
]

const oneOf = (kind: string, name: string, known: ReadonlyArray<string>): Rule => [
  !known.includes(name),
  { _tag: 'UnknownName', kind, name, known }
]

/** Beyond these a request is a mistake, and would end in memory running out. */
const largest = { queries: 1_000_000_000, seeds: 100_000, jobs: 256 } as const

const count = (name: string, value: number, most = Number.MAX_SAFE_INTEGER): Rule =>
  setting(
    name,
    !(Number.isSafeInteger(value) && value >= 1 && value <= most),
    `${value} is not a whole number from 1${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}`
  )

const positive = (name: string, value: number | null): Rule =>
  setting(
    name,
    value !== null && !(value > 0 && value < Infinity),
    `${value} is not a finite number above 0`
  )

const rules = (request: SimulationRequest): ReadonlyArray<Rule> => [
  ...request.policies.map((id) => oneOf('policy', id, policyIds)),
  positive('--budget', request.budget),
  setting(
    '--opening-float',
    request.openingFloat !== null &&
      !(request.openingFloat >= 0 && request.openingFloat < Infinity),
    `${request.openingFloat} is not a finite amount of at least 0`
  ),
  count('--max-deployed', request.maxDeployed),
  setting(
    '--capacity',
    !(request.capacity > 0 && request.capacity <= 1),
    `${request.capacity} is not in (0, 1]`
  ),
  count('--queries', request.queries, largest.queries),
  count('--stages', request.stages),
  setting(
    '--stages',
    request.stages > request.queries,
    `${request.stages} stages need at least as many queries, not ${request.queries}`
  ),
  count('--seeds', request.seeds, largest.seeds),
  setting(
    '--seed',
    !(
      Number.isSafeInteger(request.seed) &&
      request.seed >= 0 &&
      request.seed + request.seeds <= 2 ** 32
    ),
    `${request.seed} is not a whole number from 0 that leaves room for ${request.seeds} seeds below 2^32`
  ),
  oneOf('index', request.index, indexIds),
  positive('--gamma', request.gamma),
  setting(
    '--delta',
    !(request.delta > 0 && request.delta < 1),
    `${request.delta} is not in (0, 1)`
  ),
  positive('--cost-scale', request.costScale),
  setting(
    '--cost-min',
    !(request.costMin >= 0 && request.costMin < Infinity),
    `${request.costMin} is not a cost of at least 0`
  ),
  positive('--cost-max', request.costMax),
  setting(
    '--cost-max',
    request.costMax !== null && request.costMax < request.costMin,
    `${request.costMax} is below --cost-min ${request.costMin}`
  ),
  oneOf('context', request.context, contextIds),
  setting(
    '--context',
    request.context !== 'none',
    `none of the policies ${request.policies.join(', ')} looks at a context; use --context none`
  ),
  count('--jobs', request.jobs, largest.jobs)
]

/** Returns the request, or the first thing that is wrong with it. */
export const checkRequest = (
  request: SimulationRequest
): E.Either<DomainError, SimulationRequest> =>
  pipe(
    rules(request).find(([isWrong]) => isWrong),
    (failed) => (failed === undefined ? E.right(request) : E.left(failed[1]))
  )
