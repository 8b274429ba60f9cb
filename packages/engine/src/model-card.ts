/**
 * What an operator says of a model: what it can do, how much of it may be used, what it costs, how it is to be treated.
 *
 * Unit: `largestCost` in USD, the most a usual query costs, and `usualCost`, what it costs where the answer is of a usual length too; shares in [0, 1]; `switchCost` in reward; times in milliseconds since 1970.
 *
 * @category model
 * @since 0.1.0
 */
export interface ModelCard {
  readonly id: string
  readonly provider: string | null
  readonly capabilities: ReadonlyArray<string>
  readonly regions: ReadonlyArray<string>
  /** Most tokens of prompt and answer together; null where there is no limit. */
  readonly contextTokens: number | null
  readonly largestCost: number
  readonly usualCost: number
  readonly capacity: number
  readonly minShare: number
  readonly requestsPerMinute: number | null
  readonly tokensPerMinute: number | null
  /** Most queries under way at a time; null where there is no limit. */
  readonly concurrency: number | null
  readonly isPinned: boolean
  readonly isForbidden: boolean
  readonly isDeprecated: boolean
  readonly shutdownAt: number | null
  readonly switchCost: number
}
