import { makeGreedy, makeStageRoute, makeUniform, type Policy } from '@stageroute/policies'
import {
  arriveAsListed,
  arriveAtStart,
  makeOraclePolicy,
  makePublishedFigures,
  runPolicy,
  stageOracle,
  type RunMeasures,
  type RunOptions,
  type Trial,
  promptFeedback
} from '../src'
import { constantEnvironment, trialOf } from './builders'
import { routerbenchMeans } from './routerbench-means'

const index = { gamma: 0.1, costScale: 0.003293, costMin: 0, costMax: 0.0659 }

const play = (
  trial: Trial,
  makePolicy: RunOptions['makePolicy'],
  options: Partial<RunOptions> = {}
): RunMeasures =>
  runPolicy(trial, stageOracle(trial), {
    policyId: 'under test',
    makePolicy,
    index,
    seed: 1,
    curvePoints: 0,
    onProgress: () => undefined,
    ...options
  })

const environment = makePublishedFigures(routerbenchMeans)
const routerbench: Trial = {
  environment,
  arrivals: arriveAtStart(environment.arms),
  queries: 2000,
  stages: 10,
  maxDeployed: 5,
  capacity: 0.4,
  budget: 5e-4,
  openingFloat: 0,
  feedback: promptFeedback,
  context: 'none'
}

const seeds = Array.from({ length: 20 }, (_, seed) => seed)

const meanAndError = (values: ReadonlyArray<number>) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) }
}

test('the oracle has no pseudo-regret, within four standard errors over the seeds', () => {
  const makePolicy = makeOraclePolicy(stageOracle(routerbench))
  const { mean, error } = meanAndError(
    seeds.map((seed) => play(routerbench, makePolicy, { seed }).pseudoRegret)
  )
  expect(error).toBeGreaterThan(0)
  expect(Math.abs(mean)).toBeLessThan(4 * error)
})

test('with one arm there is nothing to regret', () => {
  const trial = trialOf([{ reward: 0.3, cost: 1 }], { queries: 50, stages: 5, budget: 2 })
  const { pseudoRegret, realisedRegret, isLockedOut } = play(trial, makeStageRoute)
  expect(pseudoRegret).toBeCloseTo(0, 12)
  expect(realisedRegret).toBeCloseTo(0, 12)
  expect(isLockedOut).toBe(false)
})

test.each([2, 4])(
  'uniform deployments of %d arms have the regret of the mean arm',
  (maxDeployed) => {
    const rewards = [0.1, 0.5, 0.6, 0.9]
    const arms = rewards.map((reward) => ({ reward, cost: 1 }))
    const trial = trialOf(arms, { queries: 1000, stages: 50, maxDeployed, capacity: 0.5 })
    const perQuery = 0.75 - 0.525
    const { mean, error } = meanAndError(
      seeds.map((seed) => play(trial, makeUniform, { seed }).pseudoRegret)
    )
    expect(Math.abs(mean - 1000 * perQuery)).toBeLessThan(4 * error)
    expect(error).toBeLessThan(10)
  }
)

test('a run repeats itself to the last bit', () => {
  const options = { curvePoints: 7 }
  expect(play(routerbench, makeStageRoute, options)).toEqual(
    play(routerbench, makeStageRoute, options)
  )
})

test('another seed is another run', () => {
  const rewardOf = (seed: number): number => play(routerbench, makeUniform, { seed }).reward
  expect(rewardOf(1)).not.toBe(rewardOf(2))
})

test('policies that run beside one another change nobody’s results', () => {
  const alone = play(routerbench, makeUniform, { policyId: 'uniform' })
  play(routerbench, makeGreedy, { policyId: 'greedy' })
  play(routerbench, makeStageRoute, { policyId: 'stage-route' })
  expect(play(routerbench, makeUniform, { policyId: 'uniform' })).toEqual(alone)
})

test('policies draw from streams of their own, and meet the same outcomes', () => {
  const drawn = new Map<string, ReadonlyArray<number>>()
  const always =
    (name: string, arm: number): RunOptions['makePolicy'] =>
    ({ stream }) => {
      const seen: Array<number> = []
      drawn.set(name, seen)
      drawn.set(`${name} stream`, [stream.nameKey])
      return {
        ...inert,
        startStage: () => [arm],
        route: () => arm,
        observeCost: (_, cost) => void seen.push(cost),
        observeReward: (_, reward) => void seen.push(reward)
      }
    }
  play(routerbench, always('first', 3), { policyId: 'first' })
  play(routerbench, always('second', 3), { policyId: 'second' })
  play(routerbench, always('third', 4), { policyId: 'third' })
  expect(drawn.get('second')).toEqual(drawn.get('first'))
  expect(drawn.get('third')).not.toEqual(drawn.get('first'))
  expect(drawn.get('second stream')).not.toEqual(drawn.get('first stream'))
})

