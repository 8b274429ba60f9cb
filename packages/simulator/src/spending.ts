import { tolerance } from '@stageroute/numeric'

/** Spend against the allowance `openingFloat + budget x queries so far`, fed query by query. */
export interface Spending {
  readonly record: (query: number, cost: number) => void
  readonly total: () => number
  readonly finish: () => { readonly maxOverspend: number; readonly overspentQueries: number }
}

/**
 * Starts with nothing spent. The sum is compensated (Neumaier) and rounding is not overspend: a policy that spends exactly its budget on
 * every query never exceeds it.
 */
export const makeSpending = (budget: number, openingFloat: number): Spending => {
  let sum = 0
  let lost = 0
  let maxOverspend = 0
  let overspentQueries = 0
  return {
    record: (query, cost) => {
      const next = sum + cost
      lost += sum >= cost ? sum - next + cost : cost - next + sum
      sum = next
      const allowance = openingFloat + budget * (query + 1)
      const overspend = sum + lost - allowance
      if (overspend > tolerance.relativeBudget * allowance) {
        overspentQueries++
        maxOverspend = Math.max(maxOverspend, overspend)
      }
    },
    total: () => sum + lost,
    finish: () => ({ maxOverspend, overspentQueries })
  }
}
