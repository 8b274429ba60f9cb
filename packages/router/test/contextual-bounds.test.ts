import {
  addContextualArm,
  makeContextualTable,
  makeLinearTable,
  observeContextualCost,
  observeContextualReward,
  observeLinear,
  pooledLower,
  pooledUpper
} from '@stageroute/estimators'
import {
  decide,
  setBoundsByFeatures,
  setPrices,
  solveContexts,
  stateContexts
} from '@stageroute/router'
import { maxArms, probabilities, requestWith, serviceOf } from './router-builders'

const bounds = [1, 4].map((arm) => ({ arm, reward: 0.5, cost: 0.001, capacity: 1 }))

/** Arm 1 is right in context 0 alone, arm 4 in context 1 alone; both cost the same. */
const learned = () => {
  const table = makeContextualTable(2, maxArms, 0.02)
  for (let arm = 0; arm < maxArms; arm++) addContextualArm(table)
  for (let i = 0; i < 200; i++) {
    const [context, arm] = [i & 1, (i & 2) === 0 ? 1 : 4]
    observeContextualReward(table, context, arm, (context === 0) === (arm === 1) ? 1 : 0, 1)
    observeContextualCost(table, context, arm, 0.001)
  }
  return table
}

test('a programme by context has the pooled bounds of the deployed arms', () => {
  const router = serviceOf({ bounds, budget: 0.002 })
  const table = learned()
  const program = stateContexts(router, table, Float64Array.of(0.5, 0.5), 2)
  expect(program).toMatchObject({ contexts: 2, size: 2, budget: 0.002 })
  expect(Array.from(program.reward)).toEqual(
    [0, 1].flatMap((context) => [1, 4].map((arm) => pooledUpper(table.reward, context, arm, 2)))
  )
  expect(Array.from(program.cost)).toEqual(
    [0, 1].flatMap((context) => [1, 4].map((arm) => pooledLower(table.cost, context, arm, 2)))
  )
})

test('queries go where their context was answered well', () => {
  const router = serviceOf({ bounds, budget: 0.002 })
  const weight = Float64Array.of(0.5, 0.5)
  expect(solveContexts(router, stateContexts(router, learned(), weight, 2))).toBe(true)
  expect(decide(router, requestWith({ context: 0 }))).toBe(1)
  expect(decide(router, requestWith({ context: 1 }))).toBe(4)
})

test('by features a query goes where queries like it were answered well', () => {
  const table = makeLinearTable({
    ...{ size: maxArms, dimension: 2, regularisation: 1, factor: 1, maxNorm: 2 }
  })
  for (let i = 0; i < 200; i++) {
    const isFirst = i % 2 === 0
    const features = Float64Array.of(isFirst ? 1 : 0, isFirst ? 0 : 1)
    observeLinear(table, 1, features, isFirst ? 1 : 0, 1, i)
    observeLinear(table, 4, features, isFirst ? 0 : 1, 1, i)
  }
  const router = serviceOf({ bounds, budget: 0.002 })
  setPrices(router, 0, new Float64Array(2))
  const query = {
    confidence: 0.1,
    costLower: new Float64Array(maxArms),
    prediction: new Float64Array(2)
  }
  setBoundsByFeatures(router, table, { ...query, features: Float64Array.of(1, 0) })
  expect(decide(router, requestWith())).toBe(1)
  expect(probabilities(router)[1]).toBe(1)
  setBoundsByFeatures(router, table, { ...query, features: Float64Array.of(0, 1) })
  expect(decide(router, requestWith())).toBe(4)
  // What cannot be a feature predicts nothing: the bounds stay.
  setBoundsByFeatures(router, table, { ...query, features: Float64Array.of(NaN, 1) })
  expect(decide(router, requestWith())).toBe(4)
})
