import { openEndedBudget, resolvedBudget } from '@stageroute/ledger'
import type { PolicySettings } from './policy'

/**
 * What a policy has spent of its budget.
 *
 * Unit: `spent` in USD.
 */
export interface Spent {
  readonly spent: number
  /** Queries so far. */
  readonly done: number
}

/**
 * Returns the budget of the next query, USD. A debt is paid back at once, over the queries that half of the float pays for, so that the ledger is not
 * emptied by costs that turn out above their bounds; a surplus is spread over what is left of the stream, or, where its length is unknown, over as
 * many queries as it took to build up.
 */
export const pacedBudget = (
  { budget, openingFloat, queries, index }: PolicySettings,
  { spent, done }: Spent
): number => {
  const most = index.costMax
  const isInDebt = spent > budget * done
  if (!isInDebt && queries !== null && done < queries)
    return resolvedBudget({ total: budget * queries, spent, queries, done, most })
  const repaid = budget > 0 ? openingFloat / budget / 2 : 1
  const horizon = Math.max(1, isInDebt ? repaid : done)
  return openEndedBudget({ rate: budget, spent, done, horizon, most })
}
