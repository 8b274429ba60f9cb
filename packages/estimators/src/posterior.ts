import type { Stream } from '@stageroute/numeric'
import { clip } from './clip'
import { costMeanOf, costPullsOf } from './cost-prior'
import { drawBeta, drawNormal } from './draws'
import type { Estimator, EstimatorSettings, IndexFamily } from './estimator'
import { klAbove, klBelow } from './kl'
import { rangeScale } from './moment-estimator'
import { pullsOf } from './moments'
import { openTable } from './table-port'

/** A posterior of a mean in [0, 1] with `pulls` worth of evidence, the prior's included. */
interface Posterior {
  /** How many pulls the prior is worth; its mean is 1/2. */
  readonly priorPulls: number
  readonly above: (mean: number, pulls: number, level: number) => number
  readonly below: (mean: number, pulls: number, level: number) => number
  readonly draw: (stream: Stream, mean: number, pulls: number) => number
}

const openPosterior = (
  { priorPulls, above, below, draw }: Posterior,
  settings: EstimatorSettings,
  stream: Stream
): Estimator => {
  const port = openTable(settings.maxArms)
  const { table } = port
  const { reward } = table
  const { costMin, costMax } = settings
  const { scale } = rangeScale(settings)
  const shrink = (mean: number, pulls: number): number =>
    (priorPulls / 2 + pulls * mean) / (priorPulls + pulls)
  const unitReward = (arm: number): number => shrink(reward.mean[arm], pullsOf(reward, arm))
  const unitCost = (arm: number): number =>
    shrink(clip((costMeanOf(table, arm) - costMin) / scale, 0, 1), costPullsOf(table, arm))
  const toCost = (unit: number): number => clip(costMin + unit * scale, costMin, costMax)
  const isNew = (arm: number): boolean => reward.weight[arm] === 0
  const isFree = (arm: number): boolean => costPullsOf(table, arm) === 0
  const rewardPulls = (arm: number): number => pullsOf(reward, arm) + priorPulls
  const costPulls = (arm: number): number => costPullsOf(table, arm) + priorPulls
  return {
    ...port,
    rewardMean: unitReward,
    rewardUpper: (arm, level) => {
      const mean = unitReward(arm)
      return isNew(arm) ? 1 : clip(mean + above(mean, rewardPulls(arm), level), 0, 1)
    },
    rewardLower: (arm, level) => {
      const mean = unitReward(arm)
      return isNew(arm) ? 0 : clip(mean - below(mean, rewardPulls(arm), level), 0, 1)
    },
    costMean: (arm) => toCost(unitCost(arm)),
    costUpper: (arm, level) => {
      const mean = unitCost(arm)
      return isFree(arm) ? costMax : toCost(mean + above(mean, costPulls(arm), level))
    },
    costLower: (arm, level) => {
      const mean = unitCost(arm)
      return isFree(arm) ? costMin : toCost(mean - below(mean, costPulls(arm), level))
    },
    drawReward: (arm) => clip(draw(stream, unitReward(arm), rewardPulls(arm)), 0, 1),
    drawCost: (arm) => toCost(draw(stream, unitCost(arm), costPulls(arm)))
  }
}

/**
 * Returns the family of Beta posteriors from a uniform prior. Rewards between 0 and 1 count as fractions of a success, which is the
 * posterior for rewards of 0 and 1 and a working assumption for all others: it takes the variance to be mean (1 - mean), the largest there
 * is, so that draws spread no less than they should.
 *
 * The bounds are Chernoff's for the Beta distribution: with mean p = a / (a + b), a draw exceeds q > p with probability at most
 * exp(-(a + b) kl(p, q)). Write it as X / (X + Y) of gamma draws; then E exp(s ((1 - q) X - q Y)) = (1 - s (1 - q))^-a (1 + s q)^-b is
 * least at 1 - s (1 - q) = p / q, 1 + s q = (1 - p) / (1 - q).
 *
 * @category family
 * @since 0.1.0
 */
export const makeBetaFamily = (stream: Stream): IndexFamily => ({
  id: 'beta',
  source:
    'W. R. Thompson, Biometrika 25 (1933); S. Agrawal, N. Goyal, COLT 2012; bounds by Chernoff',
  validity:
    'Over an arm drawn from the uniform prior, each bound misses with probability at most exp(-level), at any number of pulls fixed beforehand, for rewards of 0 and 1; for a particular arm and for graded rewards it is a heuristic.',
  kind: 'posterior',
  isOrderIndependent: true,
  isWeighted: true,
  checks: [],
  open: (settings) =>
    openPosterior(
      {
        priorPulls: 2,
        above: klAbove,
        below: klBelow,
        draw: (own, mean, pulls) => drawBeta(own, mean * pulls, (1 - mean) * pulls)
      },
      settings,
      stream
    )
})

const deviation = (pulls: number): number => 1 / (2 * Math.sqrt(pulls))
const gaussianRadius = (_: number, pulls: number, level: number): number =>
  deviation(pulls) * Math.sqrt(2 * level)

/**
 * Returns the family of Gaussian posteriors: values of standard deviation 1/2, the largest in [0, 1], and a prior of mean 1/2 worth one
 * pull. Draws are clipped to the range.
 *
 * @category family
 * @since 0.1.0
 */
export const makeGaussianFamily = (stream: Stream): IndexFamily => ({
  id: 'gaussian',
  source: 'S. Agrawal, N. Goyal, AISTATS 2013, with the variance of values in [0, 1]',
  validity:
    'Over an arm drawn from the prior and Gaussian values of deviation 1/2, each bound misses with probability at most exp(-level), at any number of pulls fixed beforehand; for values in [0, 1] it is Hoeffding’s bound drawn towards 1/2 by one pull, a heuristic.',
  kind: 'posterior',
  isOrderIndependent: true,
  isWeighted: true,
  checks: [],
  open: (settings) =>
    openPosterior(
      {
        priorPulls: 1,
        above: gaussianRadius,
        below: gaussianRadius,
        draw: (own, mean, pulls) => mean + deviation(pulls) * drawNormal(own)
      },
      settings,
      stream
    )
})
