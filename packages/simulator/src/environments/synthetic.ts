import {
  invariant,
  makeStream,
  makeUniformField,
  nextUniform,
  readField
} from '@stageroute/numeric'
import type { CategoryTruth, Environment, OutcomeSource } from '../environment'
import { costFactor, largestCostFactor, standardNormal } from './lognormal-cost'
import { quantile, type ScoreDistribution } from './score-distribution'

/**
 * What a made-up pool of models is made from: how many there are, the seed of their truth, whether an answer is right or wrong or has a
 * grade (0, 1/4, 1/2, 3/4, 1), and how many categories of query there are.
 *
 * Requires: `arms` and `categories` integers of at least 1.
 *
 * @category environment
 * @since 0.1.0
 */
export interface SyntheticPool {
  readonly arms: number
  readonly seed: number
  readonly reward: 'binary' | 'graded'
  readonly categories: number
}

/** Mean costs are spread over two and a half decades, as those of public models are. */
const CHEAPEST = 0.00001
const DECADES = 2.5
/** What the dearest arm does better than the cheapest, on average, and how far an arm may be off that line. */
const QUALITY = { cheapest: 0.3, dearest: 0.75, spread: 0.15 } as const
const LIMITS = { least: 0.02, most: 0.98 } as const
/** How much better or worse an arm is at a category than overall, at most. */
const SPECIALITY = 0.2
const GRADES = 4

/**
 * Returns a pool of models whose quality rises with the logarithm of their price, with noise; models differ in what categories they are
 * good at, categories in how often they come and what their queries cost. Costs are lognormal around their means, cut as those of
 * `makePublishedFigures`. Models were released evenly over two years, in no order of quality.
 *
 * Cost: O(arms x categories) to make and per seed nothing.
 *
 * @category environment
 * @since 0.1.0
 */
export const makeSynthetic = (pool: SyntheticPool): Environment => {
  const { arms, seed, reward, categories: groups } = pool
  invariant(arms >= 1 && groups >= 1, 'a pool has arms and categories')
  const stream = makeStream(seed, 'synthetic pool')
  const overall = makeModels(stream, arms)
  const categories = makeCategories(stream, overall, groups)
  const scores = Array.from(categories.reward, (mean) => scoresAround(mean, reward))
  const cells = categories.reward
  const mean = (values: Float64Array, arm: number): number =>
    categories.weight.reduce((sum, share, g) => sum + share * (values[g * arms + arm] ?? 0), 0)
  const dearest = (arm: number): number =>
    categories.weight.reduce(
      (most, _, g) => Math.max(most, categories.cost[g * arms + arm] ?? 0),
      0
    )
  const truths = overall.map((_, arm) => ({
    id: `model ${String(arm + 1).padStart(String(arms).length, '0')}`,
    released: releaseOf(arm, arms),
    meanReward: mean(cells, arm),
    meanCost: mean(categories.cost, arm),
    largestCost: dearest(arm) * largestCostFactor
  }))
  return {
    id: `synthetic ${JSON.stringify(pool)}`,
    arms: truths,
    largestCost: truths.reduce((most, { largestCost }) => Math.max(most, largestCost), 0),
    categories,
    changes: [],
    features: 0,
    open: (runSeed) => openPool(categories, scores, runSeed)
  }
}

interface Model {
  readonly quality: number
  readonly cost: number
}

type Draws = ReturnType<typeof makeStream>

const within = (value: number): number => Math.min(LIMITS.most, Math.max(LIMITS.least, value))

const makeModels = (stream: Draws, arms: number): ReadonlyArray<Model> =>
  Array.from({ length: arms }, () => {
    const price = nextUniform(stream)
    const luck = 2 * nextUniform(stream) - 1
    const line = QUALITY.cheapest + (QUALITY.dearest - QUALITY.cheapest) * price
    return {
      quality: within(line + QUALITY.spread * luck),
      cost: CHEAPEST * 10 ** (DECADES * price)
    }
  })

const makeCategories = (
  stream: Draws,
  models: ReadonlyArray<Model>,
  groups: number
): CategoryTruth => {
  const raw = Float64Array.from({ length: groups }, () => 0.5 + nextUniform(stream))
  const sum = raw.reduce((total, value) => total + value, 0)
  const isOne = groups === 1
  const lengths = raw.map(() => (isOne ? 1 : 0.5 + nextUniform(stream)))
  const cells = Array.from(lengths, (length) =>
    models.map(({ quality, cost }) => ({
      reward: isOne ? quality : within(quality + SPECIALITY * (2 * nextUniform(stream) - 1)),
      cost: cost * length
    }))
  ).flat()
  return {
    names: Array.from(raw.keys(), (g) => (isOne ? 'all' : `category ${g + 1}`)),
    weight: raw.map((value) => value / sum),
    reward: Float64Array.from(cells, ({ reward }) => reward),
    cost: Float64Array.from(cells, ({ cost }) => cost)
  }
}

/** Two years in 24 months of 28 days. */
const releaseOf = (arm: number, arms: number): string => {
  const day = Math.floor((arm * 24 * 28) / arms)
  const month = Math.floor(day / 28)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${2023 + Math.floor(month / 12)}-${two(1 + (month % 12))}-${two(1 + (day % 28))}`
}

/** Right with probability `mean`; or the mean of four answers that are. */
const scoresAround = (mean: number, kind: SyntheticPool['reward']): ScoreDistribution => {
  const trials = kind === 'binary' ? 1 : GRADES
  const value = Float64Array.from({ length: trials + 1 }, (_, right) => right / trials)
  let ways = 1
  let below = 0
  const cumulative = value.map((_, right) => {
    if (right > 0) ways *= (trials - right + 1) / right
    below += ways * mean ** right * (1 - mean) ** (trials - right)
    return below
  })
  return { value, cumulative, mean }
}

const openPool = (
  { weight, cost, names }: CategoryTruth,
  scores: ReadonlyArray<ScoreDistribution>,
  seed: number
): OutcomeSource => {
  const arms = scores.length / names.length
  const outcome = makeUniformField(seed, 'outcomes')
  const angle = makeUniformField(seed, 'cost-angles')
  const kind = makeUniformField(seed, 'categories')
  const categoryOf = (query: number): number => {
    if (names.length === 1) return 0
    readField(kind, query, 0)
    let group = 0
    let draw = kind.first
    while (group < names.length - 1 && draw >= (weight[group] as number)) {
      draw -= weight[group] as number
      group++
    }
    return group
  }
  const source: OutcomeSource = {
    reward: 0,
    cost: 0,
    read: (query, arm) => {
      const cell = categoryOf(query) * arms + arm
      readField(outcome, query, arm)
      readField(angle, query, arm)
      source.reward = quantile(scores[cell] as ScoreDistribution, outcome.first)
      source.cost = (cost[cell] as number) * costFactor(standardNormal(outcome.second, angle.first))
    },
    categoryOf,
    featuresInto: () => undefined
  }
  return source
}
