import * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'
import { tolerance } from '@stageroute/numeric'

/**
 * Checks, before anything runs, that the `maxDeployed` largest capacities can carry every query.
 *
 * Unit: `capacities` are shares in (0, 1].
 * Errors: `InvalidSetting` with the largest share of the queries that the slots can take.
 * Cost: O(n log n) in the number of arms.
 *
 * @category stage
 * @since 0.1.0
 * @example
 * import { checkSlots } from '@stageroute/planner'
 *
 * checkSlots([0.4, 0.4, 0.4, 0.4], 3)._tag // => 'Right'
 * checkSlots([0.2, 0.2, 0.2, 0.2, 0.2], 4)._tag // => 'Left'
 */
export const checkSlots = (
  capacities: ReadonlyArray<number>,
  maxDeployed: number
): E.Either<DomainError, void> => {
  const largest = [...capacities].sort((a, b) => b - a).slice(0, maxDeployed)
  const reach = largest.reduce((sum, capacity) => sum + capacity, 0)
  if (reach >= 1 - tolerance.share) return E.right(undefined)
  const remedy = largest.length < maxDeployed ? 'raise capacity' : 'raise either'
  return E.left({
    _tag: 'InvalidSetting',
    setting: 'max-deployed and capacity',
    problem: `${largest.length} deployed models can take at most ${reach.toFixed(3)} of the queries; ${remedy}`
  })
}
