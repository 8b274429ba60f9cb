import { makeStream } from '@stageroute/numeric'
import { makeParetoBandit, type Policy } from '@stageroute/policies'
import { blank, settingsWith } from '../settings'

const open = (budget: number, costs: ReadonlyArray<number>): Policy => {
  const policy = makeParetoBandit(
    settingsWith({ budget, maxDeployed: costs.length, queries: 6000, stream: makeStream(1, 'p') })
  )
  costs.forEach((cost) => policy.arrive(1, cost))
  policy.startStage(0)
  return policy
}

/** Plays queries and returns the arms; every answer is worth the arm's reward. */
const play = (
  policy: Policy,
  queries: number,
  costs: ReadonlyArray<number>,
  rewards: ReadonlyArray<number>
): ReadonlyArray<number> =>
  Array.from({ length: queries }, () => {
    const arm = policy.route(blank)
    policy.observeCost(arm, costs[arm] ?? 0, blank)
    policy.observeReward(arm, rewards[arm] ?? 0, blank)
    return arm
  })

const priceIn = (policy: Policy): number =>
  (policy.snapshot() as { parts: { pacer: { figures: { price: number } } } }).parts.pacer.figures
    .price

test('the ceiling bars what costs more than the dearest over one and the price', () => {
  // The middle arm is barred from a price of 2/3 on, 0.01 / (1 + 2/3) = 0.006; by its score it would be asked until 0.9 / log10(6) = 1.16.
  const costs = [0.001, 0.006, 0.01]
  const policy = open(0.003, costs)
  play(policy, 3000, costs, [0, 0.9, 0.95])
  const prices = Array.from({ length: 200 }, () => {
    play(policy, 1, costs, [0, 0.9, 0.95])
    return priceIn(policy)
  })
  const mean = prices.reduce((sum, price) => sum + price / prices.length, 0)
  expect(mean).toBeGreaterThan(0.5)
  expect(mean).toBeLessThan(0.9)
})

test('what was learned long ago is forgotten', () => {
  const costs = [0.001, 0.001]
  const policy = open(0.01, costs)
  play(policy, 2500, costs, [0.9, 0.5])
  play(policy, 1600, costs, [0.1, 0.5])
  const after = play(policy, 500, costs, [0.1, 0.5])
  expect(after.filter((arm) => arm === 1).length).toBeGreaterThan(400)
})

test('without a budget the cheapest arm answers once newcomers were tried', () => {
  const costs = [0.004, 0.001]
  const arms = play(open(0, costs), 200, costs, [1, 0])
  expect(arms.slice(60).every((arm) => arm === 1)).toBe(true)
})
