import type { BudgetedSimplexStatus } from '@stageroute/optimizer'

/**
 * What a distribution was taken from.
 *
 * - `program`: RouteOPT over the open arms.
 * - `context`: the mix of the query's context, over its open arms.
 * - `prices`: the best open arm at fixed prices.
 * - `home`: the conversation stays where it is.
 * - `lastGood`: the last good distribution, because a solve failed.
 *
 * @category decision
 * @since 0.1.0
 */
export const basis = { program: 0, context: 1, prices: 2, home: 3, lastGood: 4 } as const

/**
 * One of the integers of {@link basis}.
 *
 * @category decision
 * @since 0.1.0
 */
export type Basis = (typeof basis)[keyof typeof basis]

/**
 * What became of a query.
 *
 * - `routed`: an arm takes it.
 * - `nothingDeployed`: there is no arm.
 * - `notCapable`: no deployed arm can answer it, or may.
 * - `unhealthy`: those that can are failing or draining.
 * - `rateLimited`: those that are healthy have used up their rates.
 * - `budgetExhausted`: not even the cheapest of what is left is covered.
 * - `overCapacity`: the capacities of the open arms sum below one, and the draw fell into what is missing.
 *
 * @category decision
 * @since 0.1.0
 */
export const outcome = {
  routed: 0,
  nothingDeployed: 1,
  notCapable: 2,
  unhealthy: 3,
  rateLimited: 4,
  budgetExhausted: 5,
  overCapacity: 6
} as const

/**
 * One of the integers of {@link outcome}.
 *
 * @category decision
 * @since 0.1.0
 */
export type Outcome = (typeof outcome)[keyof typeof outcome]

/**
 * The last decision, in buffers that the next one overwrites; everything needed to compute it again and to evaluate another policy on it.
 *
 * Shape: the arrays are by position, of which there are `size`; position i is arm `arms[i]`.
 * Unit: `budget`, `cost` in USD per query; `charge` and `cover` in micro-USD.
 *
 * @category decision
 * @since 0.1.0
 */
export interface DecisionRecord {
  /** Number of the decision, from 0. */
  query: number
  stage: number
  /** The query's context, or -1. */
  context: number
  size: number
  readonly arms: Int32Array
  /** Closed gates of each arm, bits of `gate`. */
  readonly gates: Int32Array
  /** The indices that counted: reward upper and cost lower bound. */
  readonly reward: Float64Array
  readonly cost: Float64Array
  /** The share that each arm could have at most and at least. */
  readonly capacity: Float64Array
  readonly floor: Float64Array
  /** The probabilities that were drawn from. */
  readonly probability: Float64Array
  /** The most that the query could cost, and the most that could be set aside for it. */
  readonly charge: Float64Array
  readonly cover: Float64Array
  basis: Basis
  /** That of the programme, where one was solved. */
  status: BudgetedSimplexStatus
  budget: number
  /** NaN where none is defined. */
  budgetPrice: number
  /** Whether capacities were raised in proportion, because those of the open arms summed below one. */
  isRelaxed: boolean
  /** Position in the stream of the draw. */
  seedPosition: number
  draw: number
  /** The arm that was drawn, or -1. */
  arm: number
  outcome: Outcome
  /** With what the outcome of the query is to be reported to `health`; -1 before it was committed. */
  epoch: number
}

export const makeDecisionRecord = (maxArms: number): DecisionRecord => ({
  query: -1,
  stage: -1,
  context: -1,
  size: 0,
  arms: new Int32Array(maxArms),
  gates: new Int32Array(maxArms),
  reward: new Float64Array(maxArms),
  cost: new Float64Array(maxArms),
  capacity: new Float64Array(maxArms),
  floor: new Float64Array(maxArms),
  probability: new Float64Array(maxArms),
  charge: new Float64Array(maxArms),
  cover: new Float64Array(maxArms),
  basis: basis.program,
  status: 0,
  budget: Number.NaN,
  budgetPrice: Number.NaN,
  isRelaxed: false,
  seedPosition: Number.NaN,
  draw: Number.NaN,
  arm: -1,
  outcome: outcome.nothingDeployed,
  epoch: -1
})
