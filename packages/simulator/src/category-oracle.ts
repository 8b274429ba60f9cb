import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { tolerance } from '@stageroute/numeric'
import {
  requestedAccuracy,
  type MipSolver,
  type MixedIntegerProgram,
  type SolverFailure
} from '@stageroute/optimizer'
import { mapDistinct, segmentsOf, type Segment } from './segments'
import type { Trial } from './trial'

/**
 * Returns, per segment of the stage oracle, what the best deployment earns per query when every category of query may be routed differently: true means per
 * category, one deployed set, budget and capacities shared by the categories in proportion to their weights. Where no mix fits the
 * budget, the value of the cheapest one; where too few arms have arrived to serve every query, the best that they can serve at any cost.
 *
 * Errors: `SolverFailure` when the solver gives no answer.
 * Cost: one mixed-integer programme of categories x arms columns per distinct segment.
 *
 * @category oracle
 * @since 0.1.0
 */
export const categoryOracle =
  (solver: MipSolver) =>
  (trial: Trial): E.Either<SolverFailure, Float64Array> =>
    pipe(
      mapDistinct(segmentsOf(trial), (segment) => poolValue(solver, poolOf(trial, segment))),
      E.sequenceArray,
      E.map((values) => Float64Array.from(values))
    )

/** Weighted rewards and costs of the arrived arms, category-major, and the constraints they share. */
interface Pool {
  readonly arms: number
  readonly weight: Float64Array
  readonly reward: Float64Array
  readonly cost: Float64Array
  readonly capacity: number
  readonly budget: number
  readonly maxDeployed: number
}

const poolOf = (
  { arrivals, capacity, budget, maxDeployed }: Trial,
  { available, epoch }: Segment
): Pool => {
  const { weight, reward, cost } = epoch.categories
  const pool = available.map((arm) => arrivals.order[arm] ?? 0)
  const arms = pool.length
  const weighted = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: weight.length * arms }, (_, column) => {
      const group = Math.floor(column / arms)
      const cell = group * epoch.arms.length + (pool[column % arms] ?? 0)
      return (weight[group] ?? 0) * (values[cell] ?? 0)
    })
  return {
    arms,
    weight,
    reward: weighted(reward),
    cost: weighted(cost),
    capacity,
    budget,
    maxDeployed
  }
}

const poolValue = (solver: MipSolver, pool: Pool): E.Either<SolverFailure, number> => {
  const unlimited = { ...pool, budget: Infinity }
  return pipe(
    solveMix(solver, isShort(pool) ? unlimited : pool, pool.reward),
    E.chain((mix) => (mix === null ? solveCheapest(solver, pool) : E.right(mix))),
    E.chain((mix) =>
      mix === null
        ? E.left({ _tag: 'SolverFailure', solver: solver.name, problem: 'no full mix found' })
        : E.right(pool.reward.reduce((sum, reward, column) => sum + reward * (mix[column] ?? 0), 0))
    )
  )
}

/** The cheapest full mix; of equally cheap ones, up to the solver's accuracy, the one with the greatest reward. */
const solveCheapest = (
  solver: MipSolver,
  pool: Pool
): E.Either<SolverFailure, Float64Array | null> =>
  pipe(
    solveMix(solver, { ...pool, budget: Infinity }, cheapness(pool)),
    E.chain((cheapest) => {
      if (cheapest === null) return E.right(null)
      const leastCost = pool.cost.reduce((sum, cost, i) => sum + cost * (cheapest[i] ?? 0), 0)
      const budget = leastCost * (1 + requestedAccuracy.feasibility)
      return pipe(
        solveMix(solver, { ...pool, budget }, pool.reward),
        E.map((best) => best ?? cheapest)
      )
    })
  )

/** Whether the arms that may be deployed cannot carry every query. */
const isShort = ({ arms, capacity, maxDeployed }: Pool): boolean =>
  Math.min(arms, maxDeployed) * capacity < 1 - tolerance.share

/** Cost to be minimised, scaled to order one like every row a general solver sees. */
const cheapness = ({ cost }: Pool): Float64Array => {
  const largest = cost.reduce((max, value) => Math.max(max, value), 0)
  return cost.map((value) => -value / (largest > 0 ? largest : 1))
}

/** The optimal mix, category-major, or null when there is none. */
const solveMix = (
  solver: MipSolver,
  pool: Pool,
  objective: Float64Array
): E.Either<SolverFailure, Float64Array | null> => {
  const { termination, primal } = solver.solveMip(stateProgram(pool, objective))
  if (termination._tag === 'optimal') return E.right(primal)
  return termination._tag === 'infeasible'
    ? E.right(null)
    : E.left({
        _tag: 'SolverFailure',
        solver: solver.name,
        problem: termination._tag === 'failed' ? termination.problem : termination._tag
      })
}

/**
 * Columns: p per category and arm, then z per arm. Rows: full mix per category (at most full where arms are short), the shared budget,
 * `sum_g w_g p_gm <= capacity z_m` per arm, `sum z <= maxDeployed`.
 */
const stateProgram = (pool: Pool, objective: Float64Array): MixedIntegerProgram => {
  const { arms, weight, cost, capacity, budget, maxDeployed } = pool
  const groups = weight.length
  const mixes = groups * arms
  const columns = mixes + arms
  const budgetRow = groups
  const capacityRow = groups + 1
  const capRow = capacityRow + arms
  const scale = cost.reduce((max, value) => Math.max(max, value), 0) || 1
  const rowIndex: Array<number> = []
  const coefficient: Array<number> = []
  const columnStart = [0]
  for (let column = 0; column < mixes; column++) {
    const group = Math.floor(column / arms)
    rowIndex.push(group, budgetRow, capacityRow + (column % arms))
    coefficient.push(1, (cost[column] ?? 0) / scale, weight[group] ?? 0)
    columnStart.push(rowIndex.length)
  }
  for (let arm = 0; arm < arms; arm++) {
    rowIndex.push(capacityRow + arm, capRow)
    coefficient.push(-capacity, 1)
    columnStart.push(rowIndex.length)
  }
  const rowUpper = new Float64Array(capRow + 1)
  rowUpper.fill(1, 0, groups)
  rowUpper[budgetRow] = budget / scale
  rowUpper[capRow] = maxDeployed
  return {
    columns,
    rows: capRow + 1,
    objective: Float64Array.from({ length: columns }, (_, column) => objective[column] ?? 0),
    columnLower: new Float64Array(columns),
    columnUpper: new Float64Array(columns).fill(1),
    rowLower: new Float64Array(capRow + 1).fill(-Infinity).fill(isShort(pool) ? 0 : 1, 0, groups),
    rowUpper,
    columnStart: Int32Array.from(columnStart),
    rowIndex: Int32Array.from(rowIndex),
    coefficient: Float64Array.from(coefficient),
    isInteger: Uint8Array.from({ length: columns }, (_, column) => (column < mixes ? 0 : 1))
  }
}
