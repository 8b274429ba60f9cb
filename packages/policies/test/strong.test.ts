import { addArm, makeArmTable, observeCost, observeReward } from '@stageroute/estimators'
import { offerInto } from '../src/strong/probation'
import { steadyBudget } from '../src/strong/steady-budget'
import { typicalCost } from '../src/strong/typical-cost'
import { settingsWith } from './settings'

const settings = settingsWith({ budget: 0.001, openingFloat: 0.1, queries: 10_000 })

test('what is held beyond the reserve is spread over what is left', () => {
  // Half of the float is due, and 0.25 more is there: 0.25 / 5001 a query.
  const budget = steadyBudget(settings, { left: 0.05 + 0.25 + 0.00001, done: 5000, dearest: 0.001 })
  expect(budget).toBeCloseTo(0.001 + 0.25 / 5001, 8)
})

test('what is missing from the reserve is made up within a hundred queries, and no budget is negative', () => {
  const due = (0.1 * 5001) / 10_000
  expect(steadyBudget(settings, { left: due - 0.01, done: 5000, dearest: 0.001 })).toBeCloseTo(
    0.001 - 0.0001,
    12
  )
  expect(steadyBudget(settings, { left: 0, done: 5000, dearest: 1 })).toBe(0)
})

test('two of the dearest queries are covered, and nothing is held back at the end', () => {
  const left = 0.3
  expect(steadyBudget(settings, { left, done: 5000, dearest: 0.2 })).toBeLessThan(0.001)
  expect(steadyBudget(settings, { left, done: 10_000, dearest: 0.2 })).toBeGreaterThan(0.3)
})

test('a new arm is taken to cost as large a part of the most as others do', () => {
  const table = makeArmTable(3)
  const most = Float64Array.of(0.01, 0, 0)
  expect(typicalCost(table, most, 0.02)).toBeCloseTo(0.002, 12)
  addArm(table)
  observeCost(table, 0, 0.005)
  // A half, with the tenth that is assumed beforehand.
  expect(typicalCost(table, most, 0.02)).toBeCloseTo(0.02 * 0.3, 12)
})

test('an arm without a judged answer is offered half, unless the others cannot serve all queries', () => {
  const table = makeArmTable(4)
  for (let arm = 0; arm < 4; arm++) addArm(table)
  const capacity = Float64Array.of(0.4, 0.4, 0.4, 0.4)
  const offer = (deployed: ReadonlyArray<number>) => {
    const offered = new Float64Array(4)
    offerInto(offered, table, capacity, deployed)
    return Array.from(offered)
  }
  expect(offer([0, 1, 2, 3])).toEqual([0.4, 0.4, 0.4, 0.4])
  observeCost(table, 1, 0.001)
  expect(offer([0, 1, 2, 3])).toEqual([0.4, 0.2, 0.4, 0.4])
  expect(offer([0, 1, 2])).toEqual([0.4, 0.2, 0.4, 0])
  observeCost(table, 0, 0.001)
  expect(offer([0, 1, 2])).toEqual([0.4, 0.4, 0.4, 0])
  observeReward(table, 1, 1)
  expect(offer([0, 1, 2, 3])).toEqual([0.2, 0.4, 0.4, 0.4])
})
