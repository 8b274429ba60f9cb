/**
 * The truth about one arm of an environment: its long-run means, which policies never see, and a bound of the cost of any single query,
 * which they are told when it arrives.
 *
 * Unit: `meanReward` in [0, 1], `meanCost` and `largestCost` in USD per query.
 *
 * @category port
 * @since 0.1.0
 */
export interface ArmTruth {
  readonly id: string
  readonly released: string | null
  readonly meanReward: number
  readonly meanCost: number
  readonly largestCost: number
}

/**
 * What would happen at any query with any arm, and what queries are like, the same for every policy that asks. `read` writes the outcome into
 * `reward` and `cost`; `featuresInto` writes the environment's `features` entries.
 *
 * @category port
 * @since 0.1.0
 */
export interface OutcomeSource {
  reward: number
  cost: number
  readonly read: (query: number, arm: number) => void
  /** The query's category, an index of the categories' names. */
  readonly categoryOf: (query: number) => number
  readonly featuresInto: (query: number, out: Float64Array) => void
}

/**
 * True means by category of query.
 *
 * Shape: `weight` has an entry per category (they sum to one); `reward` and `cost` are category-major, category x arm.
 *
 * @category port
 * @since 0.1.0
 */
export interface CategoryTruth {
  readonly names: ReadonlyArray<string>
  readonly weight: Float64Array
  readonly reward: Float64Array
  readonly cost: Float64Array
}

/**
 * The truth from one query on.
 *
 * @category port
 * @since 0.1.0
 */
export interface Epoch {
  readonly start: number
  readonly arms: ReadonlyArray<ArmTruth>
  readonly categories: CategoryTruth
}

/**
 * A source of arms and outcomes that can be played again: `open` with the same seed gives the same outcomes. `arms` and `categories` are the
 * truth from the first query on, until it `changes`, which may be never; ids, release dates and largest costs do not change. `largestCost` is
 * the greatest of its arms. `features` counts what else than its category is known of a query.
 *
 * @category port
 * @since 0.1.0
 */
export interface Environment {
  readonly id: string
  readonly arms: ReadonlyArray<ArmTruth>
  readonly largestCost: number
  readonly categories: CategoryTruth
  /** Later epochs, by rising start, each above 0. */
  readonly changes: ReadonlyArray<Epoch>
  readonly features: number
  readonly open: (seed: number, queries: number) => OutcomeSource
}

/**
 * Returns every epoch of an environment, the first included.
 *
 * @category port
 * @since 0.1.0
 */
export const epochsOf = ({ arms, categories, changes }: Environment): ReadonlyArray<Epoch> => [
  { start: 0, arms, categories },
  ...changes
]
