import { summariseCase, type PolicyRuns } from '../src'
import { oracle, runOf, trial } from './builders'

const played = (policy: string, rewards: ReadonlyArray<number>): PolicyRuns => ({
  policy,
  measures: rewards.map((reward) =>
    runOf({ reward, pseudoRegret: 50 - reward, spend: reward / 50 })
  ),
  hashes: rewards.map((_, seed) => `${policy} ${seed}`),
  queriesPerSecond: 1000
})

const results = summariseCase({ trial, oracle }, 'mine', [
  played('mine', [40, 45]),
  played('other', [41, 46])
])

test('results come in the order of the policies, with the runs behind them', () => {
  expect(results.map(({ policy, seeds, runs }) => [policy, seeds, runs])).toEqual([
    ['mine', 2, ['mine 0', 'mine 1']],
    ['other', 2, ['other 0', 'other 1']]
  ])
})

test('ratios, regret and cost are means over the seeds', () => {
  expect(results[0]?.ratio.mean).toBeCloseTo(0.85, 12)
  expect(results[0]?.regret.mean).toBeCloseTo(7.5, 12)
  expect(results[0]?.cost.mean).toBeCloseTo(0.0085, 12)
})

test('the difference is seed by seed against the reference, which has none', () => {
  expect(results[0]?.difference).toBeNull()
  expect(results[1]?.difference?.mean).toBeCloseTo(0.02, 12)
  // Both seeds differ by the same: the ratios spread, the difference does not.
  expect(results[1]?.difference?.low).toBeCloseTo(0.02, 9)
  expect((results[1]?.ratio.mean ?? 0) - (results[1]?.ratio.low ?? 0)).toBeGreaterThan(0.5)
})

test('what a simulation reports is in it', () => {
  expect(results[0]).toMatchObject({
    ratioToOracle: { mean: expect.closeTo(0.85, 12), min: 0.8 },
    adoptionQueries: { median: 10, p90: 10 },
    recoveryQueries: null,
    queriesPerSecond: 1000
  })
})
