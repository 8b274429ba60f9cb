import type { Policy, QueryContext } from '@stageroute/policies'
import {
  contextShape,
  dropAt,
  hindsightOptimum,
  makeOraclePolicy,
  makeSynthetic,
  promptFeedback,
  runPolicy,
  stageOracle,
  swing,
  withShifts,
  type Feedback,
  type Trial
} from '../src'
import { constantEnvironment, trialOf } from './builders'

const index = { gamma: 0.1, costScale: 1, costMin: 0, costMax: 1 }

const listener = (hear: (line: string) => void): Policy => ({
  id: 'listener',
  isPrepaid: false,
  arrive: () => hear('arrive'),
  retire: (arm) => hear(`retire ${arm}`),
  startStage: (stage) => {
    hear(`stage ${stage}`)
    return [0]
  },
  route: () => 0,
  observeCost: (_, cost) => hear(`cost ${cost}`),
  observeReward: (_, reward, { category }) =>
    hear(`reward ${Number(reward.toFixed(6))} of ${category}`),
  distributionInto: () => undefined,
  snapshot: () => ({}),
  restore: () => ({ _tag: 'Right', right: undefined })
})

const play = (trial: Trial, makePolicy: () => Policy) =>
  runPolicy(trial, stageOracle(trial), {
    policyId: 'under test',
    makePolicy,
    index,
    seed: 1,
    curvePoints: 0,
    onProgress: () => undefined
  })

const hear = (trial: Trial): ReadonlyArray<string> => {
  const heard: Array<string> = []
  play(trial, () => listener((line) => heard.push(line)))
  return heard
}

const one = (queries: number, feedback: Partial<Feedback>): Trial =>
  trialOf([{ reward: 0.25, cost: 1 }], {
    queries,
    feedback: { ...promptFeedback, ...feedback }
  })

test('a reward that is two queries late comes after the answer to the second one', () => {
  expect(hear(one(4, { delay: { _tag: 'fixed', queries: 2 } }))).toEqual([
    'arrive',
    'stage 0',
    'cost 1',
    'cost 1',
    'cost 1',
    'reward 0.25 of 0',
    'cost 1',
    'reward 0.25 of 0'
  ])
})

test('a delay of nothing is told at once, as without one', () => {
  expect(hear(one(5, { delay: { _tag: 'fixed', queries: 0 } }))).toEqual(hear(one(5, {})))
})

test('rewards that are not seen are not told, but earned', () => {
  const trial = one(2000, { seenShare: 0.25 })
  const told = hear(trial).filter((line) => line.startsWith('reward')).length
  expect(Math.abs(told - 500)).toBeLessThan(100)
  expect(play(trial, () => listener(() => undefined)).reward).toBe(500)
})

test('a judge tells the opposite, and what is earned stays as it was', () => {
  const trial = one(2000, { flipRate: 0.4 })
  const flipped = hear(trial).filter((line) => line === 'reward 0.75 of 0').length
  expect(Math.abs(flipped - 800)).toBeLessThan(110)
  expect(play(trial, () => listener(() => undefined)).reward).toBe(500)
})

test('a late reward comes with the context of its query', () => {
  const environment = makeSynthetic({ arms: 1, seed: 2, reward: 'binary', categories: 5 })
  const base = trialOf([{ reward: 0.5, cost: 1 }], { queries: 50 })
  const trial: Trial = {
    ...base,
    environment,
    context: 'category',
    feedback: { ...promptFeedback, delay: { _tag: 'fixed', queries: 3 } }
  }
  const routed: Array<number> = []
  const told: Array<number> = []
  play(trial, () => ({
    ...listener(() => undefined),
    route: ({ category, features }: QueryContext) => {
      routed.push(category)
      expect(Array.from(features)).toEqual([0, 1, 2, 3, 4].map((g) => (g === category ? 1 : 0)))
      return 0
    },
    observeReward: (_, __, { category }) => void told.push(category)
  }))
  expect(new Set(routed).size).toBe(5)
  expect(told).toEqual(routed.slice(0, 47))
})

