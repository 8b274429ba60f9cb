import * as E from 'fp-ts/Either'
import { requestedAccuracy, type SolverFailure } from '@stageroute/optimizer'

/**
 * Where HiGHS gives up a solve; the termination is then `limit`.
 *
 * Unit: `seconds` of one solve; `nodes` of a branch-and-bound tree; `iterations` of the simplex method on a linear programme.
 *
 * @category loading
 * @since 0.1.0
 */
export interface HighsLimits {
  readonly seconds: number
  readonly nodes: number
  readonly iterations: number
}

/** The largest whole number that HiGHS counts to. */
const unlimited = 2 ** 31 - 1

/** A solve blocks its thread: by default it is ended after a minute. */
const defaultLimits: HighsLimits = { seconds: 60, nodes: unlimited, iterations: unlimited }

const isCount = (value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= unlimited

/** Refuses limits that HiGHS could not keep; what is left out has its default. */
export const checkLimits = (given: Partial<HighsLimits>): E.Either<SolverFailure, HighsLimits> => {
  const limits = { ...defaultLimits, ...given }
  const refuse = (field: keyof HighsLimits, expected: string): E.Either<SolverFailure, never> =>
    E.left({
      _tag: 'SolverFailure',
      solver: 'highs',
      problem: `${field} must be ${expected}, not ${limits[field]}`
    })
  if (!(limits.seconds > 0)) return refuse('seconds', 'above zero')
  if (!isCount(limits.nodes)) return refuse('nodes', `a whole number from 0 to ${unlimited}`)
  return isCount(limits.iterations)
    ? E.right(limits)
    : refuse('iterations', `a whole number from 0 to ${unlimited}`)
}

/**
 * Exact answers wherever HiGHS can give them: no gap, tolerances that leave an optimum within our general one even where a unit of budget
 * is worth much, small coefficients kept, and a clear verdict on infeasibility.
 */
const exactness = {
  output_flag: false,
  mip_rel_gap: 0,
  mip_abs_gap: 0,
  mip_feasibility_tolerance: requestedAccuracy.feasibility,
  primal_feasibility_tolerance: requestedAccuracy.feasibility,
  dual_feasibility_tolerance: requestedAccuracy.feasibility,
  small_matrix_value: requestedAccuracy.coefficient,
  allow_unbounded_or_infeasible: false
} as const

/** The options of a solve, in HiGHS' words. */
export const optionsOf = ({
  seconds,
  nodes,
  iterations
}: HighsLimits): Readonly<Record<string, boolean | number>> => ({
  ...exactness,
  time_limit: seconds,
  mip_max_nodes: nodes,
  simplex_iteration_limit: iterations
})
