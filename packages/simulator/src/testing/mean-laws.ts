import { compensatedSum, tolerance, type Law } from '@stageroute/numeric'
import { epochsOf, type Environment, type Epoch } from '../environment'
import { demand } from './demand'

const QUERIES = 20_000
const SEED = 13
/** A correct environment is refused once in about a billion means. */
const STANDARD_ERRORS = 6

/** True means are what outcomes and categories average to, from each change of the truth to the next. */
export const meanLaws = (make: () => Environment): ReadonlyArray<Law> => [
  {
    name: 'category weights are shares and sum to one',
    check: () => epochsOf(make()).forEach(expectShares)
  },
  {
    name: 'category means average to the true means',
    check: () => {
      const environment = make()
      epochsOf(environment).forEach((epoch) => expectAverages(environment, epoch))
    }
  },
  {
    name: `means over ${QUERIES} queries are within ${STANDARD_ERRORS} standard errors of the true means, overall and by category`,
    check: () => {
      const environment = make()
      forEachStretch(environment, (epoch, stretch) =>
        epoch.arms.forEach((_, arm) => expectMeans(environment, epoch, stretch, arm))
      )
    }
  },
  {
    name: `categories come as often as their weights say, within ${STANDARD_ERRORS} standard errors`,
    check: () => {
      const environment = make()
      forEachStretch(environment, (epoch, stretch) =>
        expectFrequencies(environment, epoch, stretch)
      )
    }
  }
]

/** Rounding of a sum over all queries, relative to the largest summand. */
const SUM_ROUNDING = tolerance.share * 1000

const expectShares = ({ categories: { names, weight } }: Epoch): void => {
  const sum = weight.reduce((total, share) => total + share, 0)
  demand(names.length === weight.length, () => `${names.length} names, ${weight.length} weights`)
  demand(
    weight.every((share) => share >= 0) && Math.abs(sum - 1) <= SUM_ROUNDING,
    () => `weights ${weight.join(', ')}`
  )
}

const expectAverages = ({ largestCost }: Environment, { arms, categories }: Epoch): void =>
  arms.forEach(({ id, meanReward, meanCost }, arm) => {
    const average = (means: Float64Array): number =>
      categories.weight.reduce((sum, w, g) => sum + w * (means[g * arms.length + arm] ?? NaN), 0)
    const isReward = Math.abs(average(categories.reward) - meanReward) <= SUM_ROUNDING
    const isCost = Math.abs(average(categories.cost) - meanCost) <= SUM_ROUNDING * largestCost
    demand(isReward, () => `rewards of "${id}" average to ${average(categories.reward)}`)
    demand(isCost, () => `costs of "${id}" average to ${average(categories.cost)}`)
  })

interface Stretch {
  readonly start: number
  readonly length: number
}

/** Every epoch with the queries that are looked at in it; of the last, as many as of a stream that never changes. */
const forEachStretch = (
  environment: Environment,
  look: (epoch: Epoch, stretch: Stretch) => void
): void => {
  const epochs = epochsOf(environment)
  epochs.forEach((epoch, i) => {
    const end = Math.min(epochs[i + 1]?.start ?? Infinity, epoch.start + QUERIES)
    look(epoch, { start: epoch.start, length: end - epoch.start })
  })
}

const expectFrequencies = (
  environment: Environment,
  { categories: { names, weight } }: Epoch,
  { start, length }: Stretch
): void => {
  const source = environment.open(SEED, start + length)
  const counts = new Float64Array(names.length)
  for (let query = start; query < start + length; query++) {
    const category = source.categoryOf(query)
    demand(counts[category] !== undefined, () => `query ${query} is of category ${category}`)
    counts[category]! += 1
  }
  weight.forEach((share, group) => {
    const error = Math.sqrt((share * (1 - share)) / length)
    expectMean(`share of "${names[group]}"`, (counts[group] ?? 0) / length, share, error)
  })
}

const expectMeans = (
  environment: Environment,
  epoch: Epoch,
  stretch: Stretch,
  arm: number
): void => {
  const truth = epoch.arms[arm]
  const { reward, cost, category } = sample(environment, stretch, arm)
  const { id = '', meanReward = NaN, meanCost = NaN } = truth ?? {}
  // No variable in [0, 1] varies more; a sample may miss the few queries that score.
  const largest = Math.sqrt((meanReward * (1 - meanReward)) / stretch.length)
  const place = `of "${id}" from query ${stretch.start}`
  expectMean(`mean reward ${place}`, mean(reward), meanReward, largest)
  expectMean(`mean cost ${place}`, mean(cost), meanCost, standardError(cost))
  epoch.categories.names.forEach((name, group) => {
    const cell = group * epoch.arms.length + arm
    const own = (values: Float64Array): Float64Array =>
      values.filter((_, i) => category[i] === group)
    const rewards = own(reward)
    if (rewards.length < FEW) return
    const truth = epoch.categories.reward[cell] ?? NaN
    const error = Math.sqrt((truth * (1 - truth)) / rewards.length)
    expectMean(`mean reward in "${name}" ${place}`, mean(rewards), truth, error)
    const costs = own(cost)
    const money = epoch.categories.cost[cell] ?? NaN
    expectMean(`mean cost in "${name}" ${place}`, mean(costs), money, standardError(costs))
  })
}

/** Of fewer queries a mean says too little. */
const FEW = 100

const sample = (
  environment: Environment,
  { start, length }: Stretch,
  arm: number
): {
  readonly reward: Float64Array
  readonly cost: Float64Array
  readonly category: Int32Array
} => {
  const source = environment.open(SEED, Math.max(QUERIES, start + length))
  const reward = new Float64Array(length)
  const cost = new Float64Array(length)
  const category = new Int32Array(length)
  for (let i = 0; i < length; i++) {
    source.read(start + i, arm)
    reward[i] = source.reward
    cost[i] = source.cost
    category[i] = source.categoryOf(start + i)
  }
  return { reward, cost, category }
}

const mean = (values: Float64Array): number => compensatedSum(values, values.length) / values.length

const standardError = (values: Float64Array): number => {
  if (values.length < 2) return Infinity
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
    () => `${what} is ${found} +- ${error}, the truth ${truth}`
  )