test('an unrelated category is one of the stream, in the features too, and says nothing of the query', () => {
  const environment = makeSynthetic({ arms: 1, seed: 2, reward: 'binary', categories: 5 })
  const base = trialOf([{ reward: 0.5, cost: 1 }], { queries: 2000 })
  const seen = (context: Trial['context']): ReadonlyArray<number> => {
    const categories: Array<number> = []
    play({ ...base, environment, context }, () => ({
      ...listener(() => undefined),
      route: ({ category, features }: QueryContext) => {
        categories.push(category)
        expect(features.indexOf(1)).toBe(category)
        return 0
      }
    }))
    return categories
  }
  const own = seen('category')
  const unrelated = seen('unrelated')
  expect(unrelated).toEqual([...own].reverse())
  // Five categories agree by chance in a fifth of the queries or more, and never in all.
  expect(own.filter((category, query) => category === unrelated[query]).length).toBeLessThan(1000)
})

test('features of a text are those of the environment', () => {
  const base = trialOf([{ reward: 0.5, cost: 1 }], { queries: 3, context: 'text' })
  const { open } = base.environment
  const environment = {
    ...base.environment,
    features: 2,
    open: (seed: number, queries: number) =>
      Object.assign(open(seed, queries), {
        featuresInto: (query: number, out: Float64Array) => void out.set([query, -query])
      })
  }
  const seen: Array<ReadonlyArray<number>> = []
  play({ ...base, environment }, () => ({
    ...listener(() => undefined),
    route: ({ features }: QueryContext) => {
      seen.push(Array.from(features))
      return 0
    }
  }))
  expect(seen).toEqual([
    [0, -0],
    [1, -1],
    [2, -2]
  ])
})

test('what policies see of a query has the shape that they are told', () => {
  const environment = makeSynthetic({ arms: 2, seed: 2, reward: 'binary', categories: 5 })
  const trial = { ...trialOf([], { queries: 1 }), environment }
  expect(contextShape({ ...trial, context: 'none' })).toEqual({ categories: 1, features: 0 })
  expect(contextShape({ ...trial, context: 'category' })).toEqual({ categories: 5, features: 5 })
  expect(
    contextShape({ ...trial, environment: { ...environment, features: 9 }, context: 'text' })
  ).toEqual({
    categories: 1,
    features: 9
  })
})

test('an arm that has ended is told once, before the next stage', () => {
  const trial = trialOf(
    [
      { reward: 0.5, cost: 1 },
      { reward: 0.5, cost: 1 }
    ],
    { queries: 8, stages: 4, arrivals: { order: [0, 1], at: [0, 0], until: [Infinity, 3] } }
  )
  expect(hear(trial).filter((line) => !/cost|reward/.test(line))).toEqual([
    'arrive',
    'arrive',
    'stage 0',
    'stage 1',
    'retire 1',
    'stage 2',
    'stage 3'
  ])
})

test('pseudo-regret takes the means of the moment, and the oracle has none under drift', () => {
  const still = constantEnvironment([
    { reward: 0.5, cost: 1 },
    { reward: 0.9, cost: 1 }
  ])
  const environment = withShifts(still, dropAt(still.arms, 1, 0.6, 4))
  const trial = { ...trialOf([], { queries: 10, stages: 2, maxDeployed: 2 }), environment }
  const arrivals = { order: [0, 1], at: [0, 0], until: [Infinity, Infinity] }
  const drifting: Trial = { ...trial, arrivals }
  const always = (arm: number) => () => ({
    ...listener(() => undefined),
    route: () => arm
  })
  expect(play(drifting, always(1)).pseudoRegret).toBeCloseTo(6 * 0.2, 9)
  expect(play(drifting, always(0)).pseudoRegret).toBeCloseTo(4 * 0.4, 9)
  const oracle = runPolicy(drifting, stageOracle(drifting), {
    policyId: 'oracle',
    makePolicy: makeOraclePolicy(stageOracle(drifting)),
    index,
    seed: 1,
    curvePoints: 0,
    onProgress: () => undefined
  })
  expect(oracle.pseudoRegret).toBeCloseTo(0, 9)
})

test('what one budget could earn is the mean over the segments where the budget is ample', () => {
  const environment = makeSynthetic({ arms: 4, seed: 3, reward: 'binary', categories: 1 })
  const drifting = withShifts(
    environment,
    swing(environment.arms, 1, 0.3, { queries: 90, periods: 1 })
  )
  const base = trialOf(Array(4).fill({ reward: 0, cost: 0 }), { queries: 90, stages: 3 })
  const trial: Trial = { ...base, environment: drifting, capacity: 0.5, budget: 10 }
  const { starts, value } = stageOracle(trial)
  const mean = starts.reduce(
    (sum, start, s) => sum + (((starts[s + 1] ?? 90) - start) / 90) * (value[s] ?? 0),
    0
  )
  expect(hindsightOptimum(trial).value).toBeCloseTo(mean, 9)
})
