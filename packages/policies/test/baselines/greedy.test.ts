import { makeGreedy, type PolicySettings } from '@stageroute/policies'
import { nextDistribution, settingsWith, observe } from '../settings'

type Seen = readonly [reward: number, cost: number] | null

/** A greedy policy in its second stage; null is an arm that nothing is known of. */
const greedyAfter = (
  seen: ReadonlyArray<Seen>,
  changes: Partial<PolicySettings>,
  capacity = 0.4
) => {
  const policy = makeGreedy(settingsWith(changes))
  seen.forEach(() => policy.arrive(capacity, 0.02))
  policy.startStage(0)
  seen.forEach((one, arm) => one !== null && observe(policy, arm, one[0], one[1]))
  return { policy, deployed: policy.startStage(1) }
}

const costly = { index: { gamma: 0, costScale: 0.01, costMin: 0.0005, costMax: 0.02 } }

test('the greatest reward per cost is deployed and filled first', () => {
  // 100, 500, 200 and 50 per USD.
  const seen: ReadonlyArray<Seen> = [
    [0.9, 0.009],
    [0.5, 0.001],
    [0.4, 0.002],
    [0.5, 0.01]
  ]
  const { policy, deployed } = greedyAfter(seen, costly)
  expect(deployed).toEqual([0, 1, 2])
  expect(nextDistribution(policy, 4)).toEqual([0.2, 0.4, 0.4, 0])
})

test('an arm that may cost nothing stands above every arm that does', () => {
  const seen: ReadonlyArray<Seen> = [
    [1, 0.0001],
    [0.1, 0],
    [0.2, 0]
  ]
  const { policy, deployed } = greedyAfter(seen, { maxDeployed: 2 })
  expect(deployed).toEqual([1, 2])
  // Of two that may cost nothing, the greater reward is filled first; one more is missing to serve every query.
  expect(nextDistribution(policy, 3)).toEqual([0, 0.4, 0.4])
})

test('of arms that may cost nothing the greater reward comes first', () => {
  const seen: ReadonlyArray<Seen> = [
    [0.1, 0],
    [0.3, 0],
    [0.2, 0]
  ]
  const { policy } = greedyAfter(seen, {})
  expect(nextDistribution(policy, 3)).toEqual([0.2, 0.4, 0.4])
})

test('equal utility: greater reward, then earlier arrival', () => {
  // All earn 500 per USD.
  const seen: ReadonlyArray<Seen> = [
    [0.5, 0.001],
    [1, 0.002],
    [0.5, 0.001]
  ]
  expect(nextDistribution(greedyAfter(seen, costly).policy, 3)).toEqual([0.4, 0.4, 0.2])
  expect(greedyAfter(seen, { ...costly, maxDeployed: 1 }, 1).deployed).toEqual([1])
  expect(greedyAfter(seen, { ...costly, maxDeployed: 2 }).deployed).toEqual([0, 1])
})

test('an arm without observations earns one per c_1', () => {
  const { deployed } = greedyAfter([[1, 0.001], null, [0.9, 0.0005]], { ...costly, maxDeployed: 1 })
  expect(deployed).toEqual([1])
})

test('the budget is not looked at', () => {
  const { policy } = greedyAfter([[1, 0.02]], { ...costly, budget: 0 }, 1)
  expect(nextDistribution(policy, 1)).toEqual([1])
})

test('an observation changes the order of the next query', () => {
  const seen: ReadonlyArray<Seen> = [
    [1, 0.001],
    [0.8, 0.001]
  ]
  const { policy } = greedyAfter(seen, { ...costly, maxDeployed: 2 }, 0.75)
  expect(nextDistribution(policy, 2)).toEqual([0.75, 0.25])
  observe(policy, 0, 0, 0.001)
  expect(nextDistribution(policy, 2)).toEqual([0.25, 0.75])
})
