import { factorInto, invertFactorInto } from './internal/cholesky'

/**
 * Of what distribution arms' coefficients are taken to be draws before any was seen: of the first one, which belongs to a constant feature, with a standard
 * deviation `levelSpread`, and of the others with `featureSpread`, independently; as sure as if `arms` arms had shown it.
 *
 * @category hierarchical
 * @since 0.1.0
 */
export interface HierarchicalPrior {
  readonly levelSpread: number
  readonly featureSpread: number
  readonly arms: number
}

/**
 * Rewards as linear functions of features, one per arm, whose coefficients are draws from one normal distribution that is learned from all arms. What
 * features mean for one arm is so expected of the others: that a category is hard, or that who does well on one kind of query does well on
 * another. A new arm starts from what is common to all.
 *
 * Shape: `dimension^2` entries per arm in `gram` and `covariance`, `dimension` in `response` and `mean`, one in `pulls` and `sum`; of the common
 * distribution `dimension` in `center`, `dimension^2` in `spread` and its inverse `precision`.
 *
 * @category hierarchical
 * @since 0.1.0
 */
export interface HierarchicalTable {
  readonly size: number
  readonly dimension: number
  readonly prior: HierarchicalPrior
  /** Sum of x x' and of y x, how many and of what sum. */
  readonly gram: Float64Array
  readonly response: Float64Array
  readonly pulls: Float64Array
  readonly sum: Float64Array
  /** Mean and covariance of the distribution that coefficients are drawn from. */
  readonly center: Float64Array
  readonly spread: Float64Array
  readonly precision: Float64Array
  /** Mean and covariance of each arm's coefficients, given its observations, as of its last update. */
  readonly mean: Float64Array
  readonly covariance: Float64Array
  /** Observations that were refused. */
  rejected: number
  /** Buffers. */
  readonly factor: Float64Array
  readonly square: Float64Array
  readonly pulled: Float64Array
}

/** A mean reward that nothing is known of. */
const MIDDLE = 0.5
/** The least variance that a reward is taken to have: a run of equal rewards is not certainty. */
const LEAST_NOISE = 0.05

/**
 * Returns a table for `size` arms without observations.
 *
 * Requires: integers `size >= 0`, `dimension >= 1`; spreads above 0, `prior.arms > 0`, all finite.
 * Cost: O(size dimension^2 + dimension^3) time and memory, once.
 *
 * @category hierarchical
 * @since 0.1.0
 * @example
 * import { makeHierarchicalTable, observeHierarchical, predictHierarchicalInto, updateHierarchical } from '@stageroute/estimators'
 *
 * const prior = { levelSpread: 0.15, featureSpread: 0.05, arms: 20 }
 * const table = makeHierarchicalTable({ size: 2, dimension: 2, prior })
 * observeHierarchical(table, 0, Float64Array.of(1, 1), 1) // => true
 * updateHierarchical(table, 0)
 *
 * const out = new Float64Array(2)
 * predictHierarchicalInto(table, 0, Float64Array.of(1, 0), out)
 * const [mean = 0] = out
 * mean > 0.5 // => true
 */
export const makeHierarchicalTable = (shape: {
  readonly size: number
  readonly dimension: number
  readonly prior: HierarchicalPrior
}): HierarchicalTable => {
  const { size, dimension } = shape
  const square = dimension * dimension
  const table: HierarchicalTable = {
    ...shape,
    gram: new Float64Array(size * square),
    response: new Float64Array(size * dimension),
    pulls: new Float64Array(size),
    sum: new Float64Array(size),
    center: new Float64Array(dimension),
    spread: new Float64Array(square),
    precision: new Float64Array(square),
    mean: new Float64Array(size * dimension),
    covariance: new Float64Array(size * square),
    rejected: 0,
    factor: new Float64Array(square),
    square: new Float64Array(square),
    pulled: new Float64Array(dimension)
  }
  table.center[0] = MIDDLE
  for (let i = 0; i < dimension; i++) table.spread[i * dimension + i] = priorVariance(table, i)
  refreshPrecision(table)
  for (let arm = 0; arm < size; arm++) updateHierarchical(table, arm)
  return table
}

/** The variance of a coefficient before any arm was seen. */
export const priorVariance = ({ prior }: Pick<HierarchicalTable, 'prior'>, i: number): number =>
  (i === 0 ? prior.levelSpread : prior.featureSpread) ** 2

/** Takes the inverse of the common covariance anew; it is positive definite, being a mixture with that of the prior. */
export const refreshPrecision = ({
  dimension,
  spread,
  precision,
  factor
}: Pick<HierarchicalTable, 'dimension' | 'spread' | 'precision' | 'factor'>): boolean => {
  if (!factorInto(spread, 0, 0, dimension, factor)) return false
  invertFactorInto(factor, dimension, precision, 0)
  return true
}

