import type { PooledMoments } from './contextual'

/**
 * The variance of one observation, W. Cochran's pooled within-cell estimate, with one observation more of the largest variance that values in
 * [0, range] with the arm's mean can have: with few observations an unknown variance is not taken to be small.
 */
const noiseOf = (pooled: PooledMoments, arm: number): number => {
  const { whole } = pooled
  const weight = whole.weight[arm]
  const unit = whole.weightSquares[arm] / weight
  const freedom = weight - pooled.cellUnits[arm]
  const within = pooled.within[arm]
  const worst = worstVariance(pooled, arm)
  return (within + unit * worst) / ((freedom > 0 ? freedom : 0) + unit)
}

/** Bhatia and Davis (2000): a variable in [0, R] with mean m has a variance of at most m (R - m). The mean has half a range as a first value. */
const worstVariance = (pooled: PooledMoments, arm: number): number => {
  const { whole, range } = pooled
  const weight = whole.weight[arm]
  const unit = whole.weightSquares[arm] / weight
  const mean = (whole.mean[arm] * weight + (unit * range) / 2) / (weight + unit)
  return mean * (range - mean)
}

/** How many values' worth of between-context variance there is: W - sum W_k^2 / W; N (1 - 1/K) for K equal cells. */
const betweenWeight = (pooled: PooledMoments, arm: number): number => {
  const weight = pooled.whole.weight[arm]
  const spread = weight - pooled.cellSquares[arm] / weight
  return spread > 0 ? spread : 0
}

/**
 * Returns the variance of an arm's true means between contexts, estimated by moments and truncated at 0: with N observations of which n_k
 * are in context k, K contexts seen, the variance s^2 of one observation and S_b the squared distances of the cells' means from the arm's,
 * weighted by n_k: `max(0, (S_b - (K - 1) s^2) / (N - sum n_k^2 / N))`. Weights other than 1 enter by their sums and sums of squares.
 *
 * It is 0 where fewer than two contexts have been seen.
 *
 * Unit: the square of that of the values.
 * Cost: O(1), whatever the number of contexts; no allocation.
 * Source: R. DerSimonian, N. Laird, Controlled Clinical Trials 7 (1986), with a common variance, the estimate by analysis of variance of
 *   W. G. Cochran, Biometrics 10 (1954).
 *
 * @category contextual
 * @since 0.1.0
 */
export const betweenContextVariance = (pooled: PooledMoments, arm: number): number => {
  if (pooled.seen[arm] < 2) return 0
  const weight = pooled.whole.weight[arm]
  const spread = betweenWeight(pooled, arm)
  if (spread === 0) return 0
  const between = pooled.whole.squares[arm] - pooled.within[arm]
  const freedom = pooled.cellUnits[arm] - pooled.whole.weightSquares[arm] / weight
  const variance = (between - freedom * noiseOf(pooled, arm)) / spread
  const worst = worstVariance(pooled, arm)
  return variance > 0 ? (variance < worst ? variance : worst) : 0
}

/**
 * Returns how far the estimate of a cell goes from its arm's mean (0) to the cell's own mean (1): the coefficient of the best linear
 * prediction of the cell's true mean from the two, `t^2 g / (t^2 g + s^2 (1/n_k - 1/N))`, g = 1 - 2 n_k/N + sum n_j^2 / N^2, s^2 the variance
 * of one observation and t^2 the {@link betweenContextVariance}. It is learned: 0 where contexts make no difference, near 1 where they do or
 * where the cell has been seen often.
 *
 * Cost: O(1), no allocation.
 * Source: C. N. Morris, JASA 78 (1983); the covariance with an arm's mean that contains the cell is accounted for.
 *
 * @category contextual
 * @since 0.1.0
 */
export const cellShare = (pooled: PooledMoments, context: number, arm: number): number => {
  const cell = context * pooled.maxArms + arm
  if (!(pooled.cells.weight[cell] > 0)) return 0
  const signal = betweenContextVariance(pooled, arm) * spreadFactor(pooled, cell, arm)
  if (signal === 0) return 0
  return signal / (signal + noiseOf(pooled, arm) * ownNoise(pooled, cell, arm))
}

/** g: the variance of (cell's true mean - arm's mixed true mean), in units of t^2. */
const spreadFactor = (pooled: PooledMoments, cell: number, arm: number): number => {
  const weight = pooled.whole.weight[arm]
  const share = pooled.cells.weight[cell] / weight
  const factor = 1 - 2 * share + pooled.cellSquares[arm] / weight / weight
  return factor > 0 ? factor : 0
}

/** 1/n_k - 1/N: the noise of (cell's mean - arm's mean), in units of s^2; with weights, the parts of Kish's numbers. */
const ownNoise = (pooled: PooledMoments, cell: number, arm: number): number => {
  const { cells, whole } = pooled
  const own = cells.weight[cell]
  const weight = whole.weight[arm]
  const cellNoise = cells.weightSquares[cell] / own / own
  const noise = cellNoise * (1 - (2 * own) / weight) + wholeNoise(pooled, arm)
  return noise > 0 ? noise : 0
}

