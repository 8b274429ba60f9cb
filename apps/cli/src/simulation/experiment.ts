import { existsSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as t from 'io-ts'
import { decodeJson, Index, type DomainError, type SimulationSettings } from '@stageroute/contracts'
import { openDataset, readTextFile, type Dataset } from '@stageroute/datasets'
import { experimentGamma, validGamma, type PaperIndex } from '@stageroute/estimators'
import { checkSlots } from '@stageroute/planner'
import {
  arriveAsListed,
  arriveAtStart,
  arriveByRelease,
  promptFeedback,
  stageOracle,
  type ArrivalSchedule,
  type Environment,
  type StageOracle,
  type Trial
} from '@stageroute/simulator'
import type { SimulationRequest } from './request'

/** A request made concrete: its data set opened, its trial, oracle and index fixed. */
export interface Experiment {
  readonly dataset: Dataset
  readonly trial: Trial
  readonly oracle: StageOracle
  readonly index: PaperIndex
  readonly settings: SimulationSettings
}

/** Opens everything a request names; workers and the command itself build the same experiment from the same request. */
export const openExperiment = (request: SimulationRequest): E.Either<DomainError, Experiment> =>
  pipe(
    E.Do,
    E.bind('dataset', () => openDataset(request.dataset)),
    E.bind('arrivals', ({ dataset }) => openArrivals(request, dataset.environment)),
    E.chainFirst(({ arrivals }) =>
      checkSlots(
        arrivals.order.map(() => request.capacity),
        request.maxDeployed
      )
    ),
    E.map(({ dataset, arrivals }) => toExperiment(request, dataset, arrivals))
  )

/** What a ledger opens with unless told, of all that the run may spend. */
const FLOAT_SHARE = 0.003

const toExperiment = (
  request: SimulationRequest,
  dataset: Dataset,
  arrivals: ArrivalSchedule
): Experiment => {
  const { environment } = dataset
  const { queries, stages, maxDeployed, capacity, budget } = request
  const openingFloat = request.openingFloat ?? FLOAT_SHARE * budget * queries
  const trial: Trial = {
    environment,
    arrivals,
    queries,
    stages,
    maxDeployed,
    capacity,
    budget,
    openingFloat,
    feedback: promptFeedback,
    context: 'none'
  }
  const index = openIndex(request, trial)
  const { seeds, seed, delta, context } = request
  return {
    dataset,
    trial,
    oracle: stageOracle(trial),
    index,
    settings: {
      queries,
      stages,
      maxDeployed,
      capacity,
      budget,
      openingFloat,
      seeds,
      seed,
      arrivals: request.arrivals,
      index: request.index,
      ...index,
      delta,
      context
    }
  }
}

/** The cost scale defaults to the dearest arm's mean cost (1 where everything is free), c_2 to the dearest single query, gamma to the index family's own. */
const openIndex = (
  request: SimulationRequest,
  { environment, arrivals, queries }: Trial
): PaperIndex => {
  const familyGamma =
    request.index === 'paper-valid'
      ? validGamma(arrivals.order.length, queries, request.delta)
      : experimentGamma
  const dearest = Math.max(...environment.arms.map(({ meanCost }) => meanCost))
  return {
    gamma: request.gamma ?? familyGamma,
    costScale: request.costScale ?? (dearest > 0 ? dearest : 1),
    costMin: request.costMin,
    costMax: request.costMax ?? Math.max(environment.largestCost, request.costMin)
  }
}

const openArrivals = (
  { arrivals, queries }: SimulationRequest,
  { arms }: Environment
): E.Either<DomainError, ArrivalSchedule> => {
  if (arrivals === 'release-date') return E.right(arriveByRelease(arms, queries))
  if (arrivals === 'at-start') return E.right(arriveAtStart(arms))
  if (!existsSync(arrivals)) {
    const known = ['release-date', 'at-start', 'or the path of an existing file']
    return E.left({ _tag: 'UnknownName', kind: 'way of arriving', name: arrivals, known })
  }
  return pipe(
    readTextFile(arrivals),
    E.chain(decodeJson(t.record(t.string, Index, 'queries of arrival by model id'), arrivals)),
    E.chain((listed) => checkListed(arrivals, listed, arms))
  )
}

const checkListed = (
  file: string,
  listed: Readonly<Record<string, number>>,
  arms: Environment['arms']
): E.Either<DomainError, ArrivalSchedule> => {
  const known = arms.map(({ id }) => id)
  const unknown = Object.keys(listed).find((id) => !known.includes(id))
  if (unknown !== undefined)
    return E.left({ _tag: 'UnknownName', kind: 'model', name: unknown, known })
  const hasFirst = Object.values(listed).includes(0)
  return hasFirst
    ? E.right(arriveAsListed(arms, listed))
    : E.left({
        _tag: 'InvalidField',
        source: file,
        field: '(whole document)',
        problem: 'no model arrives at query 0'
      })
}
