import { compensatedSum, tolerance, type Law } from '@stageroute/numeric'
import type { Environment } from '../environment'
import { demand } from './demand'

const QUERIES = 20_000
const SEED = 13
/** A correct environment is refused once in about a billion means. */
const STANDARD_ERRORS = 6

/** True means are what outcomes and categories average to. */
export const meanLaws = (make: () => Environment): ReadonlyArray<Law> => [
  {
    name: 'category weights are shares and sum to one',
    check: () => {
      const { names, weight } = make().categories
      const sum = weight.reduce((total, share) => total + share, 0)
      demand(
        names.length === weight.length,
        () => `${names.length} names, ${weight.length} weights`
      )
      demand(
        weight.every((share) => share >= 0) && Math.abs(sum - 1) <= SUM_ROUNDING,
        () => `weights ${weight.join(', ')}`
      )
    }
  },
  {
    name: 'category means average to the true means',
    check: () => {
      const { arms, categories, largestCost } = make()
      arms.forEach(({ id, meanReward, meanCost }, arm) => {
        const average = (means: Float64Array): number =>
          categories.weight.reduce(
            (sum, w, g) => sum + w * (means[g * arms.length + arm] ?? NaN),
            0
          )
        const isReward = Math.abs(average(categories.reward) - meanReward) <= SUM_ROUNDING
        const isCost = Math.abs(average(categories.cost) - meanCost) <= SUM_ROUNDING * largestCost
        demand(isReward, () => `rewards of "${id}" average to ${average(categories.reward)}`)
        demand(isCost, () => `costs of "${id}" average to ${average(categories.cost)}`)
      })
    }
  },
  {
    name: `means over ${QUERIES} queries are within ${STANDARD_ERRORS} standard errors of the true means`,
    check: () => {
      const environment = make()
      environment.arms.forEach((truth, arm) => {
        const { reward, cost } = sample(environment, arm)
        // No variable in [0, 1] varies more; a sample may miss the few queries that score.
        const largest = Math.sqrt((truth.meanReward * (1 - truth.meanReward)) / QUERIES)
        expectMean(`mean reward of "${truth.id}"`, mean(reward), truth.meanReward, largest)
        expectMean(`mean cost of "${truth.id}"`, mean(cost), truth.meanCost, standardError(cost))
      })
    }
  }
]

/** Rounding of a sum over all queries, relative to the largest summand. */
const SUM_ROUNDING = tolerance.share * 1000

const sample = (
  environment: Environment,
  arm: number
): { readonly reward: Float64Array; readonly cost: Float64Array } => {
  const source = environment.open(SEED, QUERIES)
  const reward = new Float64Array(QUERIES)
  const cost = new Float64Array(QUERIES)
  for (let query = 0; query < QUERIES; query++) {
    source.read(query, arm)
    reward[query] = source.reward
    cost[query] = source.cost
  }
  return { reward, cost }
}

const mean = (values: Float64Array): number => compensatedSum(values, values.length) / values.length

const standardError = (values: Float64Array): number => {
  const centre = mean(values)
  const squares = compensatedSum(
    values.map((value) => (value - centre) ** 2),
    values.length
  )
  return Math.sqrt(squares / (values.length - 1) / values.length)
}

const expectMean = (what: string, found: number, truth: number, error: number): void =>
  demand(
    Math.abs(found - truth) <= STANDARD_ERRORS * error + SUM_ROUNDING * Math.abs(truth),
    () => `${what} is ${found} +- ${error}, the true mean ${truth}`
  )
