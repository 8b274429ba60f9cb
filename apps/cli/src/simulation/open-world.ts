import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { openDataset } from '@stageroute/datasets'
import { type Dataset } from '@stageroute/datasets'
import {
  makeMovingFrontier,
  makeSynthetic,
  productsOf,
  withVersions,
  type ArrivalSchedule,
  type Environment,
  type SyntheticPool
} from '@stageroute/simulator'
import { complain, type Complaint } from './complaint'
import type { Drift } from './drift'
import { openArrivals, withRetirement } from './open-arrivals'
import type { TrialRequest } from './request'

/** What models there are, and when. */
export interface World {
  readonly dataset: Dataset
  readonly arrivals: ArrivalSchedule
}

/** The truth of made-up worlds is the same for every seed of their runs. */
const TRUTH_SEED = 1
const MOST_ARMS = 10_000
const CATEGORIES = 8

const pools: Readonly<Record<string, Pick<SyntheticPool, 'reward' | 'categories'>>> = {
  synthetic: { reward: 'binary', categories: 1 },
  'synthetic-graded': { reward: 'graded', categories: 1 },
  'synthetic-contextual': { reward: 'binary', categories: CATEGORIES }
}

const FRONTIER = 'moving-frontier'

/** Data sets that are made up, as a user writes them. */
export const madeDatasets: ReadonlyArray<string> = [
  ...Object.keys(pools).map((name) => `${name}:MODELS`),
  FRONTIER
]

/** Whether a name stands for a made-up data set and not for a file. */
export const isMade = (name: string): boolean =>
  name === FRONTIER || Object.hasOwn(pools, name.split(':')[0] ?? '')

const asDataset = (environment: Environment): Dataset => ({
  environment,
  table: null,
  filledCells: 0,
  leftOut: []
})

/** Opens what a request names and when its models are there. */
export const openWorld = (
  open: typeof openDataset,
  request: TrialRequest,
  drift: Drift
): E.Either<Complaint, World> =>
  request.dataset === FRONTIER
    ? openFrontier(request, drift)
    : pipe(
        isMade(request.dataset)
          ? openPool(request.dataset)
          : pipe(
              open(request.dataset),
              E.mapLeft((cause): Complaint => ({ settings: ['dataset'], cause }))
            ),
        E.chain((dataset) => withTurns(dataset, drift, request.queries)),
        E.bindTo('dataset'),
        E.bind('arrivals', ({ dataset }) =>
          pipe(
            openArrivals(request, dataset.environment.arms),
            E.mapLeft((cause): Complaint => ({ settings: ['arrivals'], cause }))
          )
        )
      )

const openPool = (dataset: string): E.Either<Complaint, Dataset> => {
  const [name = '', ...rest] = dataset.split(':')
  const arms = Number(rest.join(':'))
  const kind = pools[name]
  return kind !== undefined && Number.isSafeInteger(arms) && arms >= 1 && arms <= MOST_ARMS
    ? E.right(asDataset(makeSynthetic({ ...kind, arms, seed: TRUTH_SEED })))
    : E.left(
        complain(['dataset'], `"${dataset}" is not ${name}:MODELS with 1 to ${MOST_ARMS} models`)
      )
}

/** The frontier moves by a schedule of its own. */
const openFrontier = (request: TrialRequest, drift: Drift): E.Either<Complaint, World> => {
  if (request.arrivals !== 'release-date') {
    return E.left(complain(['arrivals', 'dataset'], `models of ${FRONTIER} come as it says`))
  }
  if (drift._tag === 'versions') return E.left(noVersions)
  const { environment, arrivals } = makeMovingFrontier(request.queries, TRUTH_SEED)
  return E.right({ dataset: asDataset(environment), arrivals: withRetirement(request, arrivals) })
}

const noVersions = complain(
  ['drift', 'dataset'],
  'no two models of the data set are versions of one'
)

/** Products instead of their versions, where versions take turns. */
const withTurns = (
  dataset: Dataset,
  drift: Drift,
  queries: number
): E.Either<Complaint, Dataset> => {
  if (drift._tag !== 'versions') return E.right(dataset)
  const { environment } = dataset
  const products = productsOf(environment.arms)
  return products.some(({ versions }) => versions.length > 1)
    ? E.right({
        ...dataset,
        environment: withVersions(environment, products, [
          Math.max(1, Math.floor(drift.at * queries))
        ])
      })
    : E.left(noVersions)
}
