import { invariant, makeUniformField, readField } from '@stageroute/numeric'
import type { Environment, OutcomeSource } from '../environment'
import { costFactor, largestCostFactor, standardNormal } from './lognormal-cost'
import { quantile, type ScoreDistribution } from './score-distribution'

/**
 * What is published of one model: mean score and mean cost over all queries, and how often each listed score value occurred. Queries whose
 * value is not listed have the mean that makes the listed ones agree with the published mean.
 *
 * Unit: `meanCost` in USD per query.
 *
 * @category environment
 * @since 0.1.0
 */
export interface PublishedArm {
  readonly id: string
  readonly released: string
  readonly meanScore: number
  readonly meanCost: number
  readonly scoreCounts: ReadonlyArray<readonly [score: number, count: number]>
}

/**
 * Published aggregate figures of a benchmark with `queries` queries.
 *
 * @category environment
 * @since 0.1.0
 */
export interface PublishedFigures {
  readonly id: string
  readonly queries: number
  readonly arms: ReadonlyArray<PublishedArm>
}

/**
 * Returns the environment whose scores follow the published counts and whose costs are lognormal around the published means, independent
 * over queries and arms. Its true means are the published ones; an arm's largest cost, 20 times its mean, is met where the lognormal is cut,
 * once in some 500,000 queries.
 *
 * Requires: at most `queries` listed scores per arm, and figures that agree: the unlisted scores they imply lie in [0, 1].
 *
 * @category environment
 * @since 0.1.0
 */
export const makePublishedFigures = (figures: PublishedFigures): Environment => {
  const { arms, queries } = figures
  const scores = arms.map((arm) => scoreDistribution(arm, queries))
  const reward = Float64Array.from(scores, ({ mean }) => mean)
  const cost = Float64Array.from(arms, ({ meanCost }) => meanCost)
  return {
    id: figures.id,
    arms: arms.map(({ id, released, meanCost }, arm) => ({
      id,
      released,
      meanReward: reward[arm] ?? 0,
      meanCost,
      largestCost: meanCost * largestCostFactor
    })),
    largestCost: Math.max(...cost) * largestCostFactor,
    categories: {
      names: ['all'],
      weight: Float64Array.of(1),
      reward,
      cost
    },
    changes: [],
    features: 0,
    open: (seed) => openFigures(scores, cost, seed)
  }
}

/** The listed values, then the one that the unlisted queries share, which makes the mean the published one. */
export const scoreDistribution = (arm: PublishedArm, queries: number): ScoreDistribution => {
  const listed = arm.scoreCounts.reduce((sum, [, count]) => sum + count, 0)
  const total = arm.scoreCounts.reduce((sum, [score, count]) => sum + score * count, 0)
  const unlisted = queries - listed
  const shared = unlisted > 0 ? (arm.meanScore * queries - total) / unlisted : 0
  invariant(
    unlisted >= 0 && shared >= 0 && shared <= 1,
    `the figures of ${arm.id} leave scores in [0, 1] for the unlisted queries`
  )
  const counts = [...arm.scoreCounts, [shared, unlisted] as const]
  let below = 0
  return {
    value: Float64Array.from(counts, ([score]) => score),
    cumulative: Float64Array.from(counts, ([, count]) => (below += count) / queries),
    mean: unlisted > 0 ? arm.meanScore : total / queries
  }
}

const openFigures = (
  scores: ReadonlyArray<ScoreDistribution>,
  meanCost: Float64Array,
  seed: number
): OutcomeSource => {
  const outcome = makeUniformField(seed, 'outcomes')
  const angle = makeUniformField(seed, 'cost-angles')
  const source: OutcomeSource = {
    reward: 0,
    cost: 0,
    read: (query, arm) => {
      readField(outcome, query, arm)
      readField(angle, query, arm)
      source.reward = quantile(scores[arm] as ScoreDistribution, outcome.first)
      const normal = standardNormal(outcome.second, angle.first)
      source.cost = (meanCost[arm] as number) * costFactor(normal)
    },
    categoryOf: () => 0,
    featuresInto: () => undefined
  }
  return source
}
