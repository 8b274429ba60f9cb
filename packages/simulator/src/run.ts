import { makeStream } from '@stageroute/numeric'
import type { Policy, PolicySettings } from '@stageroute/policies'
import { arrivedBy } from './arrivals'
import { makeEvaluator, type RunMeasures } from './evaluator'
import type { StageOracle } from './oracle'
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
  const { environment, arrivals, queries, capacity } = trial
  const policy = options.makePolicy({
    maxArms: arrivals.order.length,
    maxDeployed: trial.maxDeployed,
    budget: trial.budget,
    openingFloat: trial.openingFloat,
    queries,
    index: options.index,
    stream: makeStream(options.seed, `policy ${options.policyId}`)
  })
  const outcomes = environment.open(options.seed, queries)
  const openingFloat = policy.isPrepaid ? trial.openingFloat : 0
  const evaluator = makeEvaluator(trial, oracle, { openingFloat, curvePoints: options.curvePoints })
  const environmentArm = Int32Array.from(arrivals.order)
  const largestCost = arrivals.order.map((arm) => environment.arms[arm]?.largestCost ?? NaN)
  let arrived = 0
  let stage = -1
  for (let query = 0; query < queries; query++) {
    if (oracle.starts[stage + 1] === query) {
      stage++
      const available = arrivedBy(arrivals, query)
      for (; arrived < available; arrived++) {
        policy.arrive(capacity, largestCost[arrived] as number)
      }
      evaluator.startStage(stage, policy.startStage(stage))
    }
    const arm = policy.route()
    if (arm >= 0) {
      outcomes.read(query, environmentArm[arm] as number)
      policy.observe(arm, outcomes.reward, outcomes.cost)
    }
    evaluator.record(query, arm, outcomes.reward, outcomes.cost)
    if ((query + 1) % HEARTBEAT === 0) options.onProgress(HEARTBEAT)
  }
  options.onProgress(queries % HEARTBEAT)
  options.onFinish?.(policy.snapshot())
  return evaluator.finish()
}
