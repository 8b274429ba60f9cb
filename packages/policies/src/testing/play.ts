import * as E from 'fp-ts/Either'
import { makeStream, makeUniformField, readField } from '@stageroute/numeric'
import type { Policy, PolicySettings } from '../policy'
import { expectThat } from './expect'
import type { Scenario } from './scenario'

export type MakePolicy = (settings: PolicySettings) => Policy

/** A stage as it was played: which arms had arrived, which were deployed. */
export interface PlayedStage {
  readonly arrived: number
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
  readonly stages: ReadonlyArray<PlayedStage>
  readonly queries: ReadonlyArray<PlayedQuery>
}

/** What a law changes about a play. `afterQuery` is called with the arm that was routed. */
export interface PlayOptions {
  readonly maxArms?: number
  readonly arrivesWithinStage?: boolean
  readonly afterQuery?: (policy: Policy, arm: number) => void
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
/** Costs vary around their mean by at most half of it. */
const LARGEST_TO_MEAN = 1.5

const makeSettings = (scenario: Scenario, maxArms: number): PolicySettings => ({
  maxArms,
  maxDeployed: scenario.maxDeployed,
  budget: scenario.budget,
  openingFloat: scenario.isBare === true ? 0 : scenario.budget * FLOAT_QUERIES,
  queries: scenario.isBare === true ? null : scenario.stages * scenario.stageLength,
  index: { gamma: 0.1, costScale: 0.004, costMin: 0, costMax: 0.02 },
  stream: makeStream(scenario.seed, STREAM)
})

/** Rewards are zero or one, costs within half of their mean on either side, revealed and returned; fixed by scenario, query and arm alone. */
const makeWorld = ({ seed, arms }: Scenario) => {
  const field = makeUniformField(seed, 'outcomes')
  return (policy: Policy, query: number, arm: number): number => {
    const truth = arms[arm]
    if (truth === undefined) return 0
    readField(field, query, arm)
    const cost = truth.cost * (LARGEST_TO_MEAN - 1 + field.second)
    policy.observe(arm, field.first < truth.reward ? 1 : 0, cost)
    return cost
  }
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
  const reveal = makeWorld(scenario)
  const share = new Float64Array(maxArms)
  const trajectory = {
    settings,
    isPrepaid: policy.isPrepaid,
    stages: [] as Array<PlayedStage>,
    queries: [] as Array<PlayedQuery>
  }
  let arrived = 0
  const arriveUntil = (stage: number): void => {
    for (; arrived < arms.length; arrived++) {
      const next = arms[arrived]
      if (next === undefined || next.stage > stage) return
      policy.arrive(next.capacity, LARGEST_TO_MEAN * next.cost)
    }
  }
  const startStage = (stage: number): void => {
    arriveUntil(stage)
    trajectory.stages.push({ arrived, deployed: [...policy.startStage(stage)] })
  }
  const playOn = (): boolean => {
    const query = trajectory.queries.length
    if (query === stages * stageLength) return false
    if (query === options.restoreAt) policy = restoredFrom(make, settings, policy)
    const stage = Math.floor(query / stageLength)
    const position = query % stageLength
    if (position === 0) startStage(stage)
    if (options.arrivesWithinStage === true && position === stageLength >> 1) arriveUntil(stage + 1)
    const arm = policy.route()
    share.fill(NaN)
    policy.distributionInto(share)
    const cost = reveal(policy, query, arm)
    trajectory.queries.push({ stage, arm, cost, share: Array.from(share) })
    options.afterQuery?.(policy, arm)
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
