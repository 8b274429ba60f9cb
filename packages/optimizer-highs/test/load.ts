import * as E from 'fp-ts/Either'
import type { LpSolver, MipSolver } from '@stageroute/optimizer'
import { loadHighsSolver } from '../src'

/** The loaded solver, for tests: without it there is nothing to test. */
export const load = async (): Promise<LpSolver & MipSolver> => {
  const loaded = await loadHighsSolver()
  if (E.isLeft(loaded)) throw new Error(loaded.left.problem)
  return loaded.right
}
