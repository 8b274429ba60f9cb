import * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'
import { tolerance } from '@stageroute/numeric'

/**
 * Checks, before anything runs, that the `maxDeployed` largest capacities can carry every query.
 *
 * Errors: `InvalidSetting` with the largest mass that the slots carry.
 *
 * @category stage
 * @since 0.1.0
 */
export const checkSlots = (
  capacities: ReadonlyArray<number>,
  maxDeployed: number
): E.Either<DomainError, void> => {
  const reach = [...capacities]
    .sort((a, b) => b - a)
    .slice(0, maxDeployed)
    .reduce((sum, capacity) => sum + capacity, 0)
  return reach >= 1 - tolerance.share
    ? E.right(undefined)
    : E.left({
        _tag: 'InvalidSetting',
        setting: 'max-deployed and capacity',
        problem: `${maxDeployed} deployed models can take at most ${reach.toFixed(3)} of the queries; raise either`
      })
}
