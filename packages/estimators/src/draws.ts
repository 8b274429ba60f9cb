import { nextUniform, type Stream } from '@stageroute/numeric'

/**
 * Returns a draw from the standard normal distribution.
 *
 * Cost: 2.5 uniform numbers on average, no allocation.
 * Source: G. Marsaglia, T. A. Bray, SIAM Review 6 (1964), the polar method: exact.
 *
 * @category draw
 * @since 0.1.0
 */
export const drawNormal = (stream: Stream): number => {
  for (;;) {
    const x = 2 * nextUniform(stream) - 1
    const y = 2 * nextUniform(stream) - 1
    const square = x * x + y * y
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
  }
}

/**
 * Returns a draw from the gamma distribution of this shape and scale 1.
 *
 * Requires: `shape >= 1`.
 * Cost: about three uniform numbers and a normal one, at most 5 % of the tries fail; no allocation.
 * Source: G. Marsaglia, W. W. Tsang, ACM TOMS 26 (2000): exact, by rejection.
 *
 * @category draw
 * @since 0.1.0
 */
export const drawGamma = (stream: Stream, shape: number): number => {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = drawNormal(stream)
    const root = 1 + c * x
    const v = root * root * root
    // 1 - u is in (0, 1], so its logarithm is a number.
    const u = 1 - nextUniform(stream)
    if (v > 0 && Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/**
 * Returns a draw from the beta distribution, as the share of one gamma draw in two.
 *
 * Requires: both parameters are at least 1.
 *
 * @category draw
 * @since 0.1.0
 * @example
 * import { makeStream } from '@stageroute/numeric'
 * import { drawBeta } from '@stageroute/estimators'
 *
 * const draw = drawBeta(makeStream(7, 'posterior'), 30, 10)
 * draw > 0 && draw < 1 // => true
 */
export const drawBeta = (stream: Stream, a: number, b: number): number => {
  const x = drawGamma(stream, a)
  return x / (x + drawGamma(stream, b))
}
