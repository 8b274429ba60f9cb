import type { PooledMoments } from './contextual'

/** What is where in the buffer, after the value and weight being added: first of an arm, then of a cell. */
const noise = 2
const worst = 3
const spread = 4
const between = 5
const wholeNoise = 6
const share = 7
const factor = 8
const ownNoise = 9
const mean = 10
const half = 11

/**
 * Writes an arm's variances.
 *
 * - `worst`: the largest that values in [0, R] with mean m can have, m (R - m) (Bhatia and Davis 2000). The mean has half of R as a first value.
 * - `noise`: of one observation, pooled within the cells, with one observation of the worst variance added: with few observations an unknown
 *   variance is not taken to be small.
 * - `spread`: how many observations' worth of variance between contexts there is: W - sum W_k^2 / W; N (1 - 1/K) for K equal cells.
 * - `between`: see {@link betweenContextVariance}.
 */
const describeArmInto = (pooled: PooledMoments, arm: number): void => {
  const { whole, range, work } = pooled
  const weight = whole.weight[arm]
  const unit = whole.weightSquares[arm] / weight
  const within = pooled.within[arm]
  const middle = (whole.mean[arm] * weight + (unit * range) / 2) / (weight + unit)
  const most = middle * (range - middle)
  const inside = weight - pooled.cellUnits[arm]
  const variance = (within + unit * most) / ((inside > 0 ? inside : 0) + unit)
  const outside = weight - pooled.cellSquares[arm] / weight
  work[worst] = most
  work[noise] = variance
  work[wholeNoise] = unit / weight
  work[spread] = outside > 0 ? outside : 0
  work[between] = 0
  if (pooled.seen[arm] < 2 || !(outside > 0)) return
  const apart = whole.squares[arm] - within - (pooled.cellUnits[arm] - unit) * variance
  const estimate = apart / outside
  work[between] = estimate > 0 ? (estimate < most ? estimate : most) : 0
}

/**
 * Writes of a cell, once its arm has been described:
 *
 * - `factor`: g, the variance of (cell's true mean - arm's mixed true mean) in units of t^2.
 * - `ownNoise`: 1/n_k - 1/N, the noise of (cell's mean - arm's mean) in units of s^2; with weights, the parts of Kish's numbers.
 * - `share`: see {@link cellShare}.
 * - `mean`: see {@link pooledMean}.
 */
const describeCellInto = (pooled: PooledMoments, cell: number, arm: number): void => {
  const { cells, whole, work } = pooled
  const weight = whole.weight[arm]
  const own = cells.weight[cell]
  const part = own / weight
  const apart = 1 - 2 * part + pooled.cellSquares[arm] / weight / weight
  work[factor] = apart > 0 ? apart : 0
  work[ownNoise] = 0
  work[share] = 0
  work[mean] = whole.mean[arm]
  if (!(own > 0)) return
  const variance = (cells.weightSquares[cell] / own / own) * (1 - 2 * part) + work[wholeNoise]
  work[ownNoise] = variance > 0 ? variance : 0
  const signal = work[between] * work[factor]
  if (signal > 0) work[share] = signal / (signal + work[noise] * work[ownNoise])
  work[mean] += work[share] * (cells.mean[cell] - whole.mean[arm])
}

/**
 * Returns the variance of an arm's true means between contexts, estimated by moments and truncated at 0: with N observations of which n_k
 * are in context k, K contexts seen, the variance s^2 of one observation and S_b the squared distances of the cells' means from the arm's,
 * weighted by n_k: `max(0, (S_b - (K - 1) s^2) / (N - sum n_k^2 / N))`. Weights other than 1 enter by their sums and sums of squares.
 *
 * It is 0 where fewer than two contexts have been seen.
 *
 * Unit: the square of that of the values.
 * Requires: an arm of the table.
 * Cost: O(1), whatever the number of contexts; no allocation.
 * Source: R. DerSimonian, N. Laird, Controlled Clinical Trials 7 (1986), with a common variance, the estimate by analysis of variance of
 *   W. G. Cochran, Biometrics 10 (1954).
 *
 * @category contextual
 * @since 0.1.0
 */
