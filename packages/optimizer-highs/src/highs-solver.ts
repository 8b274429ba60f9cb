import type { Highs, ModelData } from 'highs'
import type { LinearProgram, SolverResult } from '@stageroute/optimizer'
import { attempt, type Instance } from './instance'
import type { HighsLimits } from './limits'
import { takeMemory, openProgram, release } from './open-program'
import { runLp, runMip, type Run } from './run'
import type { HighsSolver } from './solver-type'
import { stateLp, stateMip } from './statement'

/** Returns a loaded HiGHS as solver. Every model is disposed after its solve: native memory that is not is lost for good. */
export const makeHighsSolver = (highs: Highs, limits: HighsLimits): HighsSolver => {
  const instance: Instance = { highs, limits, death: undefined }
  return {
    name: 'highs',
    solveLp: (program) => solveOnce(instance, program, () => stateLp(highs, program), runLp),
    solveMip: (program) => solveOnce(instance, program, () => stateMip(highs, program), runMip),
    openLp: (program) => openProgram(instance, program, stateLp, runLp),
    openMip: (program) => openProgram(instance, program, stateMip, runMip)
  }
}

const solveOnce = (
  instance: Instance,
  program: LinearProgram,
  state: () => ModelData,
  run: Run
): SolverResult =>
  attempt(instance, program, () => {
    const model = takeMemory(instance, state())
    const result = attempt(instance, program, () => run(model, program))
    release(instance, model)
    return result
  })
