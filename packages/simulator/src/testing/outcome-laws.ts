import { makeStream, shuffleInto, type Law } from '@stageroute/numeric'
import type { ArmTruth, Environment, OutcomeSource } from '../environment'
import { demand } from './demand'

const QUERIES = 64
/** Bounds are met rarely: more queries look for what exceeds one. */
const RANGE_QUERIES = 20_000
const SEED = 11
const OTHER_SEED = 12

/** What reading outcomes may and may not depend on, and their ranges. */
export const outcomeLaws = (make: () => Environment): ReadonlyArray<Law> => [
  ...seedLaws(make),
  ...readingLaws(make)
]

const seedLaws = (make: () => Environment): ReadonlyArray<Law> => [
  {
    name: "rewards lie in [0, 1], costs in [0, the arm's largestCost]",
    check: () => {
      const environment = make()
      environment.arms.forEach((truth, arm) => expectInRange(environment, truth, arm))
    }
  },
  {
    name: 'opened twice with one seed, the outcomes are the same',
    check: () => {
      const environment = make()
      expectSame(environment, read(environment, SEED), read(environment, SEED))
      expectSame(environment, read(environment, SEED), read(make(), SEED))
    }
  },
  {
    name: 'another seed gives other outcomes, unless none ever vary',
    check: () => {
      const environment = make()
      const outcomes = read(environment, SEED)
      const others = read(environment, OTHER_SEED)
      const differs = outcomes.some((value, i) => value !== others[i])
      const row = 2 * environment.arms.length
      const varies = outcomes.some((value, i) => value !== outcomes[i % row])
      demand(differs || !varies, () => `seeds ${SEED} and ${OTHER_SEED} give the same outcomes`)
    }
  }
]

const readingLaws = (make: () => Environment): ReadonlyArray<Law> => [
  {
    name: 'outcomes do not depend on the order of reading',
    check: () => {
      const environment = make()
      const cells = QUERIES * environment.arms.length
      const order = new Int32Array(cells)
      shuffleInto(makeStream(SEED, 'order of reading'), cells, order)
      expectSame(environment, read(environment, SEED), read(environment, SEED, order))
    }
  },
  {
    name: "reading one arm does not change another's outcomes",
    check: () => {
      const environment = make()
      const outcomes = read(environment, SEED)
      environment.arms.forEach((_, arm) => expectAloneSame(environment, outcomes, arm))
    }
  },
  {
    name: 'sources that are open at once do not disturb one another',
    check: () => {
      const environment = make()
      const outcomes = read(environment, SEED)
      const source = environment.open(SEED, QUERIES)
      const other = environment.open(OTHER_SEED, QUERIES)
      const found = outcomes.map((_, i) => {
        const cell = i >> 1
        other.read(...queryAndArm(environment, cell))
        source.read(...queryAndArm(environment, cell))
        other.read(...queryAndArm(environment, outcomes.length / 2 - 1 - cell))
        return i % 2 === 0 ? source.reward : source.cost
      })
      expectSame(environment, outcomes, found)
    }
  }
]

const queryAndArm = ({ arms }: Environment, cell: number): [query: number, arm: number] => [
  Math.floor(cell / arms.length),
  cell % arms.length
]

/** Reward and cost of every query and arm, query-major, read in the order of `cells` or plainly. */
const read = (
  environment: Environment,
  seed: number,
  cells: Iterable<number> = Array(QUERIES * environment.arms.length).keys()
): Float64Array => {
  const outcomes = new Float64Array(2 * QUERIES * environment.arms.length)
  const source = environment.open(seed, QUERIES)
  for (const cell of cells) {
    source.read(...queryAndArm(environment, cell))
    store(source, outcomes, cell)
  }
  return outcomes
}

const store = (source: OutcomeSource, outcomes: Float64Array, cell: number): void => {
  outcomes[2 * cell] = source.reward
  outcomes[2 * cell + 1] = source.cost
}

const place = (environment: Environment, cell: number): string => {
  const [query, arm] = queryAndArm(environment, cell)
  return `query ${query} of "${environment.arms[arm]?.id}"`
}

const expectInRange = (
  environment: Environment,
  { id, largestCost }: ArmTruth,
  arm: number
): void => {
  const source = environment.open(SEED, RANGE_QUERIES)
  for (let query = 0; query < RANGE_QUERIES; query++) {
    source.read(query, arm)
    const { reward, cost } = source
    const isInRange = reward >= 0 && reward <= 1 && cost >= 0 && cost <= largestCost
    demand(isInRange, () => `reward ${reward}, cost ${cost} at query ${query} of "${id}"`)
  }
}

const expectSame = (environment: Environment, first: Float64Array, second: Float64Array): void => {
  const i = first.findIndex((value, at) => !Object.is(value, second[at]))
  demand(i < 0, () => `${first[i]}, then ${second[i]} at ${place(environment, i >> 1)}`)
}

const expectAloneSame = (environment: Environment, outcomes: Float64Array, arm: number): void => {
  const source = environment.open(SEED, QUERIES)
  for (let query = 0; query < QUERIES; query++) {
    const cell = query * environment.arms.length + arm
    source.read(query, arm)
    const isSame = source.reward === outcomes[2 * cell] && source.cost === outcomes[2 * cell + 1]
    demand(isSame, () => `read alone, another outcome at ${place(environment, cell)}`)
  }
}
