import type { MicroUsd } from './micro-usd'

/**
 * What an account may spend.
 *
 * - `perQuery`: a float at once, and `rate` more with every query of the account; the rate need not be whole.
 * - `perPeriod`: a total within a period; before and after it, nothing. Renewing the account starts the next one.
 * - `total`: a total, once.
 *
 * Unit: `float` and `total` in micro-USD, `rate` in micro-USD per query; `starts` (included) and `ends` (excluded) in the caller's time, such
 *   as milliseconds.
 *
 * @category account
 * @since 0.1.0
 */
export type Allowance =
  | { readonly _tag: 'perQuery'; readonly rate: number; readonly float: MicroUsd }
  | {
      readonly _tag: 'perPeriod'
      readonly total: MicroUsd
      readonly starts: number
      readonly ends: number
    }
  | { readonly _tag: 'total'; readonly total: MicroUsd }

/**
 * Returns how much an account may have spent in all after so many queries, at a time.
 *
 * @category account
 * @since 0.1.0
 * @example
 * import { allowanceAt } from '@stageroute/ledger'
 *
 * allowanceAt({ _tag: 'perQuery', rate: 2.5, float: 100 }, 3, 0) // => 107
 * allowanceAt({ _tag: 'perPeriod', total: 500, starts: 10, ends: 20 }, 3, 20) // => 0
 */
export const allowanceAt = (allowance: Allowance, queries: number, now: number): MicroUsd => {
  switch (allowance._tag) {
    case 'perQuery':
      return allowance.float + Math.floor(allowance.rate * queries)
    case 'perPeriod':
      return now >= allowance.starts && now < allowance.ends ? allowance.total : 0
    case 'total':
      return allowance.total
  }
}
