import { makeStream } from '@stageroute/numeric'
import { stageStarts } from '@stageroute/planner'
import type { Policy, PolicySettings } from '@stageroute/policies'
import { arrivedBy } from './arrivals'
import { contextShape, openContexts, type ContextView } from './contexts'
import { makeEvaluator, type RunMeasures } from './evaluator'
import { isPrompt, openFeedback } from './feedback'
import type { StageOracle } from './oracle'
import { makePendingRewards } from './pending-rewards'
import type { Trial } from './trial'

/** How often a run reports that it is alive, in queries. */
const HEARTBEAT = 4096

/**
 * What a run needs besides its trial.
 *
 * @category experiment
 * @since 0.1.0
 */
export interface RunOptions {
  readonly policyId: string
  readonly makePolicy: (settings: PolicySettings) => Policy
  readonly index: PolicySettings['index']
  readonly seed: number
  readonly curvePoints: number
  readonly onProgress: (queries: number) => void
  /** Is given what the policy knows at the end. */
  readonly onFinish?: (snapshot: unknown) => void
}

/**
 * Plays one policy through one seed of a trial and returns what it did. Outcomes depend on the seed alone; the policy draws from a stream of
 * its own name, so policies never disturb one another.
 *
 * Cost: O(queries) time; memory does not grow with the queries beyond the recorded curve points.
 *
 * @category experiment
 * @since 0.1.0
 */
export const runPolicy = (trial: Trial, oracle: StageOracle, options: RunOptions): RunMeasures => {
  const { environment, arrivals, queries, stages } = trial
  const policy = openPolicy(trial, options)
  const outcomes = environment.open(options.seed, queries)
  const openingFloat = policy.isPrepaid ? trial.openingFloat : 0
  const { curvePoints } = options
  const evaluator = makeEvaluator(trial, oracle, { openingFloat, curvePoints })
  const { context, look } = openContexts(trial, outcomes)
  const rewards = openRewards(trial, policy, { context, look }, options.seed)
  const inventory = openInventory(trial, policy)
  const environmentArm = Int32Array.from(arrivals.order)
  const starts = stageStarts(queries, stages)
  let stage = -1
  let segment = -1
  for (let query = 0; query < queries; query++) {
    if (starts[stage + 1] === query) {
      stage++
      inventory.update(query)
      evaluator.startStage(stage, policy.startStage(stage))
    }
    if (oracle.starts[segment + 1] === query) segment++
    look(query)
    const arm = policy.route(context)
    if (arm >= 0) {
      outcomes.read(query, environmentArm[arm] as number)
      policy.observeCost(arm, outcomes.cost, context)
      rewards.add(query, arm, outcomes.reward)
    }
    evaluator.record(query, segment, arm, outcomes.reward, outcomes.cost)
    rewards.tell(query)
    if ((query + 1) % HEARTBEAT === 0) options.onProgress(HEARTBEAT)
  }
  options.onProgress(queries % HEARTBEAT)
  options.onFinish?.(policy.snapshot())
  return evaluator.finish()
}

const openPolicy = (trial: Trial, options: RunOptions): Policy =>
  options.makePolicy({
    maxArms: trial.arrivals.order.length,
    maxDeployed: trial.maxDeployed,
    budget: trial.budget,
    openingFloat: trial.openingFloat,
    queries: trial.queries,
    contexts: contextShape(trial),
    index: options.index,
    stream: makeStream(options.seed, `policy ${options.policyId}`)
  })

/** Tells a policy, between stages, which arms have arrived and which have ended. */
const openInventory = ({ environment, arrivals, capacity }: Trial, policy: Policy) => {
  const isTold = arrivals.order.map(() => false)
  let arrived = 0
  return {
    update: (query: number): void => {
      const available = arrivedBy(arrivals, query)
      for (; arrived < available; arrived++) {
        const arm = environment.arms[arrivals.order[arrived] as number]
        policy.arrive(capacity, arm?.largestCost ?? NaN)
      }
      for (let arm = 0; arm < arrived; arm++) {
        if (isTold[arm] === true || (arrivals.until[arm] as number) > query) continue
        isTold[arm] = true
        policy.retire(arm)
      }
    }
  }
}

/** What hands a policy the rewards of its answers: `add` when one is earned, `tell` after every query. */
interface RewardDelivery {
  readonly add: (query: number, arm: number, reward: number) => void
  readonly tell: (query: number) => void
}

const openRewards = (
  { feedback }: Trial,
  policy: Policy,
  { context, look }: ContextView,
  seed: number
): RewardDelivery => {
  if (isPrompt(feedback)) {
    return {
      add: (_, arm, reward) => policy.observeReward(arm, reward, context),
      tell: () => undefined
    }
  }
  const channel = openFeedback(feedback, seed)
  const pending = makePendingRewards()
  const hand = (query: number, arm: number, reward: number): void => {
    look(query)
    policy.observeReward(arm, reward, context)
  }
  return {
    add: (query, arm, reward) => {
      channel.read(query)
      if (channel.delay === Infinity) return
      pending.add(query + channel.delay, query, arm, channel.isFlipped ? 1 - reward : reward)
    },
    tell: (query) => {
      while (pending.nextDue() <= query) pending.take(hand)
    }
  }
}
