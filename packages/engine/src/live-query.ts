import type { LiveEvent, RoutingDecision } from '@stageroute/contracts'
import type { MicroUsd } from '@stageroute/ledger'

/**
 * What an engine has to know of a query.
 *
 * Unit: `tokens` those of prompt and longest answer together, `now` in milliseconds since 1970.
 *
 * @category query
 * @since 0.1.0
 */
export interface LiveQuery {
  /** Accounts that pay, all of them open; the common one is among them. */
  readonly accounts: ReadonlyArray<string>
  readonly category: string | null
  /** Capabilities that it needs. */
  readonly needs: ReadonlyArray<string>
  /** Regions that may answer; none for any. */
  readonly regions: ReadonlyArray<string>
  readonly tokens: number
  /** The only model that may answer, or null. */
  readonly only: string | null
  /** What holds it together with the queries before it, or null. */
  readonly conversation: string | null
  /** The most that it can cost with a model. */
  readonly chargeOf: (model: string) => MicroUsd
  readonly now: number
}

/**
 * A query that an engine has sent on its way: it is to be closed by `finish`, whatever becomes of it.
 *
 * @category query
 * @since 0.1.0
 */
export interface Admitted {
  /** Its number. */
  readonly decision: number
  readonly query: LiveQuery
  /** Whom it was sent to, one after the other; the last one is asked now. */
  readonly attempts: Array<OpenAttempt>
  /** To be kept before it is sent; null where that has been seen to. */
  readonly toKeep: LiveEvent | null
}

/**
 * A model that is asked, and what is set aside for it.
 *
 * @category query
 * @since 0.1.0
 */
export interface OpenAttempt {
  readonly model: string
  readonly arm: number
  readonly ticket: number
  readonly charge: MicroUsd
  readonly epoch: number
  /** The decision as a document; null for a model that is not routed to. */
  readonly routing: RoutingDecision | null
}

/**
 * Why a query goes nowhere: a reason of the router, and when one of the models that it waits for may be asked again; null where waiting is of no use.
 *
 * @category query
 * @since 0.1.0
 */
export interface Turned {
  readonly reason: RoutingDecision['outcome']
  readonly retryAt: number | null
  /** To be kept. */
  readonly event: LiveEvent
}