export const betweenContextVariance = (pooled: PooledMoments, arm: number): number => {
  if (!(pooled.whole.weight[arm] > 0)) return 0
  describeArmInto(pooled, arm)
  return pooled.work[between]
}

/** Whether there is anything to describe. */
const isDescribed = (pooled: PooledMoments, context: number, arm: number): boolean => {
  if (!(pooled.whole.weight[arm] > 0)) return false
  describeArmInto(pooled, arm)
  describeCellInto(pooled, context * pooled.maxArms + arm, arm)
  return true
}

/**
 * Returns how far the estimate of a cell goes from its arm's mean (0) to the cell's own mean (1): the coefficient of the best linear
 * prediction of the cell's true mean from the two, `t^2 g / (t^2 g + s^2 (1/n_k - 1/N))`, g = 1 - 2 n_k/N + sum n_j^2 / N^2, s^2 the variance
 * of one observation and t^2 the {@link betweenContextVariance}. It is learned: 0 where contexts make no difference, near 1 where they do or
 * where the cell has been seen often. (With weights that differ between contexts it is the best only approximately.)
 *
 * Requires: a context and an arm of the table.
 * Cost: O(1), no allocation.
 * Source: C. N. Morris, JASA 78 (1983); the covariance with an arm's mean that contains the cell is accounted for.
 *
 * @category contextual
 * @since 0.1.0
 */
export const cellShare = (pooled: PooledMoments, context: number, arm: number): number =>
  isDescribed(pooled, context, arm) ? pooled.work[share] : 0

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
export const pooledMean = (pooled: PooledMoments, context: number, arm: number): number =>
  isDescribed(pooled, context, arm) ? pooled.work[mean] : 0

/**
 * Writes the half width of a described cell's interval, given `sqrt(2 level)` in its place. t^2 enters with one standard error: what is not known
 * of the contexts' variance widens, in first order.
 */
const widenInto = (pooled: PooledMoments, cell: number, arm: number): void => {
  const { cells, whole, work, seen, range } = pooled
  let cautious = work[worst]
  if (seen[arm] > 1 && work[spread] > 0) {
    const perContext = work[spread] / (seen[arm] - 1)
    const error = (work[noise] / perContext + work[between]) * Math.sqrt(2 / (seen[arm] - 1))
    if (work[between] + error < cautious) cautious = work[between] + error
  }
  const times = work[half]
  const rest = 1 - work[share]
  const signal = rest * rest * cautious * work[factor]
  const own = work[share] * work[share] * work[noise] * work[ownNoise]
  work[half] = times * Math.sqrt(signal + own + work[noise] * work[wholeNoise])
  const weight = cells.weight[cell]
  const variance = weight > 0 ? (work[noise] * cells.weightSquares[cell]) / weight / weight : 0
  const away = rest * Math.abs(cells.mean[cell] - whole.mean[arm])
  // An empty cell reaches as far as there is.
  const reach = weight > 0 ? away + times * Math.sqrt(variance) : range
  if (reach < work[half]) work[half] = reach
}

/** Describes a cell and its interval, and returns whether there is anything to describe. */
const isWidened = (pooled: PooledMoments, context: number, arm: number, level: number): boolean => {
  pooled.work[half] = Math.sqrt(2 * level)
  if (!isDescribed(pooled, context, arm)) return false
  widenInto(pooled, context * pooled.maxArms + arm, arm)
  return true
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
): number => (isWidened(pooled, context, arm, level) ? pooled.work[half] : pooled.range)

/**
 * Returns an upper bound on the mean of an arm in a context, clipped to the range; the end of the range for an arm never observed.
 *
 * Unit: that of the values; `level` in nats.
 * Requires: a context and an arm of the table, `level >= 0`.
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
  if (!isWidened(pooled, context, arm, level)) return pooled.range
  const upper = pooled.work[mean] + pooled.work[half]
  return upper < pooled.range ? upper : pooled.range
}

/**
 * Returns a lower bound on the mean of an arm in a context, clipped at 0; 0 for an arm never observed.
 *
 * Unit: that of the values; `level` in nats.
 * Requires: a context and an arm of the table, `level >= 0`.
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
  if (!isWidened(pooled, context, arm, level)) return 0
  const lower = pooled.work[mean] - pooled.work[half]
  return lower > 0 ? lower : 0
}
