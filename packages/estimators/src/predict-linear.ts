import { checkFeatures, isProjected, squaredWidth } from './internal/linear-inverse'
import { linearStatus, type LinearStatus, type LinearTable } from './linear'

/**
 * Writes the predicted value `theta' x` and the width `sqrt(x' A^-1 x)` of an arm; anything but `accepted` writes nothing.
 *
 * The width is in units of {@link linearConfidence}. It is as of the arm's last observation; for one that has been away, multiply it by the
 * root of `staleInflation`.
 *
 * Shape: `out` has two entries or more.
 * Cost: O(dimension^2), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const predictLinearInto = (
  table: LinearTable,
  arm: number,
  features: Float64Array,
  out: Float64Array
): LinearStatus => {
  const status = checkFeatures(table, arm, features)
  if (status !== linearStatus.accepted) return status
  if (!isProjected(table, arm, features)) return linearStatus.lostDefiniteness
  let mean = 0
  for (let i = 0; i < features.length; i++)
    mean += table.theta[arm * table.dimension + i] * features[i]
  out[0] = mean
  out[1] = Math.sqrt(table.work[squaredWidth])
  return linearStatus.accepted
}

/**
 * Returns by what a width is to be multiplied: `noise sqrt(2 level + log det A - d log rho) + sqrt(rho) thetaNorm`.
 *
 * What holds, without forgetting and with weights of 1: if the value is `theta* . x` plus noise that is `noise`-sub-Gaussian given the past
 * (1/2 for values in [0, 1]) and theta* has a norm of at most `thetaNorm`, then with probability at least `1 - exp(-level)` the prediction
 * is within this many widths for **all** features and at all times. With forgetting or other weights it is a heuristic: older values are
 * not taken to have changed, and the determinant counts faded ones.
 *
 * Unit: that of the values; `level` in nats.
 * Requires: an arm of the table, `noise >= 0`, `thetaNorm >= 0`, `level >= 0`.
 * Cost: O(1), no allocation.
 * Source: Y. Abbasi-Yadkori, D. Pal, C. Szepesvari, NIPS 2011, Theorem 2.
 *
 * @category linear
 * @since 0.1.0
 */
export const linearConfidence = (
  table: LinearTable,
  arm: number,
  level: number,
  noise: number,
  thetaNorm: number
): number => {
  const rho = table.rho[arm]
  const volume = table.logDeterminant[arm] - table.dimension * Math.log(rho)
  // The determinant is at least that of rho I; rounding may say otherwise.
  const bits = 2 * level + (volume > 0 ? volume : 0)
  return noise * Math.sqrt(bits) + Math.sqrt(rho) * thetaNorm
}
