import type { Model, ModelData } from 'highs'
import type { LinearProgram, OpenProgram, ProgramChange, SolverResult } from '@stageroute/optimizer'
import { applyChange, changeProblem, copyOf, keepChange } from './change'
import { attempt, failed, type Instance } from './instance'
import { optionsOf } from './limits'
import type { Run } from './run'

/** States a program in HiGHS' words. */
type State<P> = (highs: Instance['highs'], program: P) => ModelData

/** Native memory with a program in it. */
export const takeMemory = (instance: Instance, source: ModelData): Model => {
  const model = instance.highs.createModel(source)
  model.options.set(optionsOf(instance.limits))
  return model
}

/** Releases a model, unless its instance is dead: then its memory is out of reach, and goes with the instance. */
export const release = (instance: Instance, model: Model): void => {
  if (instance.death === undefined) model.dispose()
}

/**
 * Keeps a program in native memory from its first solve until it is closed. A solve that fails gives the model up: the next one states the
 * program anew, as it was before the change that failed.
 */
export const openProgram = <P extends LinearProgram>(
  instance: Instance,
  given: P,
  state: State<P>,
  run: Run
): OpenProgram => {
  const program = copyOf(given)
  let model: Model | undefined
  let last: Float64Array | undefined
  let isClosed = false

  const drop = (): void => {
    const held = model
    model = undefined
    if (held !== undefined) release(instance, held)
  }

  const solve = (change: ProgramChange): SolverResult => {
    if (model === undefined)
      model = takeMemory(instance, state(instance.highs, { ...program, ...change }))
    else applyChange(model, program, change)
    return run(model, program, last)
  }

  const resolve = (change: ProgramChange): SolverResult => {
    if (isClosed) return failed(program, 'the program is closed')
    const problem = changeProblem(program, change)
    if (problem !== undefined) return failed(program, problem)
    const result = attempt(instance, program, () => solve(change))
    if (result.termination._tag === 'failed') drop()
    else keepChange(program, change)
    if (result.termination._tag === 'optimal') last = result.primal.slice()
    return result
  }

  const close = (): void => {
    isClosed = true
    drop()
  }

  return { resolve, close }
}
