import type { HealthSettings } from '@stageroute/router'

/**
 * What an engine is made with. The first six also decide what its memory is: another engine can take it over only with the same ones.
 *
 * Unit: `budget` in USD per query, `openingFloat` in USD, `homeWorth` in reward, `drainMs` in milliseconds.
 * Requires: counts of at least 1, `budget` and `openingFloat` finite and at least 0, `exploration` in [0, 1).
 *
 * @category engine
 * @since 0.1.0
 */
export interface EngineSettings {
  /** Most models that are ever known. */
  readonly maxArms: number
  /** Most categories of queries that are told apart; what comes later is one more, together. */
  readonly maxCategories: number
  /** Answers of which a judgement is awaited. */
  readonly keepDecisions: number
  /** Plans that are remembered. */
  readonly keepPlans: number
  readonly budget: number
  readonly openingFloat: number
  /** Most models that are deployed at once, M_max. */
  readonly maxDeployed: number
  readonly exploration: number
  readonly shortage: 'relax' | 'refuse'
  readonly health: HealthSettings
  /** What it is worth for a conversation to stay with its model. */
  readonly homeWorth: number
  /** How long before its end a model takes no new queries. */
  readonly drainMs: number
  readonly seed: number
}
