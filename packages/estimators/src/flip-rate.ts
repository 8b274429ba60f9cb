import * as E from 'fp-ts/Either'
import { clip } from './clip'
import type { Estimator, IndexFamily } from './estimator'
import type { InvalidSettings } from './settings'

/**
 * Returns a family for rewards of a judge that turns r into 1 - r with a known probability e. The mean of what is observed is
 * (1 - 2 e) mu + e, so a bound of it is carried back by (bound - e) / (1 - 2 e), clipped to [0, 1]; whatever the family says of its bounds
 * holds of these. The width grows by 1 / (1 - 2 e), the pulls for the same width by its square. Costs are not judged.
 *
 * Errors: `InvalidSettings` unless `0 <= rate < 1/2`; at 1/2 rewards say nothing.
 *
 * @category family
 * @since 0.1.0
 * @example
 * import { hoeffdingFamily, withFlipRate } from '@stageroute/estimators'
 *
 * const judged = withFlipRate(hoeffdingFamily, 0.25)
 * const estimator = judged._tag === 'Right' && judged.right.open({ maxArms: 1, costMin: 0, costMax: 1 })
 * estimator && estimator.addArm() // => 0
 * estimator && estimator.observe(0, 0.5, 0) // => true
 * estimator && estimator.rewardMean(0) // => 0.5
 * withFlipRate(hoeffdingFamily, 0.5)._tag // => 'Left'
 */
export const withFlipRate = (
  family: IndexFamily,
  rate: number
): E.Either<InvalidSettings, IndexFamily> => {
  if (!(rate >= 0 && rate < 0.5)) {
    const problem = `${rate}, expected a probability below 1/2`
    return E.left({ _tag: 'InvalidSettings', field: 'rate', problem })
  }
  return E.right({ ...family, open: (settings) => unflip(family.open(settings), rate) })
}

const unflip = (judged: Estimator, rate: number): Estimator => {
  const carryBack = (bound: number): number => clip((bound - rate) / (1 - 2 * rate), 0, 1)
  const { rewardMean, rewardUpper, rewardLower, drawReward } = judged
  return {
    ...judged,
    rewardMean: (arm) => carryBack(rewardMean(arm)),
    rewardUpper: (arm, level) => carryBack(rewardUpper(arm, level)),
    rewardLower: (arm, level) => carryBack(rewardLower(arm, level)),
    ...(drawReward === undefined ? {} : { drawReward: (arm) => carryBack(drawReward(arm)) })
  }
}
