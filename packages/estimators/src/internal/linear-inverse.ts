import { linearStatus, type LinearStatus, type LinearTable } from '../linear'
import { factorInto, invertFactorInto, logDeterminantOf } from './cholesky'

/** Whether an arm can be asked about features. */
export const checkFeatures = (
  table: LinearTable,
  arm: number,
  features: Float64Array
): LinearStatus => {
  if (!(Number.isInteger(arm) && arm >= 0 && arm < table.size)) return linearStatus.wrongArm
  if (features.length !== table.dimension) return linearStatus.wrongDimension
  let squares = 0
  for (let i = 0; i < features.length; i++) squares += features[i] * features[i]
  // Not `squares >`: NaN is refused as well.
  return squares <= table.maxNorm * table.maxNorm ? linearStatus.accepted : linearStatus.badFeatures
}

/** Computes an arm's inverse, theta and determinant afresh from G, b and rho; false, changing none of them, where A is not positive definite. */
export const refreshLinear = (table: LinearTable, arm: number): boolean => {
  const { dimension, square: factor } = table
  const offset = arm * dimension * dimension
  if (!factorInto(table.gram, offset, table.rho[arm], dimension, factor)) return false
  table.logDeterminant[arm] = logDeterminantOf(factor, dimension)
  invertFactorInto(factor, dimension, table.inverse, offset)
  for (let i = 0; i < dimension; i++) {
    let sum = 0
    for (let j = 0; j < dimension; j++)
      sum += table.inverse[offset + i * dimension + j] * table.response[arm * dimension + j]
    table.theta[arm * dimension + i] = sum
  }
  table.updates[arm] = 0
  return true
}

/** What is where in the last buffer: the value and weight being added, and x' A^-1 x. */
export const addedValue = 0
export const addedWeight = 1
export const squaredWidth = 2

/**
 * Writes A^-1 x and x' A^-1 x into the buffers, with an inverse computed afresh if rounding has spoilt it; false where A is not positive
 * definite.
 */
export const isProjected = (table: LinearTable, arm: number, features: Float64Array): boolean => {
  multiplyInto(table, arm, features)
  if (isSquare(table)) return true
  if (!refreshLinear(table, arm)) return false
  multiplyInto(table, arm, features)
  return isSquare(table)
}

/** NaN is none. */
const isSquare = ({ work }: LinearTable): boolean =>
  work[squaredWidth] >= 0 && work[squaredWidth] < Infinity

const multiplyInto = (table: LinearTable, arm: number, features: Float64Array): void => {
  const { dimension, inverse, product } = table
  const offset = arm * dimension * dimension
  let squared = 0
  for (let i = 0; i < dimension; i++) {
    let sum = 0
    for (let j = 0; j < dimension; j++) sum += inverse[offset + i * dimension + j] * features[j]
    product[i] = sum
    squared += sum * features[i]
  }
  table.work[squaredWidth] = squared
}
