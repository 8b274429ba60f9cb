import { makeStream, makeUniformField, readField } from '@stageroute/numeric'
import { policies, type QueryContext } from '@stageroute/policies'
import { settingsWith } from '../settings'

const QUERIES = 4000
const STAGE = 1000
const SECOND_HALF = QUERIES / 2

/** An arm's mean rewards by kind of query, and what every query costs with it. */
interface Arm {
  readonly reward: readonly [number, number]
  readonly cost: number
}

/** Each of the first two arms is good at one kind of query, the third is middling at both. All cost the same. */
const specialists: ReadonlyArray<Arm> = [
  { reward: [0.9, 0.2], cost: 0.005 },
  { reward: [0.2, 0.9], cost: 0.005 },
  { reward: [0.6, 0.6], cost: 0.005 }
]

/** A dear arm that is better at one kind of query; the budget pays for it on half of them. */
const cheapAndDear: ReadonlyArray<Arm> = [
  { reward: [0.5, 0.5], cost: 0.005 },
  { reward: [0.9, 0.5], cost: 0.015 }
]

/** A dear arm that is better at both kinds of query, by more at one; the budget pays for it on half of them. */
const cheapAndAlwaysBetter: ReadonlyArray<Arm> = [
  { reward: [0.5, 0.5], cost: 0.005 },
  { reward: [0.9, 0.7], cost: 0.015 }
]

interface World {
  readonly arms?: ReadonlyArray<Arm>
  /** Whether a policy is told the kind of a query or another one that has nothing to do with it. */
  readonly isTold: boolean
}

/** Mean reward over the second half. */
const play = (id: string, { isTold, arms = specialists }: World): number => {
  const policy = policies[id]?.(
    settingsWith({
      maxDeployed: 3,
      budget: 0.01,
      queries: QUERIES,
      contexts: { categories: 2, features: 2 },
      index: { gamma: 0.1, costScale: 0.01, costMin: 0, costMax: 0.02 },
      stream: makeStream(5, id)
    })
  )
  if (policy === undefined) throw new Error(`no policy ${id}`)
  const outcomes = makeUniformField(5, 'outcomes')
  const kinds = makeUniformField(5, 'kinds')
  const context = { category: 0, features: new Float64Array(2) }
  arms.forEach(({ cost }) => policy.arrive(arms.length === 2 ? 1 : 0.8, 2 * cost))
  let sum = 0
  for (let query = 0; query < QUERIES; query++) {
    if (query % STAGE === 0) policy.startStage(query / STAGE)
    readField(kinds, query, 0)
    const kind = kinds.first < 0.5 ? 0 : 1
    const unrelated = kinds.second < 0.5 ? 0 : 1
    const told = isTold ? kind : unrelated
    context.category = told
    context.features.fill(0)
    context.features[told] = 1
    const arm = policy.route(context as QueryContext)
    if (arm < 0) continue
    readField(outcomes, query, arm)
    const { reward, cost } = arms[arm] ?? { reward: [0, 0], cost: 0 }
    const mean = reward[kind]
    policy.observeCost(arm, cost, context)
    policy.observeReward(arm, outcomes.first < mean ? 1 : 0, context)
    if (query >= SECOND_HALF) sum += mean
  }
  return sum / (QUERIES - SECOND_HALF)
}

const blind = play('stage-route-kl', { isTold: true })

test('who does not look at contexts earns what the middling arm and its capacity leave', () => {
  expect(blind).toBeGreaterThan(0.55)
  expect(blind).toBeLessThan(0.62)
})

// Inverse gaps explore all the time.
test.each([
  ['linucb', 0.85],
  ['knn', 0.82],
  ['port-dual', 0.85],
  ['pareto-bandit', 0.85],
  ['stage-route-category', 0.85],
  ['stage-route-contextual', 0.85],
  ['squarecb-bwk', 0.75]
])('%s earns more where contexts tell', (id, least) => {
  expect(play(id, { isTold: true })).toBeGreaterThan(least)
})

test.each([
  'linucb',
  'knn',
  'port-dual',
  'pareto-bandit',
  'stage-route-category',
  'stage-route-contextual',
  'squarecb-bwk',
  'route-llm-threshold'
])('%s does not fall apart where contexts tell nothing', (id) => {
  expect(play(id, { isTold: false })).toBeGreaterThan(0.5)
})

test('a threshold asks the dear arm where it is worth its price', () => {
  const earned = (isTold: boolean): number =>
    play('route-llm-threshold', { isTold, arms: cheapAndDear })
  // Half of the queries at 0.9 and half at 0.5, or 0.6 on average where nothing tells which.
  expect(earned(true)).toBeGreaterThan(0.67)
  expect(earned(false)).toBeLessThan(0.63)
})

test.each([
  'linucb',
  'knn',
  'port-dual',
  'pareto-bandit',
  'stage-route-category',
  'stage-route-contextual',
  'squarecb-bwk',
  'route-llm-threshold'
])('%s buys the dear arm as often as the budget pays for it', (id) => {
  // Half of the queries at 0.7 on average and half at 0.5: without a price all are bought, or the budget is gone long before the end.
  const earned = play(id, { isTold: false, arms: cheapAndDear })
  expect(earned).toBeGreaterThan(0.55)
  expect(earned).toBeLessThan(0.63)
})

test('a threshold rises until the budget lasts', () => {
  // Asked wherever it is better, the dear arm would use the budget up before the second half is over.
  const earned = play('route-llm-threshold', { isTold: true, arms: cheapAndAlwaysBetter })
  expect(earned).toBeGreaterThan(0.67)
})
