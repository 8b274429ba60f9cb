import { makePdBwk } from '@stageroute/policies'
import { bangPerBuck, weightRateOf } from '../../src/baselines/pd-bwk'
import { playTwoArms, runsOf, withTwoArms } from './two-arms'

test('the rate of the weights is the root of log 2 over the whole budget, at most 1', () => {
  expect(weightRateOf(4 * Math.LN2)).toBe(0.5)
  expect(weightRateOf(0.1)).toBe(1)
  expect(weightRateOf(0)).toBe(1)
})

test('an arm is worth its reward per weighted use of money and time', () => {
  expect(bangPerBuck(0.25, 0.4, 0.9, 0.8)).toBeCloseTo(0.9 / (0.2 + 0.3), 12)
  expect(bangPerBuck(1, 0.4, 0.9, 0)).toBe(Infinity)
})

test('time that passes makes time dearer, until arms that cost are worth it; what they cost makes money dearer', () => {
  // b = 0.3 and B = 30, so eps = 0.15200 and log(1 + eps) = 0.14150. Arm 1 is worth 0.5 / (0.3 (1 - w)), arm 0 1 / (w + 0.3 (1 - w)): it is
  // taken when 0.15 (1 - w) > 0.5 w, odds below log 0.3 = -1.204. They fall by 0.04245 a query: 29 queries make -1.2311. Paying adds 0.1415.
  const policy = withTwoArms(makePdBwk, 0.5, {})
  expect(runsOf(playTwoArms(policy, 34))).toEqual([
    [1, 29],
    [0, 1],
    [1, 3],
    [0, 1]
  ])
})
