/**
 * Probability that a Student variable with `freedom` degrees of freedom is within `sqrt(freedom) tan(angle)` of 0, by the finite series for whole degrees.
 * Every term is positive, so nothing cancels.
 *
 * Source: Abramowitz and Stegun 1964, 26.7.3 and 26.7.4.
 */
const coverageAt = (angle: number, freedom: number): number => {
  const isOdd = freedom % 2 === 1
  const cosine = Math.cos(angle)
  let term = isOdd ? cosine : 1
  let series = freedom === 1 ? 0 : term
  for (let i = isOdd ? 2 : 1; i <= freedom - 3; i += 2) {
    term *= (cosine * cosine * i) / (i + 1)
    series += term
  }
  const sine = Math.sin(angle)
  return isOdd ? (2 / Math.PI) * (angle + sine * series) : sine * series
}

/** Halvings after which the bracket of an angle is down to neighbouring doubles. */
const HALVINGS = 60

/**
 * Returns the t such that a Student variable lies in [-t, t] with the given probability.
 *
 * Requires: `coverage` in (0, 1), a whole `freedom` of at least 1.
 * Cost: sixty sums of `freedom / 2` terms.
 *
 * @category interval
 * @since 0.1.0
 * @example
 * import { studentQuantile } from '@stageroute/experiments'
 *
 * studentQuantile(0.95, 19).toFixed(3) // => '2.093'
 */
export const studentQuantile = (coverage: number, freedom: number): number => {
  let low = 0
  let high = Math.PI / 2
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2
    if (coverageAt(middle, freedom) < coverage) low = middle
    else high = middle
  }
  return Math.sqrt(freedom) * Math.tan((low + high) / 2)
}
