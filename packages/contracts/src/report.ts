/**
 * Mean and sample standard deviation over seeds.
 *
 * @category report
 * @since 0.1.0
 */
export interface Spread {
  readonly mean: number
  readonly sd: number
}

/**
 * What one policy did over all seeds of a simulation. Rewards are per query; regrets are sums over the run; `spendToBudget` is spend over
 * `budget x queries`; overspend is what was spent above `openingFloatUsd + budget x queries so far`, with the float of the policy's ledger, 0
 * without one; shares of queries, stages and seeds are in [0, 1], and so is `unserved.mean`, which is `unservedShare.mean`; an adoption or
 * recovery that did not happen for that quantile is null, and so is `recoveryQueries` where the truth does not change.
 *
 * @category report
 * @since 0.1.0
 */
export interface PolicyResult {
  readonly policy: string
  readonly seeds: number
  readonly reward: Spread
  readonly oracleReward: { readonly mean: number }
  readonly ratioToOracle: Spread & { readonly min: number }
  readonly pseudoRegret: Spread & { readonly perSeed: ReadonlyArray<number> }
  readonly realisedRegret: Spread & { readonly perSeed: ReadonlyArray<number> }
  readonly spendToBudget: { readonly mean: number; readonly max: number }
  readonly maxOverspendUsd: { readonly mean: number; readonly max: number }
  readonly openingFloatUsd: number
  readonly overspentQueriesShare: { readonly mean: number; readonly max: number }
  readonly oracleInfeasibleShare: number
  readonly switches: { readonly mean: number }
  readonly adoptionQueries: { readonly median: number | null; readonly p90: number | null }
  readonly recoveryQueries: {
    readonly median: number | null
    readonly p90: number | null
  } | null
  readonly lockOutShare: number
  readonly unserved: { readonly mean: number }
  readonly unservedShare: { readonly mean: number; readonly max: number }
  readonly queriesPerSecond: number
}

/**
 * Everything a simulation was run with, defaults included, so that the same report can be made again.
 *
 * Unit: `budget`, `openingFloat`, `costScale`, `costMin`, `costMax` in USD (per query; the float in all).
 *
 * @category report
 * @since 0.1.0
 */
export interface SimulationSettings {
  readonly queries: number
  readonly stages: number
  readonly maxDeployed: number
  readonly capacity: number
  readonly budget: number
  readonly openingFloat: number
  readonly seeds: number
  readonly seed: number
  readonly arrivals: string
  readonly index: string
  readonly gamma: number
  readonly delta: number
  readonly costScale: number
  readonly costMin: number
  readonly costMax: number
  readonly context: string
  /** How long rewards take to come. */
  readonly delay: string
  /** Share of the rewards that come at all. */
  readonly rewardsSeen: number
  /** Rate at which a reward r is told as 1 - r. */
  readonly flipRate: number
  /** How the truth about models changes over time. */
  readonly drift: string
  /** Queries after which a model ends; null where none does. */
  readonly retireAfter: number | null
}

/**
 * What could have been earned per query, with true means: by the stage oracle, by the oracle that also routes by category (null when its
 * programme was not solved), and with one budget for the whole horizon.
 *
 * @category report
 * @since 0.1.0
 */
export interface OracleRewards {
  readonly stage: number
  readonly category: number | null
  readonly hindsight: number
}

/**
 * The document that `stageroute simulate --json` prints.
 *
 * @category report
 * @since 0.1.0
 */
export interface SimulationReport {
  readonly dataset: string
  readonly settings: SimulationSettings
  readonly oracles: OracleRewards
  readonly results: ReadonlyArray<PolicyResult>
}
