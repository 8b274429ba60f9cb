/**
 * What a pacer knows of a budget over a fixed number of queries.
 *
 * Unit: `total`, `spent` and `most` in USD; `queries` and `done` count queries.
 *
 * @category pacing
 * @since 0.1.0
 */
export interface HorizonState {
  /** The budget of all queries, B. */
  readonly total: number
  /** What has been spent so far. */
  readonly spent: number
  /** Queries in all, T. */
  readonly queries: number
  /** Queries so far, t. */
  readonly done: number
  /** The greatest budget per query that is of use: the cost of the mix that ignores it. */
  readonly most: number
}

/**
 * Returns the budget of the next query that spends what is left evenly over the queries that are left, `(B - spent) / (T - t)`, in [0, most]: it
 * banks what was not spent and pays back what was spent too much.
 *
 * Unit: USD per query.
 * Requires: finite figures, `done < queries`, `most >= 0`.
 * Cost: O(1), no allocation.
 * Source: re-solving, S. Jasin, S. Kumar, Math. Oper. Res. 37 (2012).
 *
 * @category pacing
 * @since 0.1.0
 * @example
 * import { resolvedBudget } from '@stageroute/ledger'
 *
 * resolvedBudget({ total: 10, spent: 4, queries: 8, done: 4, most: 9 }) // => 1.5
 * resolvedBudget({ total: 10, spent: 11, queries: 8, done: 4, most: 9 }) // => 0
 */
export const resolvedBudget = ({ total, spent, queries, done, most }: HorizonState): number =>
  clamp((total - spent) / (queries - done), most)

/**
 * What a pacer knows of a budget per query that has no end.
 *
 * Unit: `rate` and `most` in USD per query, `spent` in USD; `horizon` and `done` count queries.
 *
 * @category pacing
 * @since 0.1.0
 */
export interface OpenEndedState {
  /** The budget per query, b. */
  readonly rate: number
  readonly spent: number
  readonly done: number
  /** Over how many queries a surplus or a debt is spread. */
  readonly horizon: number
  readonly most: number
}

/**
 * Returns the budget of the next query that spreads the surplus, or the debt, of the past over the next `horizon` queries,
 * `b + (b t - spent) / horizon`, in [0, most]. A float is no part of it: it is there for single dear queries.
 *
 * Unit: USD per query.
 * Requires: finite figures, `horizon >= 1`, `most >= 0`.
 * Cost: O(1), no allocation.
 * Source: ours, as a re-solved budget whose horizon moves along.
 *
 * @category pacing
 * @since 0.1.0
 * @example
 * import { openEndedBudget } from '@stageroute/ledger'
 *
 * const state = { rate: 1, spent: 90, done: 100, horizon: 50, most: 9 }
 * openEndedBudget(state) // => 1.2
 * openEndedBudget({ ...state, spent: 110 }) // => 0.8
 */
export const openEndedBudget = ({ rate, spent, done, horizon, most }: OpenEndedState): number =>
  clamp(rate + (rate * done - spent) / horizon, most)

const clamp = (budget: number, most: number): number => Math.min(most, Math.max(0, budget))

/**
 * Returns the step of {@link nextBudgetPrice} for a horizon of so many queries: prices move on the scale of one reward per budget, and their
 * fluctuations fall with the root of the horizon.
 *
 * Unit: reward per USD squared; `budget` in USD per query.
 * Requires: `budget > 0`, `queries >= 1`.
 *
 * @category pacing
 * @since 0.1.0
 */
export const priceStep = (budget: number, queries: number): number =>
  1 / (budget * budget * Math.sqrt(queries))

/**
 * Returns the price of the budget after a query: dual descent on `lambda (b - cost)`, projected to [0, largest].
 *
 * Unit: prices in reward per USD; `cost` and `budget` in USD per query.
 * Requires: finite figures, `largest >= 0`.
 * Cost: O(1), no allocation.
 * Source: S. Balseiro, H. Lu, V. Mirrokni, Oper. Res. 71 (2023), with the Euclidean mirror map.
 *
 * @category pacing
 * @since 0.1.0
 * @example
 * import { nextBudgetPrice } from '@stageroute/ledger'
 *
 * nextBudgetPrice(2, { cost: 3, budget: 1, step: 0.5, largest: 10 }) // => 3
 * nextBudgetPrice(0, { cost: 0, budget: 1, step: 0.5, largest: 10 }) // => 0
 */
export const nextBudgetPrice = (
  price: number,
  query: {
    readonly cost: number
    readonly budget: number
    readonly step: number
    readonly largest: number
  }
): number => clamp(price + query.step * (query.cost - query.budget), query.largest)
