import {
  makeStageRoute,
  makeStageRouteFillLeastTried,
  makeStageRouteFillValue,
  makeStageRouteFixedMix,
  makeStageRouteKl,
  makeStageRouteTopK,
  type Policy,
  type PolicySettings
} from '@stageroute/policies'
import { blank, nextDistribution, observe, settingsWith } from './settings'

type Seen = readonly [reward: number, cost: number] | null

/** What a policy deploys in its second stage, and it; null is an arm that nothing is known of. */
const afterSeeing = (
  make: (settings: PolicySettings) => Policy,
  seen: ReadonlyArray<Seen>,
  changes: Partial<PolicySettings> = {}
) => {
  const policy = make(settingsWith(changes))
  seen.forEach(() => policy.arrive(1, 0.02))
  policy.startStage(0)
  seen.forEach((one, arm) => one !== null && observe(policy, arm, one[0], one[1]))
  return { policy, deployed: policy.startStage(1) }
}

describe('spare slots', () => {
  // At this budget arms 1 and 2 carry the mix at a price of 0.4 / 0.004 = 100: 0.5 and 0.9 less 0.1 and 0.5 is 0.4. Reduced, arm 0 is at
  // 0.7 - 1 = -0.3, arm 3 at 0.3 - 0.1 = 0.2, arm 4 at 0.1 - 0 = 0.1.
  const seen: ReadonlyArray<Seen> = [
    [0.7, 0.01],
    [0.5, 0.001],
    [0.9, 0.005],
    [0.3, 0.001],
    [0.1, 0]
  ]
  const changes = { budget: 0.003 }

  test('are left empty by the paper', () => {
    expect(afterSeeing(makeStageRoute, seen, changes).deployed).toEqual([1, 2])
  })

  test('go to the arms nearest to the mix', () => {
    const fill = (maxDeployed: number) =>
      afterSeeing(makeStageRouteFillValue, seen, { ...changes, maxDeployed }).deployed
    expect(fill(3)).toEqual([1, 2, 3])
    expect(fill(4)).toEqual([1, 2, 3, 4])
    expect(fill(5)).toEqual([0, 1, 2, 3, 4])
  })

  test('go first to arms that nothing is known of', () => {
    const { deployed } = afterSeeing(
      makeStageRouteFillValue,
      [[1, 0.001], null, [0.99, 0.001], null],
      { budget: 0.003, maxDeployed: 2 }
    )
    // Either may earn 1 at no cost, so that one of them carries the mix; the other one is more interesting than arm 2.
    expect(deployed).toEqual([1, 3])
  })

  test('go to the widest of equally near ones', () => {
    const index = { gamma: 0.01, costScale: 0.01, costMin: 0, costMax: 0.02 }
    const policy = makeStageRouteFillValue(settingsWith({ maxDeployed: 2, index }))
    for (let arm = 0; arm < 3; arm++) policy.arrive(1, 0.02)
    policy.startStage(0)
    // The greatest reward each time: upper bounds are clipped to one, lower bounds are below it by what is not known.
    const seeFree = (arm: number, pulls: number): void => {
      for (let pull = 0; pull < pulls; pull++) observe(policy, arm, 1, 0)
    }
    seeFree(0, 40)
    seeFree(1, 40)
    seeFree(2, 2)
    expect(policy.startStage(1)).toEqual([0, 2])
    seeFree(2, 100)
    expect(policy.startStage(2)).toEqual([0, 1])
  })

  test('go to the arms with the fewest pulls', () => {
    const { policy } = afterSeeing(makeStageRouteFillLeastTried, seen, changes)
    observe(policy, 3, 0.3, 0.001)
    observe(policy, 4, 0.1, 0)
    observe(policy, 4, 0.1, 0)
    expect(policy.startStage(2)).toEqual([0, 1, 2])
    observe(policy, 0, 0.7, 0.01)
    observe(policy, 0, 0.7, 0.01)
    expect(policy.startStage(3)).toEqual([1, 2, 3])
  })
})

