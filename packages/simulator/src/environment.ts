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
 * What would happen at any query with any arm, the same for every policy that asks. `read` writes the outcome into `reward` and `cost`.
 *
 * @category port
 * @since 0.1.0
 */
export interface OutcomeSource {
  reward: number
  cost: number
  readonly read: (query: number, arm: number) => void
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
 * A source of arms and outcomes that can be played again: `open` with the same seed gives the same outcomes. `largestCost` is the
 * greatest of its arms.
 *
 * @category port
 * @since 0.1.0
 */
export interface Environment {
  readonly id: string
  readonly arms: ReadonlyArray<ArmTruth>
  readonly largestCost: number
  readonly categories: CategoryTruth
  readonly open: (seed: number, queries: number) => OutcomeSource
}
