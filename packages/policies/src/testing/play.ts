import * as E from 'fp-ts/Either'
import { makeStream, makeUniformField, readField } from '@stageroute/numeric'
import type { ContextShape, Policy, PolicySettings, QueryContext } from '../policy'
import { expectThat } from './expect'
import { largestCostOf, largestToMean, type Scenario } from './scenario'

export type MakePolicy = (settings: PolicySettings) => Policy

/** A stage as it was played: how many arms had arrived, which of them had ended, which were deployed. */
export interface PlayedStage {
  readonly arrived: number
  readonly ended: ReadonlyArray<number>
  readonly deployed: ReadonlyArray<number>
}

/** A query as it was played: the arm, or -1, what it cost, and the recorded distribution by arm. */
export interface PlayedQuery {
  readonly stage: number
  readonly arm: number
  readonly cost: number
  readonly share: ReadonlyArray<number>
}

export interface Trajectory {
  readonly settings: PolicySettings
  readonly isPrepaid: boolean
  readonly burst: number | undefined
  readonly stopsAtBudget: boolean
  readonly stages: ReadonlyArray<PlayedStage>
  readonly queries: ReadonlyArray<PlayedQuery>
}

/** What a law changes about a play. `afterQuery` is called with the arm that was routed. */
export interface PlayOptions {
  readonly maxArms?: number
  readonly arrivesWithinStage?: boolean
  readonly afterQuery?: (policy: Policy, arm: number, contexts: ContextShape) => void
  /** Before this query the policy is replaced by another one to which its snapshot was restored. */
  readonly restoreAt?: number
}

/** A play that goes on one query at a time; `playOn` returns false when it is over. */
export interface Play {
  readonly trajectory: Trajectory
  readonly playOn: () => boolean
}

const STREAM = 'policy under law'

/** A ledger opens with the budget of as many queries. */
const FLOAT_QUERIES = 20

const shapeOf = ({ isPlain }: Scenario): ContextShape =>
  isPlain === true ? { categories: 1, features: 0 } : { categories: 3, features: 2 }

const makeSettings = (scenario: Scenario, maxArms: number): PolicySettings => ({
  maxArms,
  maxDeployed: scenario.maxDeployed,
  budget: scenario.budget,
  openingFloat: scenario.isBare === true ? 0 : scenario.budget * FLOAT_QUERIES,
  queries: scenario.isBare === true ? null : scenario.stages * scenario.stageLength,
  contexts: shapeOf(scenario),
  index: { gamma: 0.1, costScale: 0.004, costMin: 0, costMax: 0.02 },
  stream: makeStream(scenario.seed, STREAM)
})

/** The contexts of a scenario's queries, all in one object, as environments have it; fixed by scenario and query alone. */
const makeContexts = (scenario: Scenario) => {
  const { categories, features } = shapeOf(scenario)
  const field = makeUniformField(scenario.seed, 'contexts')
  const context = { category: 0, features: new Float64Array(features) }
  return (query: number): QueryContext => {
    readField(field, query, 0)
    context.category = Math.floor(field.first * categories)
    context.features.set([field.first, field.second].slice(0, features))
    return context
  }
}

interface PendingReward {
  readonly due: number
  readonly arm: number
  readonly reward: number
  readonly query: number
}

/** Rewards are zero or one, costs within half of their mean on either side; fixed by scenario, query and arm alone. */
const makeWorld = (scenario: Scenario) => {
  const { seed, arms, lag = 0 } = scenario
  const field = makeUniformField(seed, 'outcomes')
  const contextOf = makeContexts(scenario)
  const pending: Array<PendingReward> = []
  const tellReward = (policy: Policy, { arm, reward, query }: PendingReward): void =>
    policy.observeReward(arm, reward, contextOf(query))
  const tellDue = (policy: Policy, now: number): void => {
    while ((pending[0]?.due ?? Infinity) <= now) {
      const next = pending.shift()
      if (next !== undefined) tellReward(policy, next)
    }
  }
  /** Tells a policy what came of its choice, and returns what that cost. */
  const reveal = (policy: Policy, query: number, arm: number): number => {
    const truth = arms[arm]
    if (truth === undefined) return 0
    readField(field, query, arm)
    const cost = truth.cost * (largestToMean - 1 + field.second)
    const reward = field.first < truth.reward ? 1 : 0
    policy.observeCost(arm, cost, contextOf(query))
    if (lag === 0) tellReward(policy, { due: query, arm, reward, query })
    else if (query % 3 > 0) pending.push({ due: query + lag, arm, reward, query })
    return cost
  }
  return { contextOf, tellDue, reveal }
}

/** Another policy of the same settings, to which a snapshot of the first was restored. */
const restoredFrom = (make: MakePolicy, settings: PolicySettings, policy: Policy): Policy => {
  const { seed } = settings.stream
  const text = JSON.stringify(policy.snapshot())
  const other = make({ ...settings, stream: makeStream(seed, STREAM) })
  const restored = other.restore(JSON.parse(text))
  expectThat(
    E.isRight(restored),
    () =>
      `no arm was routed: restore refused its own snapshot, ${E.isLeft(restored) ? `${restored.left.field} ${restored.left.problem}` : ''}`
  )
  return other
}

/** Opens a play of one policy through a scenario. */
export const openPlay = (make: MakePolicy, scenario: Scenario, options: PlayOptions = {}): Play => {
  const { arms, stages, stageLength } = scenario
  const maxArms = options.maxArms ?? arms.length
  const settings = makeSettings(scenario, maxArms)
  let policy = make(settings)
  const world = makeWorld(scenario)
  const share = new Float64Array(maxArms)
  const trajectory = {
    settings,
    isPrepaid: policy.isPrepaid,
    burst: policy.burst,
    stopsAtBudget: policy.stopsAtBudget ?? false,
    stages: [] as Array<PlayedStage>,
    queries: [] as Array<PlayedQuery>
  }
  let arrived = 0
  const arriveUntil = (stage: number): void => {
    for (; arrived < arms.length; arrived++) {
      const next = arms[arrived]
      if (next === undefined || next.stage > stage) return
      policy.arrive(next.capacity, largestCostOf(next))
    }
  }
  const startStage = (stage: number): void => {
    arriveUntil(stage)
    const ended = arms.flatMap(({ end }, arm) =>
      arm < arrived && (end ?? Infinity) <= stage ? [arm] : []
    )
    ended.forEach((arm) => policy.retire(arm))
    trajectory.stages.push({ arrived, ended, deployed: [...policy.startStage(stage)] })
  }
  const playOn = (): boolean => {
    const query = trajectory.queries.length
    if (query === stages * stageLength) return false
    if (query === options.restoreAt) policy = restoredFrom(make, settings, policy)
    const stage = Math.floor(query / stageLength)
    const position = query % stageLength
    if (position === 0) startStage(stage)
    if (options.arrivesWithinStage === true && position === stageLength >> 1) arriveUntil(stage + 1)
    world.tellDue(policy, query)
    const arm = policy.route(world.contextOf(query))
    share.fill(NaN)
    policy.distributionInto(share)
    const cost = world.reveal(policy, query, arm)
    trajectory.queries.push({ stage, arm, cost, share: Array.from(share) })
    options.afterQuery?.(policy, arm, settings.contexts)
    return true
  }
  return { trajectory, playOn }
}

/** Plays a policy through a whole scenario. */
export const playThrough = (
  make: MakePolicy,
  scenario: Scenario,
  options: PlayOptions = {}
): Trajectory => {
  const play = openPlay(make, scenario, options)
  while (play.playOn());
  return play.trajectory
}
