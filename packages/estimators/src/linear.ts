/**
 * Why a linear estimator answered or did not, as the small integer its kernels return.
 *
 * - `accepted`: done.
 * - `wrongArm`: there is no such arm.
 * - `wrongDimension`: the features are not as many as the estimator has.
 * - `badFeatures`: a feature is not finite, or their Euclidean norm is above `maxNorm`.
 * - `badValue`: a value, weight or query that is not finite or out of range.
 * - `lostDefiniteness`: the arm's matrix is not positive definite any more, even computed afresh; only {@link resetLinearArm} helps.
 *
 * @category linear
 * @since 0.1.0
 */
export const linearStatus = {
  accepted: 0,
  wrongArm: 1,
  wrongDimension: 2,
  badFeatures: 3,
  badValue: 4,
  lostDefiniteness: 5
} as const

/**
 * One of the integers of {@link linearStatus}.
 *
 * @category linear
 * @since 0.1.0
 */
export type LinearStatus = (typeof linearStatus)[keyof typeof linearStatus]

/**
 * Ridge regression of a value on features, per arm, with forgetting. With one arm only, all arms share it.
 *
 * Of each arm: G = sum w x x' and b = sum w y x with weights that fade, the regularisation rho between `regularisation / 2` and
 * `regularisation`, the inverse of A = G + rho I, and theta = A^-1 b. Fading multiplies all of A, rho included, which keeps the inverse
 * exact; once rho has lost half, it is put back and the inverse computed afresh, so that regularisation never vanishes.
 *
 * Shape: `dimension^2` entries per arm in `gram` and `inverse`, `dimension` in `response` and `theta`, one in the rest.
 *
 * @category linear
 * @since 0.1.0
 */
export interface LinearTable {
  readonly size: number
  readonly dimension: number
  /** lambda: what rho is after every fresh inverse. */
  readonly regularisation: number
  /** gamma: what a query leaves of everything before it, in (0, 1]. */
  readonly factor: number
  /** Largest Euclidean norm of features. */
  readonly maxNorm: number
  readonly gram: Float64Array
  readonly response: Float64Array
  readonly inverse: Float64Array
  readonly theta: Float64Array
  readonly rho: Float64Array
  /** log det A. */
  readonly logDeterminant: Float64Array
  /** The query up to which an arm has been faded. */
  readonly touched: Float64Array
  /** Updates of the inverse since it was last computed afresh. */
  readonly updates: Float64Array
  /** Observations that were refused. */
  rejected: number
  /** Buffers; numbers pass through the last, so that none is boxed on its way from one function to another. */
  readonly product: Float64Array
  readonly square: Float64Array
  readonly work: Float64Array
}

/**
 * Returns ridge regressions for `size` arms without observations.
 *
 * Requires: integers `size >= 0`, `dimension >= 1`; `regularisation > 0`, `0 < factor <= 1`, `maxNorm > 0`, all finite.
 * Cost: O(size * dimension^2) time and memory, once.
 *
 * @category linear
 * @since 0.1.0
 * @example
 * import { linearStatus, makeLinearTable, observeLinear, predictLinearInto } from '@stageroute/estimators'
 *
 * const table = makeLinearTable({ size: 1, dimension: 2, regularisation: 1, factor: 1, maxNorm: 2 })
 * observeLinear(table, 0, Float64Array.of(1, 0), 1, 1, 0) === linearStatus.accepted // => true
 *
 * const out = new Float64Array(2)
 * predictLinearInto(table, 0, Float64Array.of(1, 0), out) === linearStatus.accepted // => true
 * out[0] // => 0.5
 * out[1]?.toFixed(6) // => '0.707107'
 * predictLinearInto(table, 0, Float64Array.of(1), out) === linearStatus.wrongDimension // => true
 */
export const makeLinearTable = (shape: {
  readonly size: number
  readonly dimension: number
  readonly regularisation: number
  readonly factor: number
  readonly maxNorm: number
}): LinearTable => {
  const { size, dimension } = shape
  const table = {
    ...shape,
    gram: new Float64Array(size * dimension * dimension),
    response: new Float64Array(size * dimension),
    inverse: new Float64Array(size * dimension * dimension),
    theta: new Float64Array(size * dimension),
    rho: new Float64Array(size),
    logDeterminant: new Float64Array(size),
    touched: new Float64Array(size),
    updates: new Float64Array(size),
    rejected: 0,
    product: new Float64Array(dimension),
    square: new Float64Array(dimension * dimension),
    work: new Float64Array(3)
  }
  for (let arm = 0; arm < size; arm++) resetLinearArm(table, arm)
  return table
}

/**
 * Forgets everything about an arm.
 *
 * Requires: an arm of the table.
 * Cost: O(dimension^2), no allocation.
 *
 * @category linear
 * @since 0.1.0
 */
export const resetLinearArm = (table: LinearTable, arm: number): void => {
  const { dimension, regularisation } = table
  const square = dimension * dimension
  table.gram.fill(0, arm * square, (arm + 1) * square)
  table.inverse.fill(0, arm * square, (arm + 1) * square)
  table.response.fill(0, arm * dimension, (arm + 1) * dimension)
  table.theta.fill(0, arm * dimension, (arm + 1) * dimension)
  for (let i = 0; i < dimension; i++)
    table.inverse[arm * square + i * dimension + i] = 1 / regularisation
  table.rho[arm] = regularisation
  table.logDeterminant[arm] = dimension * Math.log(regularisation)
  table.touched[arm] = 0
  table.updates[arm] = 0
}
