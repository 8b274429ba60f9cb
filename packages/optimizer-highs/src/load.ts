import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import loadHighs = require('highs')
import type { SolverFailure } from '@stageroute/optimizer'
import { makeHighsSolver } from './highs-solver'
import { checkLimits, type HighsLimits } from './limits'
import type { HighsSolver } from './solver-type'

/**
 * Loads HiGHS (WebAssembly, inside this package's dependency: no download) and returns it as solver that gives up at limits of the caller's.
 *
 * Errors: `SolverFailure` when a limit is not one, or when the module cannot be compiled.
 * Cost: compiles the module once; solves afterwards are synchronous.
 *
 * @category loading
 * @since 0.1.0
 * @example
 * import { loadHighsSolverWithin } from '@stageroute/optimizer-highs'
 *
 * const loaded = await loadHighsSolverWithin({ seconds: 0.5, nodes: 10_000 })()
 * loaded._tag === 'Right' && loaded.right.name // => 'highs'
 *
 * const refused = await loadHighsSolverWithin({ seconds: 0 })()
 * refused._tag === 'Left' && refused.left.problem // => 'seconds must be above zero, not 0'
 */
export const loadHighsSolverWithin = (
  limits: Partial<HighsLimits>
): TE.TaskEither<SolverFailure, HighsSolver> =>
  pipe(
    TE.fromEither(checkLimits(limits)),
    TE.chain((checked) =>
      TE.tryCatch(
        async () => makeHighsSolver(await loadHighs.default(), checked),
        (cause): SolverFailure => ({
          _tag: 'SolverFailure',
          solver: 'highs',
          problem: `cannot be loaded: ${String(cause)}`
        })
      )
    )
  )

/**
 * Loads HiGHS as {@link loadHighsSolverWithin} does; a solve is given up after a minute.
 *
 * @category loading
 * @since 0.1.0
 * @example
 * import { loadHighsSolver } from '@stageroute/optimizer-highs'
 *
 * const loaded = await loadHighsSolver()
 * loaded._tag === 'Right' && loaded.right.name // => 'highs'
 */
export const loadHighsSolver: TE.TaskEither<SolverFailure, HighsSolver> = loadHighsSolverWithin({})
