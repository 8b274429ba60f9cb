import {
  addContextualArm,
  addMomentWithRestart,
  changeThreshold,
  discountedPulls,
  discountedRadius,
  dropBefore,
  giveUpReward,
  makeChangeDetector,
  makeContextualTable,
  makeFeedbackRegister,
  makeForgetting,
  makeLinearTable,
  makeMoments,
  makeSlidingWindow,
  observeContextualCost,
  observeContextualReward,
  observeDiscounted,
  observeInWindow,
  observeLinear,
  openDecision,
  pooledLower,
  pooledUpper,
  predictLinearInto,
  receiveReward,
  staleInflation,
  widenBound,
  windowMean,
  windowVariance
} from '@stageroute/estimators'
import { collectedHeap } from './collected-heap'

const rounds = 100_000

const register = makeFeedbackRegister(3, 64)
const forgetting = makeForgetting(3, 0.999)
const window = makeSlidingWindow(3, 50)
const detector = makeChangeDetector(3, 0.01, 1, changeThreshold.customary)
const moments = makeMoments(3)
const table = makeContextualTable(4, 3, 0.02)
for (let arm = 0; arm < 3; arm++) addContextualArm(table)
const linear = makeLinearTable({
  size: 3,
  dimension: 4,
  regularisation: 1,
  factor: 0.99,
  maxNorm: 4
})
const features = new Float64Array(4)
const out = new Float64Array(2)
const staleness = { factor: 0.999, maxInflation: 200 }

let query = 0
const play = (): number => {
  let sum = 0
  for (let n = 0; n < rounds; n++) {
    query++
    const arm = n % 3
    const reward = (n & 7) / 8
    openDecision(register, arm, n & 3, 0.5)
    sum += receiveReward(register, query - 30, reward)
    giveUpReward(register, query - 50)
    observeDiscounted(forgetting, arm, reward, 1, query)
    sum += discountedRadius(discountedPulls(forgetting, arm, query), 2, 1)
    observeInWindow(window, arm, reward, query)
    dropBefore(window, arm, query - 90)
    sum += windowMean(window, arm) + windowVariance(window, arm)
    sum += addMomentWithRestart(detector, moments, arm, n % 9000 < 4500 ? reward : 1)
    observeContextualReward(table, n & 3, arm, reward, 2)
    observeContextualCost(table, n & 3, arm, reward / 50)
    sum += pooledUpper(table.reward, n & 3, arm, 2) - pooledLower(table.cost, n & 3, arm, 2)
    features[n & 3] = reward
    sum += observeLinear(linear, arm, features, reward, 1, query)
    sum += predictLinearInto(linear, arm, features, out)
    sum += widenBound(0.5, 0.6, staleInflation(staleness, n & 63), 0, 1)
  }
  return sum
}

test('a hundred thousand rounds of everything leave nothing behind', () => {
  play()
  const before = collectedHeap()
  expect(play()).toBeGreaterThan(0)
  // One number kept per round would be over a megabyte.
  expect(collectedHeap() - before).toBeLessThan(300_000)
})
