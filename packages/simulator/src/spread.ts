import type { Spread } from '@stageroute/contracts'

export const mean = (values: ReadonlyArray<number>): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * Returns mean and sample standard deviation of a measure over seeds; the latter is 0 for a single seed, which has no spread to tell.
 *
 * Requires: at least one value.
 *
 * @category experiment
 * @since 0.1.0
 */
export const spreadOf = (values: ReadonlyArray<number>): Spread => {
  const centre = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return { mean: centre, sd: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 }
}
