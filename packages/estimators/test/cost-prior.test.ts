import {
  addArm,
  costLowerBound,
  costMeanOf,
  costPullsOf,
  costVarianceOf,
  makeArmTable,
  observeCost,
  setCostPrior
} from '@stageroute/estimators'

const tableWithOneArm = () => {
  const table = makeArmTable(2)
  addArm(table)
  return table
}

const index = { gamma: 0.1, costScale: 0.01, costMin: 1e-6, costMax: 0.02 }

test('an arm with a prior and no pulls does not look free', () => {
  const table = tableWithOneArm()
  expect(costLowerBound(table, index, 0)).toBe(1e-6)
  setCostPrior(table, 0, 0.009, 50)
  expect(costLowerBound(table, index, 0)).toBeGreaterThan(0.007)
})

test('a prior is worth as many observations as it says', () => {
  const [table, seen] = [tableWithOneArm(), tableWithOneArm()]
  setCostPrior(table, 0, 0.5, 3)
  for (let n = 0; n < 3; n++) observeCost(seen, 0, 0.5)
  for (const one of [0.25, 0.75, 1]) {
    observeCost(table, 0, one)
    observeCost(seen, 0, one)
  }
  expect(costPullsOf(table, 0)).toBe(6)
  expect(costMeanOf(table, 0)).toBeCloseTo(costMeanOf(seen, 0), 14)
  expect(costVarianceOf(table, 0)).toBeCloseTo(costVarianceOf(seen, 0), 14)
})

test('what was observed stays apart from the prior', () => {
  const table = tableWithOneArm()
  setCostPrior(table, 0, 0.5, 3)
  expect([table.cost.weight[0], table.cost.mean[0]]).toEqual([0, 0])
})

test('a prior worth no pulls is none', () => {
  const table = tableWithOneArm()
  observeCost(table, 0, 0.1)
  setCostPrior(table, 0, 0.5, 3)
  setCostPrior(table, 0, 0.7, 0)
  expect([table.priorCost[0], costPullsOf(table, 0), costMeanOf(table, 0)]).toEqual([0, 1, 0.1])
})

test.each([
  ['negative cost', 0, -1, 1],
  ['cost not a number', 0, NaN, 1],
  ['negative pulls', 0, 1, -1],
  ['infinite pulls', 0, 1, Infinity],
  ['arm that has not arrived', 1, 1, 1]
])('%s is counted and changes nothing', (_, arm, cost, pulls) => {
  const table = tableWithOneArm()
  setCostPrior(table, 0, 0.5, 3)
  const expected = structuredClone({ ...table, rejected: 1 })
  expect(setCostPrior(table, arm, cost, pulls)).toBe(false)
  expect(table).toEqual(expected)
})
