import { tolerance } from '@stageroute/numeric'

/** Past this many nats, e^-nats is lost beside 1. */
const manyNats = 36
const maxSteps = 60

/**
 * Returns the Bernoulli divergence kl(p, q) = p log(p / q) + (1 - p) log((1 - p) / (1 - q)), in nats; infinite where q rules out what p
 * allows.
 *
 * Requires: p and q in [0, 1].
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 * @example
 * import { bernoulliDivergence } from '@stageroute/estimators'
 *
 * bernoulliDivergence(0.5, 0.5) // => 0
 * bernoulliDivergence(0.5, 0) // => Infinity
 * Number(bernoulliDivergence(0, 0.5).toFixed(12)) // => 0.69314718056
 */
export const bernoulliDivergence = (p: number, q: number): number => {
  const r = 1 - p
  const d = q - p
  // By log1p, so that little is lost where q is near p; 0 log 0 is 0.
  const first = p > 0 ? -p * Math.log1p(d / p) : 0
  const second = r > 0 ? -r * Math.log1p(-d / r) : 0
  const divergence = first + second
  return divergence > 0 ? divergence : 0
}

/**
 * Where a search takes p, r and x and leaves its answer. A call too large to be inlined would put every number it is given and returns on
 * the heap; nothing is kept here between calls.
 */
const slots = new Float64Array(3)

/** Finds a distance, through the slots. */
const distanceTo = (p: number, r: number, x: number): number => {
  slots[0] = p
  slots[1] = r
  slots[2] = x
  searchDistance()
  return slots[0]
}

/**
 * Leaves the d in [0, r] with kl(p, p + d) = x, where r = 1 - p is given apart so that neither side loses digits.
 *
 * With q = p + d the excess g(d) = kl(p, q) - x is convex and rising, g' = d / (q (1 - q)); Halley's step needs no other logarithm than g
 * itself and triples the correct digits. A step that leaves the bracket is replaced by bisection.
 */
const searchDistance = (): void => {
  const p = slots[0]
  const r = slots[1]
  const x = slots[2]
  if (!(x > 0) || r <= 0) {
    slots[0] = 0
    return
  }
  // The root is at least r (1 - e^(-x / r)).
  if (x > manyNats * r) {
    slots[0] = r
    return
  }
  if (p <= 0) {
    slots[0] = -Math.expm1(-x)
    return
  }
  let low = 0
  let high = r
  let d = startOf(p, r, x)
  // Few nats: a start past the end is put inside. Many: no double lies between the root and the end.
  if (!(d < r)) {
    if (x > r) {
      slots[0] = r
      return
    }
    d = r / 2
  }
  for (let step = 0; step < maxSteps; step++) {
    const excess = -p * Math.log1p(d / p) - r * Math.log1p(-d / r) - x
    if (excess > 0) high = d
    else low = d
    const spread = (p + d) * (r - d)
    const bend = spread - d * (r - p - 2 * d)
    const move = (2 * excess * d * spread) / (2 * d * d - excess * bend)
    const next = d - move
    const size = Math.abs(move)
    const isLast = size <= tolerance.root * Math.min(d, r - d) || size <= tolerance.rounding * d
    if (isLast) {
      slots[0] = next < r ? next : r
      return
    }
    d = next > low && next < high ? next : low + (high - low) / 2
  }
  slots[0] = d
}

/**
 * Where the search begins. Few nats: the first terms of the root's expansion in s = sqrt(2 p r x). Many: the root of
 * (1 - p) log((1 - p) / (1 - q)) = x - p log p, which lies above, because the first term of kl(p, q) is least at q = 1.
 */
const startOf = (p: number, r: number, x: number): number => {
  if (x > r) return -r * Math.expm1((p * Math.log(p) - x) / r)
  const tilt = r - p
  const s = Math.sqrt(2 * p * r * x)
  const third = x < p * r ? x * ((tilt * tilt) / (18 * p * r) - 0.5) : 0
  return s + s * third + (2 * x * tilt) / 3
}

/**
 * Returns how far KL-UCB's upper bound lies above a mean: the greatest d with `n kl(mean, mean + d) <= level`.
 *
 * A mean of n independent values in [0, 1], Bernoulli or not, lies so far below its expectation with probability at most exp(-level).
 *
 * Requires: `0 <= mean <= 1`, `pulls > 0`, `level >= 0`.
 * Cost: O(1), one to three steps of two logarithms; no allocation. Right to about a part in 10^12.
 * Source: A. Garivier, O. Cappe, COLT 2011; O. Cappe et al., Annals of Statistics 41 (2013), Lemma 1 for values in [0, 1].
 *
 * @category radius
 * @since 0.1.0
 * @example
 * import { bernoulliDivergence, klAbove } from '@stageroute/estimators'
 *
 * const upper = 0.5 + klAbove(0.5, 100, 4)
 * Number((100 * bernoulliDivergence(0.5, upper)).toFixed(12)) // => 4
 * klAbove(1, 100, 4) // => 0
 */
export const klAbove = (mean: number, pulls: number, level: number): number =>
  distanceTo(mean, 1 - mean, level / pulls)

/**
 * Returns how far KL-UCB's lower bound lies below a mean: the greatest d with `n kl(mean, mean - d) <= level`. The mirror image of
 * {@link klAbove}, with the same requirements and cost.
 *
 * @category radius
 * @since 0.1.0
 * @example
 * import { klAbove, klBelow } from '@stageroute/estimators'
 *
 * klBelow(0.75, 100, 4) === klAbove(0.25, 100, 4) // => true
 */
export const klBelow = (mean: number, pulls: number, level: number): number =>
  distanceTo(1 - mean, mean, level / pulls)
