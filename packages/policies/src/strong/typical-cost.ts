import { costMeanOf, pullsOf, type ArmTable } from '@stageroute/estimators'

/** Part of the most it can cost that a query is taken to cost before any was seen; it weighs as one arm. */
const BEFOREHAND = 0.1

/**
 * Returns what a query is expected to cost with an arm that was never tried, USD: as large a part of the most it can cost as with the arms that were.
 * Prices per token are public, and with the most tokens of a query they make that most.
 *
 * Shape: `most` is indexed by arm, USD.
 */
export const typicalCost = (table: ArmTable, most: Float64Array, largestCost: number): number => {
  let parts = BEFOREHAND
  let arms = 1
  for (let arm = 0; arm < table.size; arm++) {
    const largest = most[arm] as number
    if (!(largest > 0 && pullsOf(table.cost, arm) > 0)) continue
    parts += costMeanOf(table, arm) / largest
    arms++
  }
  return (parts / arms) * largestCost
}
