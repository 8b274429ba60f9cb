import type { ExperimentCase, RegretSlope } from '@stageroute/contracts'
import { estimateMean } from './estimate'

/** Least-squares slope of y on x. */
const slopeOf = (x: ReadonlyArray<number>, y: ReadonlyArray<number>): number => {
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length
  const products = x.reduce((sum, value, i) => sum + (value - meanX) * ((y[i] ?? NaN) - meanY), 0)
  const squares = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0)
  return products / squares
}

/**
 * Returns, per policy, the slope of log regret on log queries: fitted for every seed over the cases, then averaged over the seeds. A policy whose regret is not
 * above zero everywhere, such as one that overspends, has none.
 *
 * Requires: cases that differ in their number of queries alone, at least two numbers, every policy in all of them.
 *
 * @category summary
 * @since 0.1.0
 */
export const fitSlopes = (cases: ReadonlyArray<ExperimentCase>): ReadonlyArray<RegretSlope> => {
  const logQueries = cases.map(({ settings }) => Math.log(settings.queries))
  return (cases[0]?.results ?? []).flatMap(({ policy, seeds }, p) => {
    const regretOf = (seed: number): ReadonlyArray<number> =>
      cases.map(({ results }) => results[p]?.pseudoRegret.perSeed[seed] ?? NaN)
    const perSeed = Array.from({ length: seeds }, (_, seed) =>
      slopeOf(logQueries, regretOf(seed).map(Math.log))
    )
    return perSeed.every(Number.isFinite) ? [{ policy, ...estimateMean(perSeed) }] : []
  })
}
