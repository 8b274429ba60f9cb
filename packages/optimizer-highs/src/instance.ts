import type { Highs } from 'highs'
import type { LinearProgram, SolverResult, Termination } from '@stageroute/optimizer'
import type { HighsLimits } from './limits'

/** A loaded HiGHS, and what became of it: `death` says why it must not be called any more. */
export interface Instance {
  readonly highs: Highs
  readonly limits: HighsLimits
  death: string | undefined
}

type Shape = Pick<LinearProgram, 'columns' | 'rows'>

/** What HiGHS says through its own errors leaves it intact. Anything else (a trap, an abort, no memory) ended in the middle of something. */
const isHarmless = (cause: unknown): boolean =>
  cause instanceof Error && cause.name.startsWith('Highs')

/** A result without an answer. */
export const unanswered = ({ columns, rows }: Shape, termination: Termination): SolverResult => ({
  termination,
  objective: Number.NaN,
  bound: Number.NaN,
  primal: new Float64Array(columns),
  rowPrice: new Float64Array(rows)
})

/** A result that says what went wrong. */
export const failed = (shape: Shape, problem: string): SolverResult =>
  unanswered(shape, { _tag: 'failed', problem })

/** Runs a solve; whatever it throws is a result. After an exception that is not HiGHS' own, every solve of the instance fails at once. */
export const attempt = (
  instance: Instance,
  shape: Shape,
  solve: () => SolverResult
): SolverResult => {
  if (instance.death !== undefined) return failed(shape, instance.death)
  try {
    return solve()
  } catch (cause) {
    if (isHarmless(cause)) return failed(shape, String(cause))
    instance.death = `HiGHS stopped for good and must be loaded again: ${String(cause)}`
    return failed(shape, instance.death)
  }
}
