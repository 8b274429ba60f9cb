import type { Environment } from '../src/environment'
import { arriveAsListed, arriveAtStart } from '../src/arrivals'
import { hindsightOptimum } from '../src/hindsight'
import { stageOracle } from '../src/oracle'
import type { Trial } from '../src/trial'

const environmentOf = (
  arms: ReadonlyArray<readonly [reward: number, cost: number]>
): Environment => ({
  id: 'hand-made',
  arms: arms.map(([meanReward, meanCost], i) => ({
    id: `arm ${i}`,
    released: null,
    meanReward,
    meanCost
  })),
  largestCost: 1,
  categories: {
    names: ['all'],
    weight: Float64Array.of(1),
    reward: Float64Array.from(arms, ([reward]) => reward),
    cost: Float64Array.from(arms, ([, cost]) => cost)
  },
  open: () => ({ reward: 0, cost: 0, read: () => undefined })
})

const trialOf = (arms: ReadonlyArray<readonly [number, number]>, rest: Partial<Trial>): Trial => {
  const environment = environmentOf(arms)
  return {
    environment,
    arrivals: arriveAtStart(environment.arms),
    queries: 100,
    stages: 1,
    maxDeployed: 3,
    capacity: 1,
    budget: 2,
    ...rest
  }
}

test('with one stage it is the stage oracle', () => {
  const trial = trialOf(
    [
      [0.4, 1],
      [0.8, 3]
    ],
    {}
  )
  expect(hindsightOptimum(trial).value).toBeCloseTo(stageOracle(trial).value[0] ?? 0, 12)
  expect(hindsightOptimum(trial).budgetPrice).toBeCloseTo(0.2, 12)
})

test('it saves money for the stage in which the better arm has arrived', () => {
  const environment = environmentOf([
    [0.4, 1],
    [0.5, 3],
    [0.9, 3]
  ])
  const arrivals = arriveAsListed(environment.arms, { 'arm 0': 0, 'arm 1': 0, 'arm 2': 50 })
  const trial = { ...trialOf([], {}), environment, arrivals, stages: 2 }
  // Alone, both stages mix half and half: 0.45 then 0.65. Saving, the first earns 0.4 and the second 0.9.
  expect(Array.from(stageOracle(trial).value)).toEqual([0.45, 0.65])
  expect(hindsightOptimum(trial).value).toBeCloseTo((0.4 + 0.9) / 2, 12)
  expect(hindsightOptimum(trial).cost).toBeCloseTo(2, 12)
})

test('money that is not needed has no price, and money that is not enough no finite one', () => {
  const arms = [
    [0.4, 1],
    [0.8, 3]
  ] as const
  expect(hindsightOptimum(trialOf(arms, { budget: 5 }))).toEqual({
    value: 0.8,
    cost: 3,
    budgetPrice: 0
  })
  expect(hindsightOptimum(trialOf(arms, { budget: 0.5 }))).toEqual({
    value: 0.4,
    cost: 1,
    budgetPrice: Infinity
  })
})
