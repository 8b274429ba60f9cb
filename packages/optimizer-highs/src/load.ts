import * as TE from 'fp-ts/TaskEither'
import loadHighs = require('highs')
import type { LpSolver, MipSolver, SolverFailure } from '@stageroute/optimizer'
import { makeHighsSolver } from './highs-solver'

/**
 * Loads HiGHS (WebAssembly, inside this package's dependency: no download) and returns it as both solver ports.
 *
 * Errors: `SolverFailure` when the module cannot be compiled.
 * Cost: compiles the module once; solves afterwards are synchronous.
 *
 * @category loading
 * @since 0.1.0
 * @example
 * import { loadHighsSolver } from '@stageroute/optimizer-highs'
 *
 * const loaded = await loadHighsSolver()
 * loaded._tag === 'Right' && loaded.right.name // => 'highs'
 */
export const loadHighsSolver: TE.TaskEither<SolverFailure, LpSolver & MipSolver> = TE.tryCatch(
  async () => makeHighsSolver(await loadHighs.default()),
  (cause): SolverFailure => ({
    _tag: 'SolverFailure',
    solver: 'highs',
    problem: `cannot be loaded: ${String(cause)}`
  })
)
