import { makeStream } from '@stageroute/numeric'
import {
  costLowerBound,
  hoeffdingFamily,
  klFamily,
  makeBetaFamily,
  makeEstimator,
  makeGaussianFamily,
  makePaperFamily,
  makePlugInFamily,
  rewardUpperBound,
  withFlipRate,
  type Estimator,
  type IndexFamily
} from '@stageroute/estimators'

const settings = { maxArms: 2, costMin: 0, costMax: 0.02 }

const openOf = (family: IndexFamily): Estimator => {
  const estimator = family.open(settings)
  estimator.addArm()
  return estimator
}

test('the paper as a family says what the functions say, to the last bit', () => {
  const index = { gamma: 0.1, costScale: 0.003, costMin: 0, costMax: 0.02 }
  const estimator = openOf(makePaperFamily(index.costScale))
  for (let n = 0; n < 500; n++) {
    estimator.observe(0, (n % 7) / 7, (n % 11) / 1000)
    expect(estimator.rewardUpper(0, 0.1)).toBe(rewardUpperBound(estimator.table, index, 0))
    expect(estimator.costLower(0, 0.1)).toBe(costLowerBound(estimator.table, index, 0))
  }
})

test.each([
  ['maxArms', { ...settings, maxArms: 1.5 }],
  ['maxArms', { ...settings, maxArms: NaN }],
  ['costMin', { ...settings, costMin: -1 }],
  ['costMax', { ...settings, costMin: 0.03 }],
  ['costMax', { ...settings, costMax: Infinity }]
])('a wrong %s is refused', (field, wrong) => {
  expect(makeEstimator(klFamily, wrong)).toMatchObject({ left: { _tag: 'InvalidSettings', field } })
})

test('a range of one cost has that cost for bounds', () => {
  const estimator = klFamily.open({ maxArms: 1, costMin: 0.01, costMax: 0.01 })
  estimator.addArm()
  estimator.observe(0, 1, 0.01)
  expect([estimator.costLower(0, 3), estimator.costUpper(0, 3)]).toEqual([0.01, 0.01])
})

test('flips are undone: bounds of a judge that errs one time in four are twice as wide', () => {
  const judged = withFlipRate(hoeffdingFamily, 0.25)
  if (judged._tag === 'Left') throw new Error(judged.left.problem)
  const [plain, flipped] = [openOf(hoeffdingFamily), openOf(judged.right)]
  for (let n = 0; n < 400; n++)
    for (const one of [plain, flipped]) one.observe(0, n % 8 < 5 ? 1 : 0, 0)
  // Observed 0.625 is (1 - 2 e) mu + e for mu = 0.75.
  expect(flipped.rewardMean(0)).toBeCloseTo(0.75, 12)
  const width = (one: Estimator) => one.rewardUpper(0, 1) - one.rewardLower(0, 1)
  expect(width(flipped)).toBeCloseTo(2 * width(plain), 12)
})

test.each([-0.1, 0.5, 1, NaN])('a flip rate of %d is refused', (rate) => {
  expect(withFlipRate(klFamily, rate)).toMatchObject({ left: { field: 'rate' } })
})

test('posterior draws follow the observations and stay in range', () => {
  for (const family of [makeBetaFamily, makeGaussianFamily]) {
    const estimator = openOf(family(makeStream(5, 'posterior')))
    for (let n = 0; n < 400; n++) estimator.observe(0, n % 4 === 0 ? 0 : 1, 0.005)
    const draws = Array.from({ length: 2000 }, () => [
      estimator.drawReward?.(0) ?? NaN,
      estimator.drawCost?.(0) ?? NaN
    ])
    const mean = (i: number) => draws.reduce((sum, one) => sum + (one[i] ?? NaN), 0) / draws.length
    expect(mean(0)).toBeCloseTo(estimator.rewardMean(0), 2)
    expect(mean(1)).toBeCloseTo(estimator.costMean(0), 3)
    expect(draws.every(([r, c]) => r >= 0 && r <= 1 && c >= 0 && c <= 0.02)).toBe(true)
  }
})

test('a Beta credible bound is missed by no more than its share of the draws', () => {
  const estimator = openOf(makeBetaFamily(makeStream(6, 'posterior')))
  for (let n = 0; n < 30; n++) estimator.observe(0, n % 3 === 0 ? 1 : 0.25, 0)
  const level = Math.log(20)
  const upper = estimator.rewardUpper(0, level)
  const draws = Array.from({ length: 4000 }, () => estimator.drawReward?.(0) ?? NaN)
  const missed = draws.filter((draw) => draw > upper).length / draws.length
  expect(missed).toBeLessThan(0.05)
  expect(missed).toBeGreaterThan(0.001)
})

test('intersected bounds never widen', () => {
  const estimator = openOf(makePlugInFamily({ level: 3, isIntersected: true }))
  const stream = [0, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0]
  let last = 1
  for (let n = 0; n < 300; n++) {
    estimator.observe(0, stream[n % stream.length] ?? 0, 0)
    const upper = estimator.rewardUpper(0, 3)
    expect(upper).toBeLessThanOrEqual(last)
    last = upper
  }
})

test('the plug-in family refuses weights and snapshots of other settings', () => {
  const make = (level: number) => openOf(makePlugInFamily({ level, isIntersected: false }))
  const estimator = make(3)
  expect(estimator.observeReward(0, 1, 2)).toBe(false)
  expect(make(4).restore(estimator.snapshot())).toMatchObject({ left: { field: 'figures.level' } })
})

test('families of one table restore one another’s snapshots', () => {
  const from = openOf(hoeffdingFamily)
  from.observe(0, 0.5, 0.004)
  const to = openOf(klFamily)
  expect(to.restore(from.snapshot())._tag).toBe('Right')
  expect(to.rewardMean(0)).toBe(0.5)
})

test('every family says its source and what it promises', () => {
  for (const { source, validity } of [klFamily, hoeffdingFamily, makePaperFamily(1)]) {
    expect(source).not.toBe('')
    expect(validity).not.toBe('')
  }
})
