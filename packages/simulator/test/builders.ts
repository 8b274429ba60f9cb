import type { CategoryTruth, Environment, OutcomeTable, StageOracle, Trial } from '../src'
import { arriveAtStart, promptFeedback } from '../src'

/** An arm whose every outcome is its mean. */
export interface PlainArm {
  readonly reward: number
  readonly cost: number
  readonly released?: string | null
}

const names = 'abcdefghijklmnopqrstuvwxyz'

export const truths = (arms: ReadonlyArray<PlainArm>): Environment['arms'] =>
  arms.map(({ reward, cost, released = null }, arm) => ({
    id: names[arm] ?? `arm ${arm}`,
    released,
    meanReward: reward,
    meanCost: cost,
    largestCost: cost
  }))

const oneCategory = (arms: ReadonlyArray<PlainArm>): CategoryTruth => ({
  names: ['all'],
  weight: Float64Array.of(1),
  reward: Float64Array.from(arms, ({ reward }) => reward),
  cost: Float64Array.from(arms, ({ cost }) => cost)
})

export const constantEnvironment = (arms: ReadonlyArray<PlainArm>): Environment => ({
  id: 'constant',
  arms: truths(arms),
  largestCost: Math.max(...arms.map(({ cost }) => cost)),
  categories: oneCategory(arms),
  changes: [],
  features: 0,
  open: () => {
    const source = {
      reward: 0,
      cost: 0,
      read: (_query: number, arm: number): void => {
        source.reward = arms[arm]?.reward ?? NaN
        source.cost = arms[arm]?.cost ?? NaN
      },
      categoryOf: () => 0,
      featuresInto: () => undefined
    }
    return source
  }
})

/** One stage, no constraint that binds, unless said otherwise. */
export const trialOf = (
  arms: ReadonlyArray<PlainArm>,
  settings: Partial<Trial> & Pick<Trial, 'queries'>
): Trial => {
  const environment = constantEnvironment(arms)
  return {
    environment,
    arrivals: arriveAtStart(environment.arms),
    stages: 1,
    maxDeployed: arms.length,
    capacity: 1,
    budget: 1,
    openingFloat: 0,
    feedback: promptFeedback,
    context: 'none',
    ...settings
  }
}

/** An oracle by hand: per stage its first query, value and shares. */
export const oracleOf = (
  ...stages: ReadonlyArray<readonly [start: number, value: number, share: ReadonlyArray<number>]>
): StageOracle => ({
  starts: stages.map(([start]) => start),
  stage: stages.map((_, stage) => stage),
  value: Float64Array.from(stages, ([, value]) => value),
  isInfeasible: stages.map(() => false),
  share: stages.map(([, , share]) => Float64Array.from(share)),
  isProved: true
})

type Cell = readonly [score: number, cost: number] | null

/** A table by hand: rows of category and cells, null where nothing is known. */
export const tableOf = (
  ...rows: ReadonlyArray<readonly [category: string, ...cells: ReadonlyArray<Cell>]>
): OutcomeTable => {
  const categoryNames = [...new Set(rows.map(([category]) => category))]
  const cells = rows.flatMap(([, ...cellsOfRow]) => cellsOfRow)
  const arms = (rows[0]?.length ?? 1) - 1
  return {
    id: 'by hand',
    arms: Array.from({ length: arms }, (_, arm) => ({ id: names[arm] ?? '', released: null })),
    queryIds: rows.map((_, row) => `q${row}`),
    categoryNames,
    category: Int32Array.from(rows, ([category]) => categoryNames.indexOf(category)),
    reward: Float64Array.from(cells, (cell) => cell?.[0] ?? NaN),
    cost: Float64Array.from(cells, (cell) => cell?.[1] ?? NaN),
    features: null
  }
}
