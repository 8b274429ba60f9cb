import { clip } from './clip'
import { costMeanOf, costPullsOf, costVarianceOf } from './cost-prior'
import type { Estimator, EstimatorSettings } from './estimator'
import { pullsOf, varianceOf } from './moments'
import { openTable } from './table-port'

/**
 * How far the bounds of a family lie from the mean of values in [0, 1]; a mean above 1 is that of costs above their scale.
 *
 * @category radius
 * @since 0.1.0
 */
export interface Radii {
  readonly above: (mean: number, variance: number, pulls: number, level: number) => number
  readonly below: (mean: number, variance: number, pulls: number, level: number) => number
}

/** Costs are moved by `origin` and divided by `scale` to be in [0, 1]. */
export interface CostScale {
  readonly origin: number
  readonly scale: number
}

/** The scale that makes [c_1, c_2] the unit interval. */
export const rangeScale = ({ costMin, costMax }: EstimatorSettings): CostScale => ({
  origin: costMin,
  scale: costMax > costMin ? costMax - costMin : 1
})

/**
 * Returns the estimator of a family whose bounds follow from pulls, mean and variance. Adding a distance to the mean, rather than computing
 * a bound anew, keeps bounds on their sides of it to the last bit.
 */
export const openMomentEstimator = (
  radii: Radii,
  settings: EstimatorSettings,
  { origin, scale }: CostScale
): Estimator => {
  const port = openTable(settings.maxArms)
  const { table } = port
  const { reward } = table
  const { costMin, costMax } = settings
  const unitCost = (arm: number): number => (costMeanOf(table, arm) - origin) / scale
  const unitVariance = (arm: number): number => costVarianceOf(table, arm) / (scale * scale)
  return {
    ...port,
    rewardMean: (arm) => reward.mean[arm],
    rewardUpper: (arm, level) => {
      const pulls = pullsOf(reward, arm)
      if (pulls === 0) return 1
      const mean = reward.mean[arm]
      return clip(mean + radii.above(mean, varianceOf(reward, arm), pulls, level), 0, 1)
    },
    rewardLower: (arm, level) => {
      const pulls = pullsOf(reward, arm)
      if (pulls === 0) return 0
      const mean = reward.mean[arm]
      return clip(mean - radii.below(mean, varianceOf(reward, arm), pulls, level), 0, 1)
    },
    costMean: (arm) => clip(costMeanOf(table, arm), costMin, costMax),
    costUpper: (arm, level) => {
      const pulls = costPullsOf(table, arm)
      if (pulls === 0) return costMax
      const radius = radii.above(unitCost(arm), unitVariance(arm), pulls, level)
      return clip(costMeanOf(table, arm) + radius * scale, costMin, costMax)
    },
    costLower: (arm, level) => {
      const pulls = costPullsOf(table, arm)
      if (pulls === 0) return costMin
      const radius = radii.below(unitCost(arm), unitVariance(arm), pulls, level)
      return clip(costMeanOf(table, arm) - radius * scale, costMin, costMax)
    }
  }
}
