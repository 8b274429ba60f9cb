import { makeLagrangeBwk } from '@stageroute/policies'
import { hedgeRateOf, moveOdds } from '../../src/baselines/lagrange-bwk'
import { playTwoArms, runsOf, withTwoArms } from './two-arms'

test('the odds of money rise with what was spent above the budget', () => {
  expect(hedgeRateOf(8 * Math.LN2)).toBe(1)
  expect(moveOdds(0.2, 0.5, 0.25, 1)).toBeCloseTo(0.2 + (0.5 * 0.75) / 1.25, 12)
  expect(moveOdds(0.2, 0.5, 0.25, 0)).toBeCloseTo(0.2 - (0.5 * 0.25) / 1.25, 12)
})

test('a query goes to the arm that does best against the mix of money and time', () => {
  // Arm 0 is worth b - q, so that it is taken when q < 0.3: odds below log(3 / 7) = -0.8473. They start at zero and move by 0.23548 / 1.3 times -0.3
  // or 0.7, -0.05434 or 0.12680: after 16 queries -0.8695; after one that was paid for -0.7427, then -0.7970 and -0.8514.
  const policy = withTwoArms(makeLagrangeBwk, 0, {})
  expect(runsOf(playTwoArms(policy, 20))).toEqual([
    [1, 16],
    [0, 1],
    [1, 2],
    [0, 1]
  ])
})

test('of a stream of unknown length Hedge starts anew when the horizon doubles', () => {
  // Odds after query 128 of the horizon 128 are below -0.8473 for most of the queries; at query 130, of the horizon 256, they are zero again.
  const arms = playTwoArms(withTwoArms(makeLagrangeBwk, 0, { queries: null }), 150)
  expect(arms.slice(100, 129)).toContain(0)
  expect(arms.slice(129)).not.toContain(0)
})
