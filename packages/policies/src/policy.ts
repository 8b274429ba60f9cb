import type { Stream } from '@stageroute/numeric'
import type { PaperIndex } from '@stageroute/estimators'

/**
 * A complete online rule: which arms to deploy at each stage, which one answers each query, what is learned from the answers. Arms are
 * dense indices in order of arrival.
 *
 * The caller keeps this order: `arrive` for every new arm, then `startStage`, then for each query `route` and, when it returned an arm,
 * `observe` for that arm.
 *
 * @category port
 * @since 0.1.0
 */
export interface Policy {
  readonly id: string
  /** Adds the next arm, with the largest share of the queries it may take. */
  readonly arrive: (capacity: number) => void
  /** Decides what is deployed from now on and returns it, in rising order; at most `maxDeployed` arms, at least one. */
  readonly startStage: (stage: number) => ReadonlyArray<number>
  /** Returns the deployed arm that answers the next query, or -1 when it goes unserved. Uses one draw of the policy's stream. */
  readonly route: () => number
  /** Tells what the routed arm earned and cost. */
  readonly observe: (arm: number, reward: number, cost: number) => void
  /** Writes the probabilities, by arm, that the last `route` drew from. */
  readonly distributionInto: (out: Float64Array) => void
}

/**
 * What every policy is given. `stream` is the policy's own randomness; nobody else draws from it.
 *
 * Unit: `budget` in USD per query.
 *
 * @category port
 * @since 0.1.0
 */
export interface PolicySettings {
  readonly maxArms: number
  readonly maxDeployed: number
  readonly budget: number
  readonly index: PaperIndex
  readonly stream: Stream
}
