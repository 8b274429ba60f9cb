import { costLowerBound, makeArmTable, addArm, observe as note } from '@stageroute/estimators'
import { solveBudgetedSimplex } from '@stageroute/optimizer'
import { makeUcbBwk } from '@stageroute/policies'
import { shrinkageOf } from '../../src/baselines/ucb-bwk'
import { blank, observe, settingsWith } from '../settings'
import { playTwoArms, runsOf, withTwoArms } from './two-arms'

const index = { gamma: 0.01, costScale: 0.01, costMin: 0, costMax: 0.02 }

test('the shrinkage is four roots and two logarithms, at most a half', () => {
  expect(shrinkageOf(0.01, 4, 16, Math.E)).toBeCloseTo(0.2 + 0.005, 12)
  expect(shrinkageOf(10, 4, 16, 100)).toBe(0.5)
  expect(shrinkageOf(0.01, 4, 0, 100)).toBe(0.5)
  expect(shrinkageOf(0, 4, 0, 100)).toBe(0)
})

/** After equally many observations, the first query: at level zero rewards are bounded by their means. */
const afterSeeing = (seen: ReadonlyArray<readonly [number, number]>, queries: number | null) => {
  const policy = makeUcbBwk(settingsWith({ index, queries, budget: 0.004, maxDeployed: 4 }))
  const table = makeArmTable(seen.length)
  seen.forEach(() => {
    addArm(table)
    policy.arrive(0.6, 0.02)
  })
  policy.startStage(0)
  for (let pull = 0; pull < 20; pull++)
    seen.forEach(([reward, cost], arm) => {
      observe(policy, arm, reward, cost)
      note(table, arm, reward, cost)
    })
  policy.route(blank)
  const share = new Float64Array(6)
  policy.distributionInto(share)
  return { policy, table, share: Array.from(share.subarray(0, seen.length)) }
}

const seen = [
  [0.75, 0.009],
  [0.5, 0.002],
  [0.625, 0.006],
  [0.25, 0.001]
] as const

test('on a fixed pool the mix is that of RouteOPT with the shrunk budget, to the last bit', () => {
  const { table, share } = afterSeeing(seen, 10_000)
  const held = 4 * Math.sqrt(0.04 / 4000) + 2 * (0.04 / 4000) * Math.log(10_000)
  const answer = solveBudgetedSimplex({
    size: 4,
    reward: table.reward.mean.slice(0, 4),
    cost: Float64Array.from(seen, (_, arm) => costLowerBound(table, index, arm)),
    capacity: new Float64Array(4).fill(0.6),
    budget: (1 - held) * 0.004
  })
  const isSolved = answer._tag === 'Right' && answer.right._tag === 'optimal'
  expect(share).toEqual(isSolved ? Array.from(answer.right.share) : [])
  expect(share.filter((mass) => mass > 0 && mass < 0.6)).toHaveLength(2)
})

test('of a stream of unknown length the budget grows with the horizon, and the shrinkage falls', () => {
  const { policy, share } = afterSeeing(seen, null)
  const later = new Float64Array(6)
  for (let query = 1; query < 100; query++) policy.route(blank)
  policy.distributionInto(later)
  expect(later[0]).toBeGreaterThan(share[0] ?? 1)
})

test('once more than the whole budget is spent, queries go unserved', () => {
  const policy = withTwoArms(makeUcbBwk, 0, { queries: 10, budget: 0.01 })
  // Of 0.1 USD in all, a tenth is spent already; the tenth query is one too many.
  expect(runsOf(playTwoArms(policy, 13))).toEqual([
    [0, 10],
    [-1, 3]
  ])
})
