import { tolerance } from '@stageroute/numeric'
import type { LinearProgram, MixedIntegerProgram } from './program'

/**
 * Why a general solver stopped. `failed` carries the solver's own words; it is a result, because a caller with another way to decide
 * must be able to go on.
 *
 * @category solution
 * @since 0.1.0
 */
export type Termination =
  | { readonly _tag: 'optimal' }
  | { readonly _tag: 'infeasible' }
  | { readonly _tag: 'unbounded' }
  | { readonly _tag: 'limit' }
  | { readonly _tag: 'failed'; readonly problem: string }

/**
 * What a general solver found. `primal` earns `objective`; `rowPrice` (at least zero for a binding `<=` row of the maximisation) is
 * meaningful for the optimum of a linear programme only; `bound` is the proved upper bound on the objective. A mixed-integer solve that
 * ends at a `limit` tells how far it came: `objective` is then that of the best point so far, or not a number when there is none, and
 * `bound` may be infinite. Every other termination leaves both not a number.
 *
 * @category solution
 * @since 0.1.0
 */
export interface SolverResult {
  readonly termination: Termination
  readonly objective: number
  readonly bound: number
  readonly primal: Float64Array
  readonly rowPrice: Float64Array
}

/**
 * What an adapter asks of its solver, for programs of order one: how far rows, bounds and whole values may be off, and below which size a
 * coefficient may be dropped. Solvers' own defaults are wider than the accuracy we compare answers with.
 *
 * @category port
 * @since 0.1.0
 */
export const requestedAccuracy = {
  feasibility: tolerance.requested,
  coefficient: tolerance.share
} as const

/**
 * Solves linear programmes. Synchronous: loading a solver is an effect, using it is not.
 *
 * @category port
 * @since 0.1.0
 */
export interface LpSolver {
  readonly name: string
  readonly solveLp: (program: LinearProgram) => SolverResult
}

/**
 * Solves mixed-integer programmes to a gap of zero.
 *
 * @category port
 * @since 0.1.0
 */
export interface MipSolver {
  readonly name: string
  readonly solveMip: (program: MixedIntegerProgram) => SolverResult
}
