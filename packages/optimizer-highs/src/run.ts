import type { Model } from 'highs'
import type { LinearProgram, SolverResult } from '@stageroute/optimizer'
import { unanswered } from './instance'
import { terminationOf } from './status'

/** Solves the program that a model holds; `start` is a point to begin at, the last optimum say. */
export type Run = (model: Model, program: LinearProgram, start?: Float64Array) => SolverResult

/** Runs HiGHS with its whole time: its limit counts the seconds of all runs of a model. */
const runAfresh = (model: Model): void => {
  model.zeroAllClocks()
  model.run()
}

/** Solves a linear programme, from the model's own basis. HiGHS' row dual is the change of the objective per unit of the row's side: here the price itself. */
export const runLp: Run = (model, program) => {
  runAfresh(model)
  const termination = terminationOf(model.getModelStatus())
  if (termination._tag !== 'optimal') return unanswered(program, termination)
  const { colValue, rowDual } = model.getSolution()
  const objective = model.getObjectiveValue()
  return { termination, primal: colValue, rowPrice: rowDual, objective, bound: objective }
}

/** HiGHS' code for a point that satisfies every row and bound. */
const feasiblePoint = 2

/** Solves a mixed-integer programme: a start that is feasible, or nearly, is its first point. What a limit cut short tells its best point and its bound. */
export const runMip: Run = (model, program, start) => {
  if (start !== undefined) model.setSolution({ colValue: start })
  runAfresh(model)
  const termination = terminationOf(model.getModelStatus())
  const nothing = unanswered(program, termination)
  if (termination._tag !== 'optimal' && termination._tag !== 'limit') return nothing
  const bound = Number(model.info.get('mip_dual_bound'))
  const hasPoint = model.info.get('primal_solution_status') === feasiblePoint
  if (!hasPoint) return { ...nothing, bound }
  const primal = model.getSolution().colValue
  return { ...nothing, bound, primal, objective: model.getObjectiveValue() }
}
