import { makeMovingFrontier, runPolicy, stageOracle, promptFeedback, type Trial } from '../../src'
import { makeUniform } from '@stageroute/policies'
import { environmentLaws } from '../../src/testing'

for (const law of environmentLaws(() => makeMovingFrontier(1000, 3).environment)) {
  test(law.name, law.check)
}

test('each of T^(1/3) blocks has two fresh arms, one better by T^(-1/3)', () => {
  const { environment, arrivals } = makeMovingFrontier(1000, 3)
  expect(environment.arms).toHaveLength(20)
  for (let block = 0; block < 10; block++) {
    const pair = [2 * block, 2 * block + 1]
    const rewards = pair.map((arm) => environment.arms[arm]?.meanReward ?? NaN).sort()
    expect(rewards).toEqual([0.5, expect.closeTo(0.6, 12)])
    expect(pair.map((arm) => arrivals.at[arm])).toEqual([100 * block, 100 * block])
    const end = block < 9 ? 100 * (block + 1) : Infinity
    expect(pair.map((arm) => arrivals.until[arm])).toEqual([end, end])
  }
})

test('another seed hides the better arms elsewhere', () => {
  const rewards = (seed: number) =>
    makeMovingFrontier(8000, seed).environment.arms.map(({ meanReward }) => meanReward)
  expect(rewards(1)).not.toEqual(rewards(2))
})

test('the better arm is on either side as often', () => {
  const { arms } = makeMovingFrontier(1_000_000, 4).environment
  const left = arms.filter(({ meanReward }, arm) => arm % 2 === 0 && meanReward > 0.5).length
  expect(Math.abs(left - 50)).toBeLessThanOrEqual(20)
})

test('who guesses loses half the edge at every query', () => {
  const { environment, arrivals } = makeMovingFrontier(8000, 1)
  const trial: Trial = {
    environment,
    arrivals,
    queries: 8000,
    stages: 20,
    maxDeployed: 2,
    capacity: 1,
    budget: 1,
    openingFloat: 0,
    feedback: promptFeedback,
    context: 'none'
  }
  const oracle = stageOracle(trial)
  expect(oracle.value[0]).toBeCloseTo(0.55, 12)
  const regretOf = (makePolicy: typeof makeUniform) =>
    runPolicy(trial, oracle, {
      policyId: 'p',
      makePolicy,
      index: { gamma: 0.1, costScale: 1, costMin: 0, costMax: 1 },
      seed: 1,
      curvePoints: 0,
      onProgress: () => undefined
    }).pseudoRegret
  expect(Math.abs(regretOf(makeUniform) - 8000 * 0.025)).toBeLessThan(20)
})
