import { makeStream, makeUniformField, readField, shuffleInto } from '@stageroute/numeric'
import type { ArmTruth, CategoryTruth, Environment, OutcomeSource } from '../environment'
import type { OutcomeTable } from '../outcome-table'

/**
 * Returns the environment that replays a table without unknown cells: at most as many queries as rows come in a seeded random order, more
 * are drawn with replacement.
 *
 * @category environment
 * @since 0.1.0
 */
export const makeLoggedReplay = (table: OutcomeTable): Environment => {
  const categories = categoryTruth(table)
  const largestCost = largestCosts(table)
  return {
    id: table.id,
    arms: table.arms.map((arm, m) => ({
      ...arm,
      ...overallMeans(categories, table, m),
      largestCost: largestCost[m] ?? 0
    })),
    largestCost: Math.max(0, ...largestCost),
    categories,
    changes: [],
    features: table.features?.dimension ?? 0,
    open: (seed, queries) => openReplay(table, seed, queries)
  }
}

const openReplay = (table: OutcomeTable, seed: number, queries: number): OutcomeSource => {
  const arms = table.arms.length
  const rowOf = makeRowOrder(table.category.length, seed, queries)
  const source: OutcomeSource = {
    reward: 0,
    cost: 0,
    read: (query, arm) => {
      const cell = rowOf(query) * arms + arm
      source.reward = table.reward[cell] as number
      source.cost = table.cost[cell] as number
    },
    categoryOf: (query) => table.category[rowOf(query)] as number,
    featuresInto: (query, out) => {
      if (table.features === null) return
      const { dimension, values } = table.features
      const start = rowOf(query) * dimension
      for (let i = 0; i < dimension; i++) out[i] = values[start + i] as number
    }
  }
  return source
}

const makeRowOrder = (rows: number, seed: number, queries: number): ((query: number) => number) => {
  if (queries <= rows) {
    const order = new Int32Array(rows)
    shuffleInto(makeStream(seed, 'queries'), rows, order)
    return (query) => order[query] as number
  }
  const field = makeUniformField(seed, 'queries')
  return (query) => {
    readField(field, query, 0)
    return Math.floor(field.first * rows)
  }
}

const categoryTruth = (table: OutcomeTable): CategoryTruth => {
  const arms = table.arms.length
  const categories = table.categoryNames.length
  const weight = new Float64Array(categories)
  const reward = new Float64Array(categories * arms)
  const cost = new Float64Array(categories * arms)
  table.category.forEach((group, query) => {
    weight[group]! += 1
    for (let arm = 0; arm < arms; arm++) {
      reward[group * arms + arm]! += table.reward[query * arms + arm] as number
      cost[group * arms + arm]! += table.cost[query * arms + arm] as number
    }
  })
  for (let group = 0; group < categories; group++) {
    for (let arm = 0; arm < arms; arm++) {
      reward[group * arms + arm]! /= weight[group] as number
      cost[group * arms + arm]! /= weight[group] as number
    }
    weight[group]! /= table.category.length
  }
  return { names: table.categoryNames, weight, reward, cost }
}

/** The dearest row of each arm. */
const largestCosts = ({ arms, cost }: OutcomeTable): Float64Array => {
  const largest = new Float64Array(arms.length)
  cost.forEach((price, cell) => {
    const arm = cell % arms.length
    largest[arm] = Math.max(largest[arm] as number, price)
  })
  return largest
}

const overallMeans = (
  { weight, reward, cost }: CategoryTruth,
  table: OutcomeTable,
  arm: number
): Pick<ArmTruth, 'meanReward' | 'meanCost'> => {
  const arms = table.arms.length
  let meanReward = 0
  let meanCost = 0
  weight.forEach((share, group) => {
    meanReward += share * (reward[group * arms + arm] as number)
    meanCost += share * (cost[group * arms + arm] as number)
  })
  return { meanReward, meanCost }
}
