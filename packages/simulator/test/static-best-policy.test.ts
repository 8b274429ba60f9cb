import { makeStream } from '@stageroute/numeric'
import type { Policy } from '@stageroute/policies'
import { makeStaticBestPolicy, type Trial } from '../src'
import { trialOf } from './builders'

const query = { category: 0, features: new Float64Array(0) }

/** At a budget of 0.5 arms 0 and 1 carry the best mix of the first three, half and half; arm 3 would be better and comes later. */
const arms = [
  { reward: 0.8, cost: 1 },
  { reward: 0.4, cost: 0 },
  { reward: 0.5, cost: 0.5 },
  { reward: 1, cost: 0 }
]

const trial = (changes: Partial<Trial> = {}): Trial => ({
  ...trialOf(arms, { queries: 100, stages: 10, budget: 0.5, maxDeployed: 2 }),
  arrivals: { order: [0, 1, 2, 3], at: [0, 0, 0, 50], until: [Infinity, Infinity, Infinity, 90] },
  ...changes
})

const open = (of: Trial = trial()): Policy =>
  makeStaticBestPolicy(of)({
    maxArms: 4,
    maxDeployed: 2,
    budget: 0.5,
    openingFloat: 0,
    queries: 100,
    contexts: { categories: 1, features: 0 },
    index: { gamma: 0.1, costScale: 1, costMin: 0, costMax: 1 },
    stream: makeStream(3, 'policy static-best')
  })

/** A policy to which the first three arms have come. */
const started = (of?: Trial): Policy => {
  const policy = open(of)
  for (let arm = 0; arm < 3; arm++) policy.arrive(1, 1)
  return policy
}

const mixOf = (policy: Policy): ReadonlyArray<number> => {
  const share = new Float64Array(4).fill(NaN)
  policy.route(query)
  policy.distributionInto(share)
  return Array.from(share)
}

test('the best set and mix of the arms at the start stay, whoever arrives', () => {
  const policy = started()
  expect(policy.startStage(0)).toEqual([0, 1])
  expect(mixOf(policy)).toEqual([0.5, 0.5, 0, 0])
  policy.arrive(1, 1)
  expect(policy.startStage(1)).toEqual([0, 1])
  expect(mixOf(policy)).toEqual([0.5, 0.5, 0, 0])
})

test('the end of an arm outside the set changes nothing', () => {
  const policy = started()
  policy.startStage(0)
  policy.retire(2)
  expect(policy.startStage(1)).toEqual([0, 1])
  expect(mixOf(policy)).toEqual([0.5, 0.5, 0, 0])
})

test('when an arm of the set ends, the others are kept at the best mix of them', () => {
  const policy = started()
  policy.startStage(0)
  policy.retire(0)
  expect(mixOf(policy)).toEqual([0.5, 0.5, 0, 0])
  expect(policy.startStage(1)).toEqual([1])
  expect(mixOf(policy)).toEqual([0, 1, 0, 0])
})

test('what is left and cannot be afforded is used all the same', () => {
  const policy = started()
  policy.startStage(0)
  policy.retire(1)
  expect(policy.startStage(1)).toEqual([0])
  expect(mixOf(policy)).toEqual([1, 0, 0, 0])
})

test('when all of the set have ended, the best of the arms that are there are chosen anew', () => {
  const policy = started()
  policy.startStage(0)
  policy.arrive(1, 1)
  policy.retire(0)
  policy.retire(1)
  expect(policy.startStage(1)).toEqual([3])
  expect(mixOf(policy)).toEqual([0, 0, 0, 1])
})

test('capacities that fall short leave queries unserved', () => {
  const policy = started(trial({ capacity: 0.25 }))
  policy.startStage(0)
  expect(mixOf(policy).reduce((sum, mass) => sum + mass, 0)).toBe(0.5)
  const routed = Array.from({ length: 40 }, () => policy.route(query))
  expect(routed).toContain(-1)
})

test('it draws from its mix', () => {
  const policy = started()
  policy.startStage(0)
  const routed = Array.from({ length: 4000 }, () => policy.route(query))
  const first = routed.filter((arm) => arm === 0).length / 4000
  // Four standard deviations.
  expect(Math.abs(first - 0.5)).toBeLessThan(0.032)
  expect(new Set(routed)).toEqual(new Set([0, 1]))
})

test('a restored policy goes on as the kept one', () => {
  const policy = started()
  policy.startStage(0)
  policy.retire(0)
  policy.startStage(1)
  for (let i = 0; i < 7; i++) policy.route(query)
  const kept = JSON.stringify(policy.snapshot())
  const other = open()
  expect(other.restore(JSON.parse(kept))._tag).toBe('Right')
  expect(JSON.stringify(other.snapshot())).toBe(kept)
  expect(other.startStage(2)).toEqual([1])
  expect(other.restore({ policy: 'oracle', version: 1, parts: {} })._tag).toBe('Left')
})
