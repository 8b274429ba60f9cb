import { dot } from '@stageroute/numeric'
import type { LinearProgram } from '../program'

/** The rows' activities, `A x`. */
const activities = (program: LinearProgram, x: Float64Array): Float64Array => {
  const activity = new Float64Array(program.rows)
  for (let j = 0; j < program.columns; j++) {
    for (let k = program.columnStart[j]; k < program.columnStart[j + 1]; k++) {
      activity[program.rowIndex[k]] += program.coefficient[k] * x[j]
    }
  }
  return activity
}

const outside = (values: Float64Array, lower: Float64Array, upper: Float64Array): number =>
  values.reduce(
    (worst, value, i) => Math.max(worst, lower[i] - value, value - upper[i]),
    values.some(Number.isNaN) ? Infinity : 0
  )

/** How far a point leaves the bounds and the rows of a program, at most. */
export const infeasibility = (program: LinearProgram, x: Float64Array): number =>
  Math.max(
    outside(x, program.columnLower, program.columnUpper),
    outside(activities(program, x), program.rowLower, program.rowUpper)
  )

/** What a point earns. */
export const objectiveAt = (program: LinearProgram, x: Float64Array): number =>
  dot(program.objective, x, program.columns)

/** What a price earns at the side of a range that it pushes against: infinite when there is no such side. */
const priced = (price: number, lower: number, upper: number, negligible: number): number =>
  Math.abs(price) <= negligible ? 0 : price * (price > 0 ? upper : lower)

/** What each column earns beyond what the rows it uses are worth: the prices of its bounds. */
const reducedRewards = (program: LinearProgram, price: Float64Array): Float64Array =>
  program.objective.map((earned, j) => {
    let reduced = earned
    for (let k = program.columnStart[j]; k < program.columnStart[j + 1]; k++) {
      reduced -= program.coefficient[k] * price[program.rowIndex[k]]
    }
    return reduced
  })

/**
 * The bound that row prices prove: rows and columns each contribute their price times the side it pushes against. Equal to the optimum
 * exactly when the prices are optimal; infinite when a price has the wrong sign.
 */
export const dualBound = (
  program: LinearProgram,
  price: Float64Array,
  negligible: number
): number => {
  let bound = 0
  for (let i = 0; i < program.rows; i++) {
    bound += priced(price[i], program.rowLower[i], program.rowUpper[i], negligible)
  }
  const reduced = reducedRewards(program, price)
  for (let j = 0; j < program.columns; j++) {
    bound += priced(reduced[j], program.columnLower[j], program.columnUpper[j], negligible)
  }
  return bound
}

/** What a price loses at a value that is not at the side it pushes against. */
const lost = (price: number, value: number, lower: number, upper: number): number => {
  const room = price > 0 ? upper - value : value - lower
  return price === 0 ? 0 : Math.abs(price) * Math.min(1, Math.abs(room))
}

/**
 * How far complementary slackness is missed, at most: a row with a price above zero is at its upper side and one with a price below zero
 * at its lower side, and so are columns with their reduced rewards. Room beyond one unit counts as one.
 */
export const slackness = (program: LinearProgram, x: Float64Array, price: Float64Array): number => {
  const activity = activities(program, x)
  const reduced = reducedRewards(program, price)
  const rows = price.map((value, i) =>
    lost(value, activity[i], program.rowLower[i], program.rowUpper[i])
  )
  const columns = reduced.map((value, j) =>
    lost(value, x[j], program.columnLower[j], program.columnUpper[j])
  )
  return Math.max(0, ...rows, ...columns)
}
