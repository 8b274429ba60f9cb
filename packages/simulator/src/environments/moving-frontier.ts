import { makeStream, makeUniformField, nextUniform, readField } from '@stageroute/numeric'
import { stageStarts } from '@stageroute/planner'
import type { ArrivalSchedule } from '../arrivals'
import type { Environment, OutcomeSource } from '../environment'

/**
 * An instance that is hard for every policy, and when its arms come and go.
 *
 * @category environment
 * @since 0.1.0
 */
export interface MovingFrontier {
  readonly environment: Environment
  readonly arrivals: ArrivalSchedule
}

const FRESH = 2
const COST = 0.001
const EVEN = 0.5

/**
 * Returns the moving frontier of a stream: the queries fall into T^(1/3) blocks of T^(2/3); with each two fresh arms arrive, both right half of
 * the time but that one of them, nobody knows which, is better by eps = T^(-1/3), and those of the block before end. Telling the two apart
 * takes about 1 / eps^2 = T^(2/3) queries, all that a block has, so that every block costs a constant part of eps T^(2/3) = T^(1/3) and the
 * stream of the order of T^(2/3).
 *
 * Requires: `queries` an integer of at least 1.
 * Source: our reading of arXiv 2506.17254, Theorem 2 (Omega(T^(2/3)), "a moving frontier"); its construction is in no source we have.
 *
 * @category environment
 * @since 0.1.0
 */
export const makeMovingFrontier = (queries: number, seed: number): MovingFrontier => {
  const blocks = Math.max(1, Math.round(Math.cbrt(queries)))
  const edge = Math.min(EVEN, 1 / Math.cbrt(queries))
  const stream = makeStream(seed, 'moving frontier')
  const mean = Float64Array.from({ length: FRESH * blocks }, () => EVEN)
  for (let block = 0; block < blocks; block++) {
    mean[FRESH * block + Math.floor(FRESH * nextUniform(stream))] = EVEN + edge
  }
  const starts = stageStarts(queries, blocks)
  const arms = Array.from(mean, (meanReward, arm) => ({
    id: `block ${Math.floor(arm / FRESH) + 1}, ${arm % FRESH === 0 ? 'left' : 'right'}`,
    released: null,
    meanReward,
    meanCost: COST,
    largestCost: COST
  }))
  const blockOf = (arm: number): number => Math.floor(arm / FRESH)
  return {
    environment: {
      id: `moving frontier of ${queries} queries, seed ${seed}`,
      arms,
      largestCost: COST,
      categories: {
        names: ['all'],
        weight: Float64Array.of(1),
        reward: mean,
        cost: new Float64Array(arms.length).fill(COST)
      },
      changes: [],
      features: 0,
      open: (runSeed) => openFrontier(mean, runSeed)
    },
    arrivals: {
      order: arms.map((_, arm) => arm),
      at: arms.map((_, arm) => starts[blockOf(arm)] ?? 0),
      until: arms.map((_, arm) => starts[blockOf(arm) + 1] ?? Infinity)
    }
  }
}

const openFrontier = (mean: Float64Array, seed: number): OutcomeSource => {
  const field = makeUniformField(seed, 'outcomes')
  const source: OutcomeSource = {
    reward: 0,
    cost: COST,
    read: (query, arm) => {
      readField(field, query, arm)
      source.reward = field.first < (mean[arm] as number) ? 1 : 0
    },
    categoryOf: () => 0,
    featuresInto: () => undefined
  }
  return source
}