const inert: Policy = {
  id: 'inert',
  isPrepaid: false,
  arrive: () => undefined,
  startStage: () => [0],
  route: () => -1,
  retire: () => undefined,
  observeCost: () => undefined,
  observeReward: () => undefined,
  distributionInto: () => undefined,
  snapshot: () => ({}),
  restore: () => ({ _tag: 'Right', right: undefined })
}

/** Everything a policy is told in a run, in order; it routes to the newest arm and leaves every third query unserved. */
const hear = (trial: Trial): ReadonlyArray<string> => {
  const heard: Array<string> = []
  let arms = 0
  let queries = 0
  play(trial, () => ({
    ...inert,
    arrive: (capacity, largestCost) =>
      void heard.push(`arrive ${arms++} (${capacity}, ${largestCost})`),
    startStage: (stage) => {
      heard.push(`stage ${stage}`)
      return [arms - 1]
    },
    route: () => (queries++ % 3 === 2 ? -1 : arms - 1),
    observeCost: (arm, cost) => void heard.push(`cost of ${arm}: ${cost}`),
    observeReward: (arm, reward) => void heard.push(`reward of ${arm}: ${reward}`)
  }))
  return heard
}

test('arms that arrived are told before a stage starts, outcomes after each served query', () => {
  const constant = constantEnvironment([
    { reward: 0.25, cost: 1 },
    { reward: 0.5, cost: 2 },
    { reward: 0.75, cost: 3 }
  ])
  const trial: Trial = {
    environment: constant,
    arrivals: arriveAsListed(constant.arms, { a: 3, b: 0, c: 6 }),
    queries: 7,
    stages: 2,
    maxDeployed: 1,
    capacity: 1,
    budget: 5,
    openingFloat: 0,
    feedback: promptFeedback,
    context: 'none'
  }
  // Stages start at 0 and 3; the arm of query 6 arrives too late for any.
  expect(hear(trial)).toEqual([
    'arrive 0 (1, 2)',
    'stage 0',
    'cost of 0: 2',
    'reward of 0: 0.5',
    'cost of 0: 2',
    'reward of 0: 0.5',
    'arrive 1 (1, 1)',
    'stage 1',
    'cost of 1: 1',
    'reward of 1: 0.25',
    'cost of 1: 1',
    'reward of 1: 0.25',
    'cost of 1: 1',
    'reward of 1: 0.25'
  ])
})

test('unserved queries cost and earn nothing', () => {
  const found = play(routerbench, () => inert)
  expect(found).toMatchObject({ reward: 0, spend: 0, unserved: 2000 })
  expect(found.pseudoRegret).toBe(found.oracleReward)
})

/** Spends 2 USD on every query; the budget is 1. */
const dear = trialOf([{ reward: 1, cost: 2 }], { queries: 10 })
const spender = (isPrepaid: boolean) => () => ({ ...inert, isPrepaid, route: () => 0 })

test('a prepaid policy is measured from its opening float: spending it to the last is no overspend', () => {
  const { openingFloat, overspentQueries, maxOverspend } = play(
    { ...dear, openingFloat: 10 },
    spender(true)
  )
  expect([openingFloat, overspentQueries, maxOverspend]).toEqual([10, 0, 0])
  expect(play({ ...dear, openingFloat: 9 }, spender(true))).toMatchObject({
    overspentQueries: 1,
    maxOverspend: 1
  })
})

test('a policy without a ledger has no float, whatever the trial grants', () => {
  expect(play({ ...dear, openingFloat: 10 }, spender(false))).toMatchObject({
    openingFloat: 0,
    overspentQueries: 10,
    maxOverspend: 10
  })
})

test('a policy is told the opening float and the length of the stream', () => {
  let told: unknown
  play({ ...dear, openingFloat: 7 }, ({ budget, openingFloat, queries }) => {
    told = { budget, openingFloat, queries }
    return inert
  })
  expect(told).toEqual({ budget: 1, openingFloat: 7, queries: 10 })
})

test('progress adds up to the queries', () => {
  const heard: Array<number> = []
  const onProgress = (queries: number): void => void heard.push(queries)
  play({ ...routerbench, queries: 10_000 }, () => inert, { onProgress })
  expect(heard).toEqual([4096, 4096, 1808])
})
