import { makeUniformField, readField } from '@stageroute/numeric'
import type { Environment, OutcomeSource } from '../environment'

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
 * Coefficient of variation of a single query's cost around a model's mean; only means are published, so this is an assumption.
 *
 * @category environment
 * @since 0.1.0
 */
export const assumedCostVariation = 0.8

/** Costs are cut at this multiple of the mean, so that the environment has a largest cost. */
const LARGEST_COST_FACTOR = 20

/**
 * Returns the environment whose scores follow the published counts and whose costs are lognormal around the published means, independent
 * over queries and arms.
 *
 * @category environment
 * @since 0.1.0
 */
export const makePublishedFigures = (figures: PublishedFigures): Environment => {
  const { arms } = figures
  const scores = arms.map((arm) => scoreDistribution(arm, figures.queries))
  return {
    id: figures.id,
    arms: arms.map(({ id, released, meanScore, meanCost }) => ({
      id,
      released,
      meanReward: meanScore,
      meanCost
    })),
    largestCost: LARGEST_COST_FACTOR * Math.max(...arms.map(({ meanCost }) => meanCost)),
    categories: {
      names: ['all'],
      weight: Float64Array.of(1),
      reward: Float64Array.from(arms, ({ meanScore }) => meanScore),
      cost: Float64Array.from(arms, ({ meanCost }) => meanCost)
    },
    open: (seed) =>
      openFigures(
        scores,
        Float64Array.from(arms, ({ meanCost }) => meanCost),
        seed
      )
  }
}

interface ScoreDistribution {
  readonly value: Float64Array
  readonly cumulative: Float64Array
}

const scoreDistribution = (arm: PublishedArm, queries: number): ScoreDistribution => {
  const listed = arm.scoreCounts.reduce((sum, [, count]) => sum + count, 0)
  const total = arm.scoreCounts.reduce((sum, [score, count]) => sum + score * count, 0)
  const unlisted = queries - listed
  const values = [
    ...arm.scoreCounts,
    [unlistedMean(arm, queries, total, unlisted), unlisted] as const
  ]
  let below = 0
  return {
    value: Float64Array.from(values, ([score]) => score),
    cumulative: Float64Array.from(values, ([, count]) => (below += count / queries))
  }
}

const unlistedMean = (
  arm: PublishedArm,
  queries: number,
  listedTotal: number,
  unlisted: number
): number => (unlisted > 0 ? (arm.meanScore * queries - listedTotal) / unlisted : 0)

const openFigures = (
  scores: ReadonlyArray<ScoreDistribution>,
  meanCost: Float64Array,
  seed: number
): OutcomeSource => {
  const outcome = makeUniformField(seed, 'outcomes')
  const angle = makeUniformField(seed, 'cost-angles')
  const sigma = Math.sqrt(Math.log(1 + assumedCostVariation ** 2))
  const source: OutcomeSource = {
    reward: 0,
    cost: 0,
    read: (query, arm) => {
      readField(outcome, query, arm)
      readField(angle, query, arm)
      source.reward = quantile(scores[arm] as ScoreDistribution, outcome.first)
      // Box-Muller: a standard normal from two uniforms.
      const normal = Math.sqrt(-2 * Math.log(1 - outcome.second)) * Math.cos(TURN * angle.first)
      const factor = Math.exp(sigma * normal - (sigma * sigma) / 2)
      source.cost = (meanCost[arm] as number) * Math.min(factor, LARGEST_COST_FACTOR)
    }
  }
  return source
}

const TURN = 2 * Math.PI

const quantile = ({ value, cumulative }: ScoreDistribution, draw: number): number => {
  let i = 0
  while (i < value.length - 1 && draw >= (cumulative[i] as number)) i++
  return value[i] as number
}
