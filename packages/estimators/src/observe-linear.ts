import { maxRewardWeight } from './arm-table'
import {
  addedValue,
  addedWeight,
  checkFeatures,
  isProjected,
  refreshLinear,
  squaredWidth
} from './internal/linear-inverse'
import { linearStatus, type LinearStatus, type LinearTable } from './linear'

/**
 * Adds a value observed with features at a query. Anything but `accepted` adds nothing, and counts as rejected.
 *
 * An arm is faded by `factor` for every query since it was last touched; a value of an earlier query weighs what it would by now.
 *
 * Unit: `value` in the unit to be predicted; `weight` is 1, or 1/q for a value that was looked at with probability q.
 * Cost: O(dimension^2); once in max(64, 8 dimension) updates, and each time rho has halved, O(dimension^3); no allocation.
 * Source: J. Sherman, W. J. Morrison, Ann. Math. Stat. 21 (1950); forgetting as in recursive least squares and ParetoBandit.
 *
 * @category kernel
 * @since 0.1.0
 */
export const observeLinear = (
  table: LinearTable,
  arm: number,
  features: Float64Array,
  value: number,
  weight: number,
  query: number
): LinearStatus => {
  table.work[addedValue] = value
  table.work[addedWeight] = weight
  const status = addObservation(table, arm, features, query)
  if (status !== linearStatus.accepted) table.rejected++
  return status
}

/** Far above any reward or cost, and its products with weights are still numbers. */
const maxValue = 1_000_000_000

const addObservation = (
  table: LinearTable,
  arm: number,
  features: Float64Array,
  query: number
): LinearStatus => {
  const { work } = table
  const status = checkFeatures(table, arm, features)
  if (status !== linearStatus.accepted) return status
  const isWeight = work[addedWeight] >= 1 && work[addedWeight] <= maxRewardWeight
  const isQuery = Number.isInteger(query) && query >= 0
  if (!isWeight || !isQuery || !(Math.abs(work[addedValue]) <= maxValue))
    return linearStatus.badValue
  const late = table.touched[arm] - query
  const isSound = late > 0 || fadeLinear(table, arm, -late)
  if (!isSound || !refreshWhenDue(table, arm)) return linearStatus.lostDefiniteness
  if (late > 0) work[addedWeight] *= Math.pow(table.factor, late)
  return addRow(table, arm, features)
}

/** Fades an arm by so many queries; false where that needed a fresh inverse and there is none. */
const fadeLinear = (table: LinearTable, arm: number, elapsed: number): boolean => {
  table.touched[arm] += elapsed
  if (elapsed === 0 || table.factor === 1) return true
  const { dimension, gram, inverse, response } = table
  const square = dimension * dimension
  const kept = Math.pow(table.factor, elapsed)
  for (let i = arm * dimension; i < (arm + 1) * dimension; i++) response[i] *= kept
  for (let i = arm * square; i < (arm + 1) * square; i++) gram[i] *= kept
  table.rho[arm] *= kept
  if (table.rho[arm] < table.regularisation / 2) {
    table.rho[arm] = table.regularisation
    return refreshLinear(table, arm)
  }
  for (let i = arm * square; i < (arm + 1) * square; i++) inverse[i] /= kept
  table.logDeterminant[arm] += dimension * Math.log(kept)
  return true
}

const refreshWhenDue = (table: LinearTable, arm: number): boolean => {
  const limit = 8 * table.dimension > 64 ? 8 * table.dimension : 64
  return table.updates[arm] < limit || refreshLinear(table, arm)
}

const addRow = (table: LinearTable, arm: number, features: Float64Array): LinearStatus => {
  const { dimension, gram, response, inverse, theta, product, work } = table
  if (!isProjected(table, arm, features)) return linearStatus.lostDefiniteness
  const value = work[addedValue]
  const weight = work[addedWeight]
  const squared = work[squaredWidth]
  const first = arm * dimension
  const offset = first * dimension
  const gain = weight / (1 + weight * squared)
  let error = value
  for (let i = 0; i < dimension; i++) error -= theta[first + i] * features[i]
  for (let i = 0; i < dimension; i++) {
    theta[first + i] += gain * error * product[i]
    response[first + i] += weight * value * features[i]
    // Each pair once, written twice: symmetry is kept to the last bit.
    for (let j = 0; j <= i; j++) {
      const above = offset + j * dimension + i
      const below = offset + i * dimension + j
      gram[below] = gram[above] = gram[below] + weight * features[i] * features[j]
      inverse[below] = inverse[above] = inverse[below] - gain * product[i] * product[j]
    }
  }
  table.logDeterminant[arm] += Math.log1p(weight * squared)
  table.updates[arm]++
  return linearStatus.accepted
}
