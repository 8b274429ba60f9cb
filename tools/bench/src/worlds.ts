import * as E from 'fp-ts/Either'
import { openDataset } from '@stageroute/datasets'
import { experimentGamma, type PaperIndex } from '@stageroute/estimators'
import { invariant, makeStream, nextUniform } from '@stageroute/numeric'
import {
  arriveByRelease,
  makeLoggedReplay,
  promptFeedback,
  stageOracle,
  type Environment,
  type OutcomeTable,
  type StageOracle,
  type Trial
} from '@stageroute/simulator'

/** What a simulation is timed in. */
export interface World {
  readonly name: string
  readonly trial: Trial
  readonly oracle: StageOracle
  readonly index: PaperIndex
}

/** The length of RouterBench, and the paper's number of stages for it. */
const QUERIES = 36_497
const STAGES = 36
const BUDGET = 0.0005
const FLOAT_SHARE = 0.003

const worldOf = (
  name: string,
  environment: Environment,
  maxDeployed: number,
  queries: number
): World => {
  const trial: Trial = {
    environment,
    arrivals: arriveByRelease(environment.arms, queries),
    queries,
    stages: STAGES,
    maxDeployed,
    capacity: 0.4,
    budget: BUDGET,
    openingFloat: FLOAT_SHARE * BUDGET * queries,
    feedback: promptFeedback,
    context: 'none'
  }
  const costScale = Math.max(...environment.arms.map(({ meanCost }) => meanCost))
  const index = { gamma: experimentGamma, costScale, costMin: 0, costMax: environment.largestCost }
  return { name, trial, oracle: stageOracle(trial), index }
}

/** RouterBench's published figures: outcomes are drawn as they are asked for. */
export const figuresWorld = (queries = QUERIES): World => {
  const dataset = openDataset('routerbench')
  invariant(E.isRight(dataset), 'the bundled figures open')
  return worldOf('11 models, drawn from published figures', dataset.right.environment, 5, queries)
}

const ROWS = 12_000
const ARMS = 30
const MONTHS = 18

/** Scores of zero and one, better models dearer, costs within half of their mean. */
const makeTable = (seed: number): OutcomeTable => {
  const stream = makeStream(seed, 'table of outcomes')
  const cells = ROWS * ARMS
  const quality = Float64Array.from({ length: ARMS }, () => 0.2 + 0.6 * nextUniform(stream))
  const price = quality.map((q) => 0.00005 * 50 ** q * (0.5 + nextUniform(stream)))
  const reward = new Float64Array(cells)
  const cost = new Float64Array(cells)
  for (let cell = 0; cell < cells; cell++) {
    const arm = cell % ARMS
    reward[cell] = nextUniform(stream) < (quality[arm] ?? 0) ? 1 : 0
    cost[cell] = (price[arm] ?? 0) * (0.5 + nextUniform(stream))
  }
  return {
    id: 'made',
    arms: Array.from({ length: ARMS }, (_, arm) => ({
      id: `model ${arm}`,
      released: new Date(Date.UTC(2023, (arm * MONTHS) / ARMS)).toISOString().slice(0, 10)
    })),
    queryIds: Array.from({ length: ROWS }, (_, row) => String(row)),
    categoryNames: ['all'],
    category: new Int32Array(ROWS),
    reward,
    cost,
    features: null
  }
}

/** A table of rows as large as MMLU-Pro's, made from a seed. */
export const rowsWorld = (seed: number, queries = QUERIES): World =>
  worldOf('30 models, rows of a table', makeLoggedReplay(makeTable(seed)), 10, queries)
