import type * as E from 'fp-ts/Either'
import { maxCost } from './arm-table'
import type { Estimator, EstimatorSettings, IndexFamily } from './estimator'
import { countCheck, makeChecked, type InvalidSettings } from './settings'

/**
 * Returns an estimator of a family without arms.
 *
 * Errors: `InvalidSettings` for settings of the family that are none, and unless `maxArms` is a whole number of at least 0 and `0 <= costMin <= costMax`, at most `maxCost`.
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
): E.Either<InvalidSettings, Estimator> => {
  const { maxArms, costMin, costMax } = settings
  return makeChecked(
    [
      ...family.checks,
      countCheck('maxArms', maxArms, 0),
      ['costMin', costMin, costMin >= 0 && costMin <= maxCost, `between 0 and ${maxCost}`],
      [
        'costMax',
        costMax,
        costMax >= costMin && costMax <= maxCost,
        `between ${costMin} and ${maxCost}`
      ]
    ],
    () => family.open(settings)
  )
}