/**
 * Adds a reward and returns true; an impossible one (outside [0, 1], features that are not finite or of another number, no such arm) changes nothing but the
 * count of refused ones and returns false. What it means shows when the arm is updated.
 *
 * Cost: O(dimension^2), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const observeHierarchical = (
  table: HierarchicalTable,
  arm: number,
  features: Float64Array,
  reward: number
): boolean => {
  const { dimension, gram, response } = table
  if (!isPossible(table, arm, features, reward)) {
    table.rejected++
    return false
  }
  const at = arm * dimension
  for (let i = 0; i < dimension; i++) {
    const x = features[i]
    if (x === 0) continue
    response[at + i] += reward * x
    for (let j = 0; j < dimension; j++) gram[(at + i) * dimension + j] += x * features[j]
  }
  table.pulls[arm]++
  table.sum[arm] += reward
  return true
}

/** Features are of about unit length; what is longer is a mistake. */
const LONGEST = 100

const isPossible = (
  { size, dimension }: HierarchicalTable,
  arm: number,
  features: Float64Array,
  reward: number
): boolean => {
  if (!(Number.isInteger(arm) && arm >= 0 && arm < size && features.length === dimension))
    return false
  // Comparisons with NaN are false.
  if (!(reward >= 0 && reward <= 1)) return false
  for (let i = 0; i < dimension; i++) if (!(Math.abs(features[i]) <= LONGEST)) return false
  return true
}

/**
 * Forgets the observations of an arm.
 *
 * Requires: an arm of the table.
 * Cost: O(dimension^3), no allocation.
 *
 * @category hierarchical
 * @since 0.1.0
 */
export const forgetHierarchical = (table: HierarchicalTable, arm: number): void => {
  const { dimension } = table
  const square = dimension * dimension
  table.gram.fill(0, arm * square, (arm + 1) * square)
  table.response.fill(0, arm * dimension, (arm + 1) * dimension)
  table.pulls[arm] = 0
  table.sum[arm] = 0
  updateHierarchical(table, arm)
}

/** The variance of one reward of an arm, from its mean with one observation of the middle. */
const noiseOf = ({ sum, pulls }: HierarchicalTable, arm: number): number => {
  const mean = (sum[arm] + MIDDLE) / (pulls[arm] + 1)
  const variance = mean * (1 - mean)
  return variance > LEAST_NOISE ? variance : LEAST_NOISE
}

/**
 * Takes mean and covariance of an arm's coefficients anew, given its observations and the common distribution: with S and c the covariance and mean of the
 * latter and s^2 the variance of a reward, `(S^-1 + G / s^2)^-1` and that times `S^-1 c + b / s^2`.
 *
 * Requires: an arm of the table.
 * Cost: O(dimension^3), no allocation.
 * Source: D. V. Lindley, A. F. M. Smith, J. R. Stat. Soc. B 34 (1972).
 *
 * @category hierarchical
 * @since 0.1.0
 */
export const updateHierarchical = (table: HierarchicalTable, arm: number): void => {
  const { dimension, gram, response, precision, center, covariance, mean } = table
  const { factor, square, pulled } = table
  const noise = noiseOf(table, arm)
  const cells = dimension * dimension
  for (let i = 0; i < cells; i++) square[i] = precision[i] + gram[arm * cells + i] / noise
  for (let i = 0; i < dimension; i++) {
    let sum = response[arm * dimension + i] / noise
    for (let j = 0; j < dimension; j++) sum += precision[i * dimension + j] * center[j]
    pulled[i] = sum
  }
  // What the common distribution alone says is positive definite, and observations only add to it.
  if (!factorInto(square, 0, 0, dimension, factor)) return
  invertFactorInto(factor, dimension, covariance, arm * cells)
  for (let i = 0; i < dimension; i++) {
    let sum = 0
    for (let j = 0; j < dimension; j++)
      sum += covariance[arm * cells + i * dimension + j] * pulled[j]
    mean[arm * dimension + i] = sum
  }
}

/**
 * Writes the expected reward of an arm for a query, in no bounds, and its variance.
 *
 * Shape: `out` has two entries.
 * Requires: an arm of the table, `dimension` features.
 * Cost: O(dimension^2), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const predictHierarchicalInto = (
  { dimension, mean, covariance }: HierarchicalTable,
  arm: number,
  features: Float64Array,
  out: Float64Array
): void => {
  let value = 0
  let variance = 0
  for (let i = 0; i < dimension; i++) {
    const x = features[i]
    if (x === 0) continue
    const row = (arm * dimension + i) * dimension
    let sum = 0
    for (let j = 0; j < dimension; j++) sum += covariance[row + j] * features[j]
    value += mean[arm * dimension + i] * x
    variance += x * sum
  }
  out[0] = value
  out[1] = variance > 0 ? variance : 0
}
