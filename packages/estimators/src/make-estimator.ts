import * as E from 'fp-ts/Either'
import { maxCost } from './arm-table'
import type { Estimator, EstimatorSettings, IndexFamily } from './estimator'

/**
 * Why no estimator can be made: which setting is wrong and why.
 *
 * @category error
 * @since 0.1.0
 */
export interface InvalidIndex {
  readonly _tag: 'InvalidIndex'
  readonly field: string
  readonly problem: string
}

/**
 * Returns an estimator of a family without arms.
 *
 * Errors: `InvalidIndex` unless `maxArms` is a whole number of at least 0 and `0 <= costMin <= costMax`, at most `maxCost`.
 * Cost: O(maxArms) time and memory.
 *
 * @category door
 * @since 0.1.0
 * @example
 * import { klFamily, makeEstimator } from '@stageroute/estimators'
 *
 * const made = makeEstimator(klFamily, { maxArms: 4, costMin: 0, costMax: 0.02 })
 * const estimator = made._tag === 'Right' ? made.right : undefined
 * estimator?.addArm() // => 0
 * estimator?.rewardUpper(0, 5) // => 1
 * estimator?.observe(0, 0, 0.004) // => true
 * estimator?.rewardUpper(0, Math.LN2) // => 0.5
 */
export const makeEstimator = (
  family: IndexFamily,
  settings: EstimatorSettings
): E.Either<InvalidIndex, Estimator> => {
  const { maxArms, costMin, costMax } = settings
  const refuse = (field: string, problem: string): E.Either<InvalidIndex, Estimator> =>
    E.left({ _tag: 'InvalidIndex', field, problem })
  if (!(Number.isSafeInteger(maxArms) && maxArms >= 0))
    return refuse('maxArms', `${maxArms}, expected a whole number of at least 0`)
  if (!(costMin >= 0 && costMin <= maxCost))
    return refuse('costMin', `${costMin}, expected between 0 and ${maxCost}`)
  if (!(costMax >= costMin && costMax <= maxCost))
    return refuse('costMax', `${costMax}, expected between ${costMin} and ${maxCost}`)
  return E.right(family.open(settings))
}
