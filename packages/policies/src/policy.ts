import type * as E from 'fp-ts/Either'
import type { InvalidSnapshot, PaperIndex } from '@stageroute/estimators'
import type { Stream } from '@stageroute/numeric'

/**
 * What is known of a query before it is answered. One object serves every query of a run: what is to be kept is copied.
 *
 * Shape: `features` has `contexts.features` entries.
 *
 * @category port
 * @since 0.1.0
 */
export interface QueryContext {
  /** The query's category, an index below `contexts.categories`; 0 where there is but one. */
  readonly category: number
  /** What else is known of it, numbers of about unit length. */
  readonly features: Float64Array
}

/**
 * What contexts look like in a run: how many categories there are, at least one, and how many features, possibly none.
 *
 * @category port
 * @since 0.1.0
 */
export interface ContextShape {
  readonly categories: number
  readonly features: number
}

/**
 * A complete online rule: which arms to deploy at each stage, which one answers each query, what is learned from the answers. Arms are
 * dense indices in order of arrival.
 *
 * The caller keeps this order: `arrive` for every new arm and `retire` for every one that ends, then `startStage` when at least one is there,
 * then for each query `route` and, when it returned an arm, `observeCost` for that arm. Rewards come when they come, by `observeReward`, or
 * never. An arm may arrive or end within a stage; it counts from the next one.
 *
 * `policyLaws` of `@stageroute/policies/testing` says in full what an implementation promises.
 *
 * @category port
 * @since 0.1.0
 */
export interface Policy {
  /** The name under which commands and reports know the policy. */
  readonly id: string
  /** Whether it keeps a ledger: at no query does what it has spent exceed `openingFloat` plus the budget of the queries so far. */
  readonly isPrepaid: boolean
  /**
   * Whether it stops: once it has spent more than the whole budget, `budget` for each of `queries`, the rest of the queries goes unserved. It never
   * does where nobody knows how many there will be; false where not given.
   */
  readonly stopsAtBudget?: boolean
  /**
   * How many queries more than its capacity x queries so far an arm may have answered, of a policy that keeps capacities over time: what suits one
   * query may be all of it. Where it is not given, no query goes to an arm with a probability above its capacity.
   */
  readonly burst?: number
  /**
   * Adds the next arm, with the largest share of the queries it may take, in (0, 1], and the most that a single query can cost with it, in
   * USD; one past `maxArms` is not taken in.
   */
  readonly arrive: (capacity: number, largestCost: number) => void
  /** Tells that an arm has reached its end: from the next stage on it cannot be deployed. */
  readonly retire: (arm: number) => void
  /** Decides what is deployed from now on and returns it, in rising order; at most `maxDeployed` arms, at least one. */
  readonly startStage: (stage: number) => ReadonlyArray<number>
  /** Returns the deployed arm that answers the next query, or -1 when it goes unserved. Draws from the policy's stream only. */
  readonly route: (query: QueryContext) => number
  /** Tells what the query just routed cost, in USD; what is out of range changes nothing. */
  readonly observeCost: (arm: number, cost: number, query: QueryContext) => void
  /** Tells what an answer was worth, in [0, 1], of the query just routed or of an earlier one; what is out of range changes nothing. */
  readonly observeReward: (arm: number, reward: number, query: QueryContext) => void
  /**
   * Writes the probabilities, by arm, that the last `route` drew from; to be asked before the next `startStage`. `out` has `maxArms`
   * entries, all of which are written.
   */
  readonly distributionInto: (out: Float64Array) => void
  /** Returns everything that what it does next depends on, its place in the stream included, as a document for JSON. */
  readonly snapshot: () => unknown
  /**
   * Puts a snapshot in the place of everything, of a policy made with the same settings, or says why not and changes nothing. It then goes on as the
   * kept one would have, to the last bit.
   */
  readonly restore: (document: unknown) => E.Either<InvalidSnapshot, void>
}

/**
 * What every policy is given. `stream` is the policy's own randomness; nobody else draws from it.
 *
 * Unit: `budget` in USD per query, `openingFloat` in USD in all.
 * Requires: integers `maxArms >= 1` and `maxDeployed >= 1`; `budget` and `openingFloat` finite and at least 0; `queries` null or an integer
 * of at least 1; `contexts` and `index` as their types require.
 *
 * @category port
 * @since 0.1.0
 */
export interface PolicySettings {
  /** Most arms that ever arrive; buffers are made for as many. */
  readonly maxArms: number
  /** Most arms that may be live at once, M_max. */
  readonly maxDeployed: number
  /** Allowed mean cost b, USD per query. */
  readonly budget: number
  /** What a ledger holds before the first query, B_0, USD in all; policies without a ledger ignore it. */
  readonly openingFloat: number
  /** Length of the stream, for policies that pace their spend over it; null when nobody knows it. */
  readonly queries: number | null
  /** What the contexts of queries look like. */
  readonly contexts: ContextShape
  /** Parameters of the confidence bounds. */
  readonly index: PaperIndex
  /** The policy's own randomness. */
  readonly stream: Stream
}
