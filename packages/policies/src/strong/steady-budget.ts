import type { PolicySettings } from '../policy'
import { leftOf } from './remaining-bounds'

/** Queries of the dearest arm in use that are to be covered at any time: one that is under way and the one after it. */
const COVERED = 2
/** Part of what is still to come that may be held back at most, so that nothing is left at the end. */
const HELD_BACK = 1 / 4
/** Queries within which a shortfall is made up. */
const MADE_UP = 100

/**
 * What a purse holds.
 *
 * Unit: `left` and `dearest` in USD.
 *
 * @category pacing
 * @since 0.1.0
 */
export interface Reserve {
  /** What may be spent right now. */
  readonly left: number
  /** Queries so far, the one under way included. */
  readonly done: number
  /** The most that a query can cost with the dearest arm in use. */
  readonly dearest: number
}

/**
 * Returns the budget of the next query, USD. What is held beyond the reserve is spread evenly over the queries to come; what is missing from it is
 * made up soon. The reserve is the part of the opening float that is due by now, and never less than two of the dearest queries: below that
 * arms would rest for want of cover.
 *
 * Where nobody knows how many queries there will be, as many are expected as there have been.
 *
 * @category pacing
 * @since 0.1.0
 */
export const steadyBudget = (
  { budget, openingFloat, queries }: Pick<PolicySettings, 'budget' | 'openingFloat' | 'queries'>,
  { left, done, dearest }: Reserve
): number => {
  const remaining = leftOf({ queries }, done)
  const due = queries === null ? openingFloat : (openingFloat * remaining) / queries
  const most = queries === null ? Infinity : HELD_BACK * budget * remaining
  const spare = left - Math.min(most, Math.max(due, COVERED * dearest))
  return Math.max(0, budget + spare / (spare < 0 ? MADE_UP : remaining))
}
