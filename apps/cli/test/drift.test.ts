import * as E from 'fp-ts/Either'
import {
  epochsOf,
  makeSynthetic,
  promptFeedback,
  stageOracle,
  type Trial
} from '@stageroute/simulator'
import { applyDrift, readDrift } from '../src/simulation/drift'

const environment = makeSynthetic({ arms: 8, seed: 2, reward: 'binary', categories: 1 })
const order = environment.arms.map((_, arm) => arm)

const trial: Trial = {
  environment,
  arrivals: {
    order,
    at: order.map((arm) => 50 * arm),
    until: order.map((arm) => (arm < 3 ? 300 : Infinity))
  },
  queries: 1000,
  stages: 20,
  maxDeployed: 4,
  capacity: 0.5,
  budget: 0.001,
  openingFloat: 0,
  feedback: promptFeedback,
  context: 'none'
}

/** Where the truth of a trial changes under a word, and which arms' rewards and costs are then others than at first. */
const changesUnder = (word: string) => {
  const drift = readDrift(word)
  if (E.isLeft(drift)) throw new Error(word)
  const [first, ...changes] = epochsOf(applyDrift(drift.right, trial).environment)
  return changes.map(({ start, arms }) => ({
    start,
    changed: order.filter(
      (arm) =>
        arms[arm]?.meanReward !== first?.arms[arm]?.meanReward ||
        arms[arm]?.meanCost !== first?.arms[arm]?.meanCost
    ),
    arms
  }))
}

const mostUsedAt = (query: number): number => {
  const { starts, share } = stageOracle(trial)
  const mix = share[starts.findLastIndex((start) => start <= query)] ?? new Float64Array(1)
  return mix.indexOf(Math.max(...mix))
}

test('a drop is of the model that the oracle uses most at that time', () => {
  expect(mostUsedAt(100)).not.toBe(mostUsedAt(900))
  for (const [part, query] of [
    [0.1, 100],
    [0.9, 900]
  ] as const) {
    const arm = mostUsedAt(query)
    const [change, ...more] = changesUnder(`drop:0.1@${part}`)
    expect([change?.start, change?.changed, more]).toEqual([query, [arm], []])
    const before = environment.arms[arm]?.meanReward ?? NaN
    expect(change?.arms[arm]?.meanReward).toBeCloseTo(before - 0.1, 12)
  }
})

test('a price is of the best model that is there', () => {
  const there = order.filter((arm) => arm >= 3)
  const rewardOf = (arm: number): number => environment.arms[arm]?.meanReward ?? 0
  const best = there.reduce((a, b) => (rewardOf(b) > rewardOf(a) ? b : a))
  const [change] = changesUnder('price:3@0.8')
  expect([change?.start, change?.changed]).toEqual([800, [best]])
  const before = environment.arms[best]?.meanCost ?? NaN
  expect(change?.arms[best]?.meanCost).toBeCloseTo(3 * before, 12)
})

test('a decline takes the middle of the stream, seasons all of it', () => {
  const sinking = changesUnder('sink:0.2')
  expect([sinking[0]?.start, sinking.length]).toEqual([300, 24])
  expect(sinking.every(({ start }) => start >= 300 && start < 800)).toBe(true)
  expect(changesUnder('swing:0.2:2')).toHaveLength(47)
})

test('without drift the trial is the same', () => {
  expect(applyDrift({ _tag: 'none' }, trial)).toBe(trial)
})
