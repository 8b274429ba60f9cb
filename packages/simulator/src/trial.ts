import type { ArrivalSchedule } from './arrivals'
import type { Environment } from './environment'
import type { Feedback } from './feedback'

/**
 * What policies see of a query: nothing, its category (as an index, and as features that are one for it and zero for the others), the category of an unrelated query, or its
 * features without the category.
 *
 * @category context
 * @since 0.1.0
 */
export type ContextKind = 'none' | 'category' | 'unrelated' | 'text'

/**
 * One stream of queries under one set of constraints; everything a policy meets but its own randomness.
 *
 * Unit: `budget` in USD per query, `openingFloat` in USD in all; `capacity` the largest share of the queries any one arm may take.
 *
 * @category experiment
 * @since 0.1.0
 */
export interface Trial {
  readonly environment: Environment
  readonly arrivals: ArrivalSchedule
  readonly queries: number
  readonly stages: number
  readonly maxDeployed: number
  readonly capacity: number
  readonly budget: number
  /** What the ledger of a prepaid policy holds before the first query; other policies have none. */
  readonly openingFloat: number
  /** How rewards reach a policy. */
  readonly feedback: Feedback
  /** What policies see of a query. */
  readonly context: ContextKind
}
