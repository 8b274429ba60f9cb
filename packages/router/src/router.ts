import type { Stream } from '@stageroute/numeric'
import {
  makeBudgetedSimplexWorkspace,
  type BudgetedSimplex,
  type BudgetedSimplexWorkspace,
  type solveFlooredSimplexInto
} from '@stageroute/optimizer'
import {
  makeContextMixes,
  makeFixedPrices,
  type ContextMixes,
  type FixedPrices
} from './context-mixes'
import { makeDecisionRecord, type DecisionRecord } from './decision-record'
import { makeArmAccess, type ArmAccess } from './gates'
import { makeHealth, type Health, type HealthSettings } from './health'
import { makeRateBuckets, type RateBuckets } from './rate-bucket'
import { makeRouterState, type RouterState } from './router-state'

/**
 * What a router is made with.
 *
 * Unit: `budget` in USD per query, `exploration` a share of the queries.
 * Requires: `maxArms` an integer of at least 1, `budget >= 0` and finite, `exploration` in [0, 1).
 *
 * @category state
 * @since 0.1.0
 */
export interface RouterSettings {
  /** Most arms that ever arrive. */
  readonly maxArms: number
  readonly budget: number
  /** Share of the queries that is spread evenly over the open arms whatever they earn, so that every policy can be evaluated on what was logged. */
  readonly exploration: number
  /**
   * What happens where the capacities of the open arms sum below one: `relax` raises them in proportion (an arm that took more than its
   * capacity takes less later), `refuse` leaves the missing part of the queries unserved.
   */
  readonly shortage: 'relax' | 'refuse'
  readonly health: HealthSettings
  /** The routing's own randomness: one number per decision. */
  readonly stream: Stream
  /** How RouteOPT is solved; the exact solver unless another one is given. */
  readonly solve?: typeof solveFlooredSimplexInto
}

/**
 * The programme over the arms whose gates are open, by their order among the deployed ones.
 *
 * Shape: everything is by open arm, of which there are `size`; `positions[i]` is the position of open arm i among the deployed ones.
 *
 * @category state
 * @since 0.1.0
 */
export interface OpenArms {
  size: number
  readonly positions: Int32Array
  readonly program: BudgetedSimplex
  readonly floor: Float64Array
  readonly share: Float64Array
  readonly capacityPrice: Float64Array
  readonly workspace: BudgetedSimplexWorkspace
}

/**
 * Everything that decides where queries go within a stage; buffers are made once. Written by this package only.
 *
 * Shape: `owed`, `minShare` and `lastGood` are indexed by arm.
 * Unit: `owed` in queries.
 *
 * @category state
 * @since 0.1.0
 */
export interface Router {
  readonly settings: RouterSettings
  /** The deployed arms with their bounds and capacities. */
  readonly state: RouterState
  readonly access: ArmAccess
  readonly health: Health
  readonly buckets: RateBuckets
  /** Queries that each arm has taken above its capacity, in expectation, and not made up for yet. */
  readonly owed: Float64Array
  /** Least share of each deployed arm. */
  readonly minShare: Float64Array
  /** Whether any arm has a least share, by the plan or to be explored. */
  isFloored: boolean
  /** The last good distribution. */
  readonly lastGood: Float64Array
  readonly open: OpenArms
  readonly contexts: ContextMixes
  readonly prices: FixedPrices
  readonly record: DecisionRecord
  /** Solves that failed; the last good distribution stood in. */
  failedSolves: number
}

const makeOpenArms = (maxArms: number): OpenArms => ({
  size: 0,
  positions: new Int32Array(maxArms),
  program: {
    size: 0,
    reward: new Float64Array(maxArms),
    cost: new Float64Array(maxArms),
    capacity: new Float64Array(maxArms),
    budget: Number.NaN
  },
  floor: new Float64Array(maxArms),
  share: new Float64Array(maxArms),
  capacityPrice: new Float64Array(maxArms),
  workspace: makeBudgetedSimplexWorkspace(maxArms)
})

/**
 * Returns a router with nothing deployed.
 *
 * Cost: O(maxArms) time and memory, once.
 *
 * @category state
 * @since 0.1.0
 */
export const makeRouter = (settings: RouterSettings): Router => {
  const { maxArms, budget, health } = settings
  return {
    settings,
    state: makeRouterState(maxArms, budget),
    access: makeArmAccess(maxArms),
    health: makeHealth(maxArms, health),
    buckets: makeRateBuckets(maxArms),
    owed: new Float64Array(maxArms),
    minShare: new Float64Array(maxArms),
    isFloored: settings.exploration > 0,
    lastGood: new Float64Array(maxArms),
    open: makeOpenArms(maxArms),
    contexts: makeContextMixes(),
    prices: makeFixedPrices(),
    record: makeDecisionRecord(maxArms),
    failedSolves: 0
  }
}
