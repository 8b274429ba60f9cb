import { armOf, knownArm, newcomer, planned } from './plan-builders'

test('a plan of well-known arms gives up nothing', () => {
  expect(planned([knownArm('a', 0.9, 0.001), knownArm('b', 0.5, 0.001)]).exploration).toEqual({
    rewardPerQuery: 0,
    rewardOverStage: 0,
    usdPerQuery: 0,
    usdOverStage: 0,
    wideShare: 0
  })
})

test('a newcomer that takes the queries costs what the best by estimates earns more', () => {
  const plan = planned([knownArm('a', 0.9, 0.001), newcomer('new', 0.002)], { maxDeployed: 1 })
  expect(plan.deployed).toEqual(['new'])
  expect(plan.exploration).toEqual({
    rewardPerQuery: expect.closeTo(0.4, 12),
    rewardOverStage: expect.closeTo(400, 9),
    usdPerQuery: expect.closeTo(0.001, 12),
    usdOverStage: expect.closeTo(1, 9),
    wideShare: 1
  })
})

test('an interval is wide when it is wider than a fifth of all rewards', () => {
  const width = (upper: number): number =>
    planned([armOf('a', { reward: { lower: 0.5, estimate: 0.5, upper } })]).exploration.wideShare
  expect(width(0.69)).toBe(0)
  expect(width(0.71)).toBe(1)
})

test('where no mix fits the budget by estimates nothing can be compared', () => {
  const dear = armOf('a', { cost: { lower: 0.001, estimate: 1, upper: 2 } })
  expect(planned([dear]).exploration).toMatchObject({
    rewardPerQuery: null,
    rewardOverStage: null,
    usdPerQuery: null,
    usdOverStage: null
  })
})
