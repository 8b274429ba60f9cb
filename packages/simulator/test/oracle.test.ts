import {
  arriveAsListed,
  arriveAtStart,
  makePublishedFigures,
  stageOracle,
  promptFeedback
} from '../src'
import { trialOf } from './builders'
import { routerbenchMeans } from './routerbench-means'

const cheapAndDear = [
  { reward: 0.5, cost: 1 },
  { reward: 0.9, cost: 5 }
]

test('the budget splits the queries between a cheap and a dear arm', () => {
  const oracle = stageOracle(trialOf(cheapAndDear, { queries: 10, budget: 2 }))
  expect(oracle.value[0]).toBeCloseTo(0.6, 12)
  expect(Array.from(oracle.share[0] ?? [])).toEqual([0.75, 0.25])
  expect(oracle.isInfeasible).toEqual([false])
})

test('each stage has the optimum over the arms that have arrived by its first query', () => {
  const trial = trialOf(cheapAndDear, { queries: 9, stages: 3, budget: 5 })
  const arrivals = arriveAsListed(trial.environment.arms, { a: 0, b: 4 })
  const { starts, value, share } = stageOracle({ ...trial, arrivals })
  expect(starts).toEqual([0, 3, 6])
  expect(Array.from(value)).toEqual([0.5, 0.5, 0.9])
  expect(share.map((mix) => Array.from(mix))).toEqual([
    [1, 0],
    [1, 0],
    [0, 1]
  ])
})

test('shares are by order of arrival, whatever the order of the environment', () => {
  const trial = trialOf(cheapAndDear, { queries: 2, stages: 2, budget: 5 })
  const arrivals = arriveAsListed(trial.environment.arms, { a: 1, b: 0 })
  const { share } = stageOracle({ ...trial, arrivals })
  expect(share.map((mix) => Array.from(mix))).toEqual([
    [1, 0],
    [1, 0]
  ])
})

test('an arm that arrives at the first query of a stage is in it, one query later it is not', () => {
  const trial = trialOf(cheapAndDear, { queries: 4, stages: 2, budget: 5 })
  const valueWhen = (b: number) =>
    stageOracle({ ...trial, arrivals: arriveAsListed(trial.environment.arms, { a: 0, b }) })
      .value[1]
  expect([valueWhen(2), valueWhen(3)]).toEqual([0.9, 0.5])
})

test('the cap on deployed arms binds', () => {
  const arms = [
    { reward: 0.9, cost: 5 },
    { reward: 0.5, cost: 1 },
    { reward: 0.7, cost: 2 }
  ]
  const trial = trialOf(arms, { queries: 1, budget: 2.5, capacity: 0.5 })
  // Two arms at one half each: only b with c keeps the budget. A third would mix a into it.
  const capped = stageOracle({ ...trial, maxDeployed: 2 })
  expect(capped.value[0]).toBeCloseTo(0.6, 12)
  expect(Array.from(capped.share[0] ?? [])).toEqual([0, 0.5, 0.5])
  expect(stageOracle(trial).value[0]).toBeCloseTo(0.7, 12)
})

test('where even the cheapest full mix exceeds the budget, its value, and the stage counts', () => {
  const arms = [...cheapAndDear, { reward: 0.2, cost: 2 }]
  const { value, share, isInfeasible } = stageOracle(
    trialOf(arms, { queries: 10, budget: 0.5, capacity: 0.6 })
  )
  expect(value[0]).toBeCloseTo(0.6 * 0.5 + 0.4 * 0.2, 12)
  expect(Array.from(share[0] ?? [])).toEqual([0.6, 0, 0.4])
  expect(isInfeasible).toEqual([true])
})

test('fewer arms than it takes to serve every query: each at its capacity, and the stage counts', () => {
  const trial = trialOf(cheapAndDear, { queries: 4, stages: 2, budget: 5, capacity: 0.6 })
  const arrivals = arriveAsListed(trial.environment.arms, { a: 0, b: 2 })
  const { value, share, isInfeasible } = stageOracle({ ...trial, arrivals })
  expect(value[0]).toBeCloseTo(0.3, 12)
  expect(Array.from(share[0] ?? [])).toEqual([0.6, 0])
  expect(value[1]).toBeCloseTo(0.6 * 0.9 + 0.4 * 0.5, 12)
  expect(isInfeasible).toEqual([true, false])
})

test('fewer arms than slots is no obstacle', () => {
  expect(
    stageOracle(trialOf(cheapAndDear, { queries: 1, budget: 2, maxDeployed: 9 })).value[0]
  ).toBeCloseTo(0.6, 12)
})

/** Optimal values of the published means by capacity and budget, computed apart from this code and rounded to four digits. */
const budgets = [1e-4, 2e-4, 3e-4, 5e-4, 1e-3, 1.5e-3, 2e-3]
const optima: ReadonlyArray<readonly [capacity: number, ...values: ReadonlyArray<number>]> = [
  [0.2, NaN, 0.5715, 0.5824, 0.6041, 0.6463, 0.6602, 0.6628],
  [0.3, 0.4627, 0.6079, 0.6208, 0.6356, 0.6659, 0.6791, 0.6824],
  [0.4, 0.471, 0.6169, 0.6313, 0.6433, 0.672, 0.6959, 0.6987],
  [0.5, 0.4783, 0.6237, 0.6379, 0.6486, 0.6751, 0.7017, 0.7145],
  [1, 0.4828, 0.6481, 0.6524, 0.661, 0.6826, 0.7041, 0.7257]
]
const known = optima.flatMap(([capacity, ...values]) =>
  values.map((value, i) => [capacity, budgets[i] ?? NaN, value] as const)
)

test.each(known.filter(([, , value]) => !Number.isNaN(value)))(
  'RouterBench at capacity %d and budget %d is worth %d',
  (capacity, budget, value) => {
    const environment = makePublishedFigures(routerbenchMeans)
    const arrivals = arriveAtStart(environment.arms)
    const maxDeployed = environment.arms.length
    const oracle = stageOracle({
      environment,
      arrivals,
      queries: 1,
      stages: 1,
      maxDeployed,
      capacity,
      budget,
      openingFloat: 0,
      feedback: promptFeedback,
      context: 'none'
    })
    expect(Math.abs((oracle.value[0] ?? NaN) - value)).toBeLessThanOrEqual(0.5e-4 + 1e-12)
    expect(oracle.isInfeasible).toEqual([false])
  }
)

test('RouterBench at capacity 0.2 cannot keep a budget of 1e-4', () => {
  const environment = makePublishedFigures(routerbenchMeans)
  const arrivals = arriveAtStart(environment.arms)
  const oracle = stageOracle({
    environment,
    arrivals,
    queries: 1,
    stages: 1,
    maxDeployed: 5,
    capacity: 0.2,
    budget: 1e-4,
    openingFloat: 0,
    feedback: promptFeedback,
    context: 'none'
  })
  expect(oracle.isInfeasible).toEqual([true])
  const cost = environment.arms.reduce(
    (sum, { meanCost }, arm) => sum + meanCost * (oracle.share[0]?.[arm] ?? 0),
    0
  )
  expect(cost).toBeCloseTo(1.22e-4, 6)
})
