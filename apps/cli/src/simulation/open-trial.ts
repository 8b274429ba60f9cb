import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError, SimulationSettings } from '@stageroute/contracts'
import { openDataset, type Dataset } from '@stageroute/datasets'
import { experimentGamma, validGamma, type PaperIndex } from '@stageroute/estimators'
import { checkSlots } from '@stageroute/planner'
import {
  stageOracle,
  type ArrivalSchedule,
  type ContextKind,
  type Environment,
  type Feedback,
  type StageOracle,
  type Trial
} from '@stageroute/simulator'
import { complain, type Complaint } from './complaint'
import { applyDrift, readDrift, type Drift } from './drift'
import { openWorld } from './open-world'
import { rememberLast } from './remember'
import type { TrialRequest } from './request'
import { readContext, readDelay } from './words'

/** A request made concrete: its data set opened, its trial, oracle and index fixed. */
export interface OpenTrial {
  readonly dataset: Dataset
  readonly trial: Trial
  readonly oracle: StageOracle
  readonly index: PaperIndex
  /** What the trial was opened with, defaults filled in. */
  readonly settings: TrialSettings
}

/** The settings of a trial, whatever seeds it is played on. */
export type TrialSettings = Omit<SimulationSettings, 'seeds' | 'seed'>

/** Opens everything a request names, or says which setting is to blame. */
export type TrialOpener = (request: TrialRequest) => E.Either<Complaint, OpenTrial>

/** Data sets, and trials, that are kept open. Runs come trial by trial, so one would do but for the turn from one to the next. */
const KEPT_OPEN = 2

/** Returns an opener for one command or worker, which reads no data set twice in a row. Different openers open the same from the same request. */
export const makeTrialOpener = (): TrialOpener => {
  const open = rememberLast(KEPT_OPEN, (name: string) => name, openDataset)
  return rememberLast(KEPT_OPEN, JSON.stringify, openTrialWith(open))
}

const blame =
  (...settings: Complaint['settings']) =>
  (cause: DomainError): Complaint => ({ settings, cause })

const openTrialWith =
  (open: typeof openDataset): TrialOpener =>
  (request) =>
    pipe(
      E.Do,
      E.bind('drift', () => pipe(readDrift(request.drift), E.mapLeft(blame('drift')))),
      E.bind('world', ({ drift }) => openWorld(open, request, drift)),
      E.let('dataset', ({ world }) => world.dataset),
      E.let('arrivals', ({ world }) => world.arrivals),
      E.chainFirst(({ arrivals }) =>
        pipe(
          checkSlots(
            arrivals.order.map(() => request.capacity),
            request.maxDeployed
          ),
          E.mapLeft(blame('maxDeployed', 'capacity'))
        )
      ),
      E.bind('feedback', () => openFeedback(request)),
      E.bind('context', ({ dataset }) => openContext(request, dataset.environment)),
      E.map((parts) => toOpenTrial(request, parts))
    )

const openFeedback = ({
  delay,
  rewardsSeen,
  flipRate
}: TrialRequest): E.Either<Complaint, Feedback> =>
  pipe(
    readDelay(delay),
    E.bimap(blame('delay'), (read) => ({ delay: read, seenShare: rewardsSeen, flipRate }))
  )

const openContext = (
  { context }: TrialRequest,
  { features }: Environment
): E.Either<Complaint, ContextKind> =>
  pipe(
    readContext(context),
    E.mapLeft(blame('context')),
    E.filterOrElse(
      (kind) => kind !== 'text' || features > 0,
      () =>
        complain(['context', 'dataset'], 'the data set tells nothing of the text of its queries')
    )
  )

/** What a request names, opened. */
interface OpenParts {
  readonly dataset: Dataset
  readonly arrivals: ArrivalSchedule
  readonly drift: Drift
  readonly feedback: Feedback
  readonly context: ContextKind
}

/** What a ledger opens with unless told, of all that the run may spend. */
const FLOAT_SHARE = 0.003

const toOpenTrial = (
  request: TrialRequest,
  { dataset: still, arrivals, drift, feedback, context }: OpenParts
): OpenTrial => {
  const { queries, stages, maxDeployed, capacity, budget } = request
  const openingFloat = request.openingFloat ?? FLOAT_SHARE * budget * queries
  const trial = applyDrift(drift, {
    environment: still.environment,
    arrivals,
    queries,
    stages,
    maxDeployed,
    capacity,
    budget,
    openingFloat,
    feedback,
    context
  })
  const dataset = { ...still, environment: trial.environment }
  const index = openIndex(request, trial)
  const { delta, delay, rewardsSeen, flipRate, retireAfter } = request
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
      arrivals: request.arrivals,
      index: request.index,
      ...index,
      delta,
      context,
      delay,
      rewardsSeen,
      flipRate,
      drift: request.drift,
      retireAfter
    }
  }
}

/** The cost scale defaults to the dearest arm's mean cost (1 where everything is free), c_2 to the dearest single query, gamma to the index family's own. */
const openIndex = (
  request: TrialRequest,
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
