import type { QueryContext } from '../policy'

/** Reward by which arms may differ and still share a query. */
const TEMPERATURE = 0.01
/** Mass that an arm has without a query of the sample that is sent to it. */
const LEAST_MASS = 0.005

/** What arms are mixed by. Shape: `mass` by arm, shares of all queries. */
export interface Candidates {
  readonly scoreOf: (arm: number, context: QueryContext) => number
  readonly mass: Float64Array
}

/**
 * Writes a mix of arms by how much of all queries they carry, times `exp(-loss / 0.01)` where they are worse for a query than the best by a loss. Prices
 * alone leave open who of equally good arms answers, and to ask always the same one is what neither budget nor capacities were priced for.
 *
 * Shape: `share` by position in `open`.
 * Requires: an open arm.
 */
export const mixSoftlyInto = (
  share: Float64Array,
  open: ReadonlyArray<number>,
  { scoreOf, mass }: Candidates,
  context: QueryContext
): void => {
  let best = -Infinity
  for (let i = 0; i < open.length; i++) {
    const score = scoreOf(open[i] as number, context)
    share[i] = score
    if (score > best) best = score
  }
  let sum = 0
  for (let i = 0; i < open.length; i++) {
    const loss = best - (share[i] as number)
    const carried = LEAST_MASS + (mass[open[i] as number] as number)
    share[i] = carried * Math.exp(-loss / TEMPERATURE)
    sum += share[i] as number
  }
  for (let i = 0; i < open.length; i++) share[i]! /= sum
}
