import type { Highs, Model, ModelData } from 'highs'
import {
  requestedAccuracy,
  type LinearProgram,
  type LpSolver,
  type MipSolver,
  type MixedIntegerProgram,
  type SolverResult
} from '@stageroute/optimizer'
import { terminationOf } from './status'

/** A solve blocks its thread: past this it is ended, and the termination is `limit`. */
const timeLimitSeconds = 60

/**
 * Exact answers wherever HiGHS can give them: no gap, tolerances that leave an optimum within our general one even where a unit of budget
 * is worth much, small coefficients kept, and a clear verdict on infeasibility.
 */
const options = {
  time_limit: timeLimitSeconds,
  output_flag: false,
  mip_rel_gap: 0,
  mip_abs_gap: 0,
  mip_feasibility_tolerance: requestedAccuracy.feasibility,
  primal_feasibility_tolerance: requestedAccuracy.feasibility,
  dual_feasibility_tolerance: requestedAccuracy.feasibility,
  small_matrix_value: requestedAccuracy.coefficient,
  allow_unbounded_or_infeasible: false
} as const

/**
 * Returns a loaded HiGHS as both solver ports. Every model is disposed after its solve: native memory that is not is lost for good.
 *
 * @category solver
 * @since 0.1.0
 */
export const makeHighsSolver = (highs: Highs): LpSolver & MipSolver => ({
  name: 'highs',
  solveLp: (program) =>
    solve(highs, program, toModel(highs, program), (model) => {
      // HiGHS' row dual is the change of the objective per unit of the row's side: for a maximisation, the price itself.
      const { colValue, rowDual } = model.getSolution()
      const objective = model.getObjectiveValue()
      return { primal: colValue, rowPrice: rowDual, objective, bound: objective }
    }),
  solveMip: (program) =>
    solve(highs, program, toMixedModel(highs, program), (model) => ({
      primal: model.getSolution().colValue,
      rowPrice: new Float64Array(program.rows),
      objective: model.getObjectiveValue(),
      bound: Number(model.info.get('mip_dual_bound'))
    }))
})

type Answer = Omit<SolverResult, 'termination'>

const solve = (
  highs: Highs,
  program: LinearProgram,
  source: ModelData,
  read: (model: Model) => Answer
): SolverResult => {
  const nothing: Answer = {
    primal: new Float64Array(program.columns),
    rowPrice: new Float64Array(program.rows),
    objective: Number.NaN,
    bound: Number.NaN
  }
  try {
    return highs.withModel(source, (model): SolverResult => {
      model.options.set(options)
      model.run()
      const termination = terminationOf(model.getModelStatus())
      return { ...(termination._tag === 'optimal' ? read(model) : nothing), termination }
    })
  } catch (cause) {
    return { ...nothing, termination: { _tag: 'failed', problem: String(cause) } }
  }
}

const toModel = (highs: Highs, program: LinearProgram): ModelData => ({
  numCols: program.columns,
  numRows: program.rows,
  sense: highs.constants.objectiveSense.maximize,
  colCost: program.objective,
  colLower: program.columnLower,
  colUpper: program.columnUpper,
  rowLower: program.rowLower,
  rowUpper: program.rowUpper,
  matrix: {
    format: 'csc',
    numRows: program.rows,
    numCols: program.columns,
    starts: program.columnStart,
    indices: program.rowIndex,
    values: program.coefficient
  }
})

const toMixedModel = (highs: Highs, program: MixedIntegerProgram): ModelData => ({
  ...toModel(highs, program),
  integrality: Int32Array.from(program.isInteger)
})
