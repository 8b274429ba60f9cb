/**
 * Returns kl(p, q), the divergence of a coin with mean q from one with mean p, in nats; Infinity where q excludes what p allows.
 *
 * Requires: p and q in [0, 1].
 */
export const binaryDivergence = (p: number, q: number): number => {
  const hit = p > 0 ? p * Math.log(p / q) : 0
  const miss = p < 1 ? (1 - p) * Math.log((1 - p) / (1 - q)) : 0
  const sum = hit + miss
  return sum > 0 ? sum : 0
}
