/**
 * Returns the paper's confidence radius, `sqrt(gamma v / n) + gamma / n`, where the empirical mean v stands for the variance (on [0, 1] the
 * variance is at most the mean).
 *
 * Unit: that of the mean, which must be scaled to [0, 1].
 * Requires: `mean >= 0`, `pulls > 0`, `gamma >= 0`.
 * Cost: O(1), no allocation.
 * Source: arXiv 2506.17254, below Eqs. 4-5; the radius of Kleinberg, Slivkins, Upfal, STOC 2008, and of Babaioff et al. 2015.
 *
 * @category radius
 * @since 0.1.0
 * @example
 * import { paperRadius } from '@stageroute/estimators'
 *
 * paperRadius(0.25, 4, 1) // => 0.5
 */
export const paperRadius = (mean: number, pulls: number, gamma: number): number =>
  Math.sqrt((gamma * mean) / pulls) + gamma / pulls

/**
 * Returns the gamma for which the paper's bounds hold for all arms and queries with probability 1 - delta, up to its unstated constant:
 * `log(N T / delta)`.
 *
 * Requires: `arms >= 1`, `queries >= 1`, `0 < delta < 1`.
 * Source: arXiv 2506.17254, gamma = Theta(log(N T / delta)) beside Eqs. 4-5.
 *
 * @category radius
 * @since 0.1.0
 */
export const validGamma = (arms: number, queries: number, delta: number): number =>
  Math.log((arms * queries) / delta)
