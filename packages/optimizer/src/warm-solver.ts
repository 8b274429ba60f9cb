import type { LinearProgram, MixedIntegerProgram } from './program'
import type { SolverResult } from './solver'

/**
 * What may change between two solves of an open program: whole arrays of the program's own lengths; what is left out stays as it was.
 *
 * Shape: as in {@link LinearProgram}; the places of the coefficients, and which columns are whole, stay.
 *
 * @category port
 * @since 0.1.0
 */
export type ProgramChange = Partial<
  Pick<
    LinearProgram,
    'objective' | 'columnLower' | 'columnUpper' | 'rowLower' | 'rowUpper' | 'coefficient'
  >
>

/**
 * A program that a solver keeps in its own memory, to be solved again after changes from what the last solve knew.
 *
 * - `resolve` applies a change and solves. The answer is that of the changed program stated anew. Arrays are copied, so the caller may write to
 *   them afterwards. An answer `failed` means that the change was not kept, an answer of another kind that it was.
 * - `close` releases the memory. Closing twice is closing once; a closed program answers `failed`.
 *
 * @category port
 * @since 0.1.0
 */
export interface OpenProgram {
  readonly resolve: (change: ProgramChange) => SolverResult
  readonly close: () => void
}

/**
 * Keeps programs open between solves. Opening never fails: a program that no solver would take answers `failed` when it is solved.
 *
 * An open program holds memory that no garbage collector sees: close it, or use {@link withOpen}.
 *
 * @category port
 * @since 0.1.0
 */
export interface WarmSolver {
  readonly name: string
  readonly openLp: (program: LinearProgram) => OpenProgram
  readonly openMip: (program: MixedIntegerProgram) => OpenProgram
}

/**
 * Returns what `use` makes of an open program, which is closed when `use` returns or throws.
 *
 * Requires: `use` is synchronous; what it returns no longer solves.
 *
 * @category port
 * @since 0.1.0
 * @example
 * import { withOpen } from '@stageroute/optimizer'
 * import { loadHighsSolver } from '@stageroute/optimizer-highs'
 *
 * const program = {
 *   columns: 1,
 *   rows: 0,
 *   objective: Float64Array.of(2),
 *   columnLower: Float64Array.of(0),
 *   columnUpper: Float64Array.of(3),
 *   rowLower: new Float64Array(0),
 *   rowUpper: new Float64Array(0),
 *   columnStart: Int32Array.of(0, 0),
 *   rowIndex: new Int32Array(0),
 *   coefficient: new Float64Array(0)
 * }
 * const loaded = await loadHighsSolver()
 * const values =
 *   loaded._tag === 'Left'
 *     ? []
 *     : withOpen(loaded.right.openLp(program), ({ resolve }) => [
 *         resolve({}).objective,
 *         resolve({ columnUpper: Float64Array.of(4) }).objective
 *       ])
 * values // => [6, 8]
 */
export const withOpen = <A>(program: OpenProgram, use: (program: OpenProgram) => A): A => {
  try {
    return use(program)
  } finally {
    program.close()
  }
}
