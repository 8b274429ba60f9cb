import { tolerance } from '@stageroute/numeric'

/**
 * A law that a solver is not held to, and why.
 *
 * @category law
 * @since 0.1.0
 */
export interface SolverLawExclusion {
  readonly law: string
  readonly reason: string
}

/**
 * How strictly a solver is tested. `feasibility` and `objective` are absolute, for programs of order one; `programs` is how many random
 * programs each law sees, drawn from `seed`.
 *
 * @category law
 * @since 0.1.0
 */
export interface SolverLawOptions {
  readonly feasibility: number
  readonly objective: number
  readonly programs: number
  readonly seed: number
  readonly exclusions: ReadonlyArray<SolverLawExclusion>
}

/**
 * The options that {@link solverLaws} takes where none is given.
 *
 * @category law
 * @since 0.1.0
 */
export const defaultSolverLawOptions: SolverLawOptions = {
  feasibility: tolerance.general,
  objective: tolerance.general,
  programs: 100,
  seed: 1,
  exclusions: []
}
