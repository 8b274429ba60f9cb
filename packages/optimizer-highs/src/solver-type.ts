import type { LpSolver, MipSolver, WarmSolver } from '@stageroute/optimizer'

/**
 * HiGHS, as every port of a general solver.
 *
 * @category solver
 * @since 0.1.0
 */
export type HighsSolver = LpSolver & MipSolver & WarmSolver