test('a top-k deployment ignores cost, its routing does not', () => {
  const seen: ReadonlyArray<Seen> = [
    [0.9, 0.02],
    [0.5, 0.001],
    [0.8, 0.01]
  ]
  const { policy, deployed } = afterSeeing(makeStageRouteTopK, seen, { maxDeployed: 2 })
  expect(deployed).toEqual([0, 2])
  expect(nextDistribution(policy, 3)).toEqual([0, 0, 1])
  expect(afterSeeing(makeStageRoute, seen, { maxDeployed: 2 }).deployed).toEqual([1, 2])
})

test('a fixed mix stays what the stage was chosen by, whatever is observed, until the next one', () => {
  const seen: ReadonlyArray<Seen> = [
    [0.9, 0.005],
    [0.5, 0.001]
  ]
  const { policy } = afterSeeing(makeStageRouteFixedMix, seen, { budget: 0.003 })
  expect(nextDistribution(policy, 2)).toEqual([0.5, 0.5])
  observe(policy, 0, 0, 0.005)
  expect(nextDistribution(policy, 2)).toEqual([0.5, 0.5])
  policy.startStage(2)
  expect(nextDistribution(policy, 2)).toEqual([0, 1])
})

/** Arm 0 is known to be better, arm 1 is known less: 64 pulls of mean 3/4 and 8 of 1/2, free of charge; then so many queries. */
const klPlay = (queries: number) => {
  const policy = makeStageRouteKl(settingsWith({ budget: 1 }))
  policy.arrive(0.75, 0.02)
  policy.arrive(0.75, 0.02)
  policy.startStage(0)
  for (let pull = 0; pull < 64; pull++) observe(policy, 0, pull % 4 === 0 ? 0 : 1, 0)
  for (let pull = 0; pull < 8; pull++) observe(policy, 1, pull % 2, 0)
  for (let query = 0; query < queries; query++) policy.route(blank)
  return policy
}

describe('the level of KL-UCB', () => {
  const klAfter = (queries: number) => nextDistribution(klPlay(queries - 1), 2)

  test('is zero at the first query: bounds are means', () => {
    expect(klAfter(1)).toEqual([0.75, 0.25])
  })

  test('is set when the queries have doubled, and rises like log t', () => {
    // At log 16 bounds are 0.861 and 0.854, at log 32 they are 0.872 and 0.881.
    expect(klAfter(31)).toEqual([0.75, 0.25])
    expect(klAfter(64)).toEqual([0.25, 0.75])
  })

  test('is set when a stage starts', () => {
    const policy = makeStageRouteKl(settingsWith({ budget: 1, maxDeployed: 1 }))
    policy.arrive(1, 0.02)
    policy.arrive(1, 0.02)
    policy.startStage(0)
    for (let pull = 0; pull < 64; pull++) observe(policy, 0, pull % 4 === 0 ? 0 : 1, 0)
    for (let pull = 0; pull < 8; pull++) observe(policy, 1, pull % 2, 0)
    for (let query = 0; query < 15; query++) policy.route(blank)
    expect(policy.startStage(1)).toEqual([0])
    // At query 31 the level is still that of query 16; the stage sets it to that of query 32.
    for (let query = 15; query < 31; query++) policy.route(blank)
    expect(policy.startStage(2)).toEqual([1])
  })
})

test('a restored KL-UCB goes on at the level that was set, not at that of its query', () => {
  const policy = klPlay(29)
  const other = makeStageRouteKl(settingsWith({ budget: 1 }))
  expect(other.restore(JSON.parse(JSON.stringify(policy.snapshot())))._tag).toBe('Right')
  // At the level of query 30 arm 1 would come first.
  expect(nextDistribution(other, 2)).toEqual([0.75, 0.25])
})

test('KL-UCB bounds costs as the paper does', () => {
  const index = { gamma: 0.01, costScale: 0.01, costMin: 0, costMax: 0.02 }
  const budget = 0.003
  const policy = makeStageRouteKl(settingsWith({ budget, index }))
  policy.arrive(1, 0.02)
  policy.arrive(1, 0.02)
  policy.startStage(0)
  for (let pull = 0; pull < 3; pull++) {
    observe(policy, 0, 0, 0)
    observe(policy, 1, 1, 0.01)
  }
  policy.startStage(1)
  // n + 1 = 4: L1 = 0.01 - 0.02 (sqrt(0.01 / 4) + 0.01 / 4) = 0.00895.
  expect(nextDistribution(policy, 2)[1]).toBeCloseTo(budget / 0.00895, 6)
})
