import {
  makeLinearTable,
  observeLinear,
  predictLinearInto,
  restoreLinear,
  snapshotLinear
} from '@stageroute/estimators'
import { dimensionOf, longestRow } from '../contextual/feature-rows'
import { keepTried } from '../keep-tried'
import type { Kept } from '../kept'
import type { ContextShape } from '../policy'

/** What a query costs at least, in parts of what it does on average. */
const LEAST = 0.1

/** How much more or less than on average a query costs, whichever arm answers it, given its row of features. */
export interface CostFactor {
  readonly of: (row: Float64Array) => number
  /** Learns from a query that cost so much where `expected` was the mean of the arm that answered. */
  readonly learn: (row: Float64Array, cost: number, expected: number, query: number) => void
  readonly part: Kept
}

/** One for every query, until some have been more or less. */
export const makeCostFactor = (contexts: ContextShape): CostFactor => {
  const shape = {
    size: 1,
    dimension: dimensionOf(contexts),
    regularisation: 1,
    factor: 1,
    maxNorm: longestRow
  }
  const table = makeLinearTable(shape)
  const found = new Float64Array(2)
  return {
    of: (row) => {
      predictLinearInto(table, 0, row, found)
      return Math.max(LEAST, 1 + (found[0] as number))
    },
    learn: (row, cost, expected, query) => {
      if (expected > 0) observeLinear(table, 0, row, cost / expected - 1, 1, query)
    },
    part: keepTried({
      name: 'cost-factor',
      thing: table,
      makeOther: () => makeLinearTable(shape),
      snapshot: snapshotLinear,
      restore: restoreLinear
    })
  }
}
