import { invalidSnapshot, isCount } from '@stageroute/estimators'
import { keepNumbers, type Kept } from './kept'
import type { PolicySettings } from './policy'

/**
 * What was spent so far, and by the last query.
 *
 * Unit: USD.
 */
export interface Spending {
  /** Queries so far, the one under way included. */
  done: number
  spent: number
  /** What the last query cost; 0 where it went unserved. */
  lastCost: number
}

/** Nothing was spent, no query has begun. */
export const makeSpending = (): Spending => ({ done: 0, spent: 0, lastCost: 0 })

/** Counts the query under way, which has cost nothing yet, and returns what the one before it cost. */
export const beginQuery = (spending: Spending): number => {
  const cost = spending.lastCost
  spending.done++
  spending.lastCost = 0
  return cost
}

/** Books what the query under way cost. */
export const spend = (spending: Spending, cost: number): void => {
  spending.spent += cost
  spending.lastCost = cost
}

/** Whether more than the whole budget was spent; never of a stream whose length nobody knows. */
export const isUsedUp = ({ spent }: Spending, { budget, queries }: PolicySettings): boolean =>
  queries !== null && spent > budget * queries

/**
 * Returns the horizon that a rule which asks for one is planned for: the length of the stream, or where nobody knows it the least power of two that
 * the queries have not passed (the doubling trick).
 */
export const horizonOf = ({ done }: Spending, { queries }: PolicySettings): number => {
  if (queries !== null) return queries
  let horizon = 1
  while (horizon < done) horizon *= 2
  return horizon
}

/** What was spent, as a part. */
export const keepSpending = (spending: Spending): Kept =>
  keepNumbers({
    layout: {
      kind: 'spending',
      version: 1,
      figures: ['done', 'spent', 'lastCost'],
      columns: [],
      lengthOf: () => 0
    },
    read: () => ({ figures: { ...spending }, columns: {} }),
    findProblem: ({ figures: { done = -1, spent = -1, lastCost = -1 } }) =>
      isCount(done) && spent >= 0 && lastCost >= 0 && lastCost <= spent
        ? undefined
        : invalidSnapshot('figures', 'is no count of queries and what they cost'),
    write: ({ figures }) => {
      spending.done = figures['done'] ?? 0
      spending.spent = figures['spent'] ?? 0
      spending.lastCost = figures['lastCost'] ?? 0
    }
  })