const wholeNoise = (pooled: PooledMoments, arm: number): number =>
  pooled.whole.weightSquares[arm] / pooled.whole.weight[arm] / pooled.whole.weight[arm]

/**
 * Returns the estimated mean of an arm in a context, pooled with the arm's other contexts by {@link cellShare}; the arm's mean for a context
 * in which it was never observed, 0 for an arm never observed at all.
 *
 * Unit: that of the values.
 * Requires: a context and an arm of the table.
 * Cost: O(1), no allocation.
 *
 * @category contextual
 * @since 0.1.0
 */
export const pooledMean = (pooled: PooledMoments, context: number, arm: number): number => {
  const whole = pooled.whole.mean[arm]
  const cell = context * pooled.maxArms + arm
  return whole + cellShare(pooled, context, arm) * (pooled.cells.mean[cell] - whole)
}

/** t^2 and one standard error of it: what is not known of the contexts' variance widens, in first order. */
const cautiousBetween = (pooled: PooledMoments, arm: number): number => {
  const worst = worstVariance(pooled, arm)
  const contexts = pooled.seen[arm]
  const spread = betweenWeight(pooled, arm)
  if (contexts < 2 || spread === 0) return worst
  const estimate = betweenContextVariance(pooled, arm)
  const perContext = spread / (contexts - 1)
  const error = (noiseOf(pooled, arm) / perContext + estimate) * Math.sqrt(2 / (contexts - 1))
  return estimate + error < worst ? estimate + error : worst
}

/**
 * Returns the half width of an interval for the mean of an arm in a context, around {@link pooledMean}: `sqrt(2 level)` standard deviations
 * of the prediction, and never more than what reaches the end of the cell's own interval, `sqrt(2 level s^2 / n_k)` around its own mean. The
 * whole range for an arm never observed.
 *
 * What holds: a posterior statement, not a confidence bound. If the true means of an arm's contexts are spread like a normal distribution and
 * the cells' means are about normal, the interval fails for about `2 exp(-level)` of the cells, on average over contexts; the estimate of
 * the contexts' variance enters with one standard error. A context unlike all others can be missed for as long as it is rare.
 *
 * Unit: that of the values; `level` in nats.
 * Requires: a context and an arm of the table, `level >= 0`.
 * Cost: O(1), no allocation.
 * Source: C. N. Morris, JASA 78 (1983), empirical Bayes intervals.
 *
 * @category contextual
 * @since 0.1.0
 */
export const pooledWidth = (
  pooled: PooledMoments,
  context: number,
  arm: number,
  level: number
): number => {
  if (!(pooled.whole.weight[arm] > 0)) return pooled.range
  const cell = context * pooled.maxArms + arm
  const noise = noiseOf(pooled, arm)
  const share = cellShare(pooled, context, arm)
  const own = pooled.cells.weight[cell]
  const signal = cautiousBetween(pooled, arm) * spreadFactor(pooled, cell, arm)
  let variance = (1 - share) * (1 - share) * signal + noise * wholeNoise(pooled, arm)
  if (own > 0) variance += share * share * noise * ownNoise(pooled, cell, arm)
  const width = Math.sqrt(2 * level * variance)
  if (!(own > 0)) return width < pooled.range ? width : pooled.range
  const ownVariance = (noise * pooled.cells.weightSquares[cell]) / own / own
  const away = (1 - share) * Math.abs(pooled.cells.mean[cell] - pooled.whole.mean[arm])
  const reach = away + Math.sqrt(2 * level * ownVariance)
  return width < reach ? width : reach
}

/**
 * Returns an upper bound on the mean of an arm in a context, clipped to the range; the end of the range for an arm never observed.
 *
 * Unit: that of the values; `level` in nats.
 * Cost: O(1), no allocation.
 *
 * @category contextual
 * @since 0.1.0
 */
export const pooledUpper = (
  pooled: PooledMoments,
  context: number,
  arm: number,
  level: number
): number => {
  const upper = pooledMean(pooled, context, arm) + pooledWidth(pooled, context, arm, level)
  return upper < pooled.range ? upper : pooled.range
}

/**
 * Returns a lower bound on the mean of an arm in a context, clipped at 0; 0 for an arm never observed.
 *
 * Unit: that of the values; `level` in nats.
 * Cost: O(1), no allocation.
 *
 * @category contextual
 * @since 0.1.0
 */
export const pooledLower = (
  pooled: PooledMoments,
  context: number,
  arm: number,
  level: number
): number => {
  const lower = pooledMean(pooled, context, arm) - pooledWidth(pooled, context, arm, level)
  return lower > 0 ? lower : 0
}
