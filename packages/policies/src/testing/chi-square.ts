/** Standard normal quantile of the level at which frequencies are called wrong: one in a million. */
const QUANTILE = 4.75

/** Categories are pooled below this expected count, where the chi-square distribution is no approximation. */
const LEAST_EXPECTED = 5

/**
 * Returns a value that a chi-square variable exceeds less than once in a million times; for few degrees of freedom the approximation errs
 * on this side.
 *
 * Source: E. B. Wilson, M. M. Hilferty, PNAS 17 (1931), the cube-root approximation.
 */
export const chiSquareLimit = (freedom: number): number => {
  const part = 2 / (9 * freedom)
  return freedom * (1 - part + QUANTILE * Math.sqrt(part)) ** 3
}

/** Pearson's statistic of counts against expected counts, with its degrees of freedom. */
export interface ChiSquare {
  readonly statistic: number
  readonly freedom: number
}

/** Compares counts with what was expected; small categories count as one, its variance taken no smaller than the limit. */
export const chiSquareOf = (
  counts: ReadonlyArray<number>,
  expected: ReadonlyArray<number>
): ChiSquare => {
  let categories = 0
  let statistic = 0
  let pooledCount = 0
  let pooledExpected = 0
  const add = (count: number, mean: number): void => {
    categories++
    statistic += (count - mean) ** 2 / Math.max(mean, LEAST_EXPECTED)
  }
  counts.forEach((count, i) => {
    const mean = expected[i] ?? 0
    if (mean >= LEAST_EXPECTED) return add(count, mean)
    pooledCount += count
    pooledExpected += mean
  })
  if (pooledExpected > 0 || pooledCount > 0) add(pooledCount, pooledExpected)
  return { statistic, freedom: categories - 1 }
}
