import * as E from 'fp-ts/Either'
import { loadHighsSolverWithin, type HighsLimits, type HighsSolver } from '../src'

/** The loaded solver, for tests: without it there is nothing to test. */
export const load = async (limits: Partial<HighsLimits> = {}): Promise<HighsSolver> => {
  const loaded = await loadHighsSolverWithin(limits)()
  if (E.isLeft(loaded)) throw new Error(loaded.left.problem)
  return loaded.right
}
