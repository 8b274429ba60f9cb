import * as fc from 'fast-check'
import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  addContextualArm,
  betweenContextVariance,
  cellShare,
  makeContextualTable,
  observeContextualReward,
  pooledLower,
  pooledMean,
  pooledUpper,
  pooledWidth,
  type PooledMoments
} from '@stageroute/estimators'
import { reward } from './arbitraries'

const contexts = 6
const seen = fc.array(
  fc.record({
    context: fc.integer({ min: 0, max: contexts - 2 }),
    reward,
    weight: fc.constantFrom(1, 1, 1, 4)
  }),
  { maxLength: 80 }
)
type Seen = { readonly context: number; readonly reward: number; readonly weight: number }

const pooledOf = (observations: ReadonlyArray<Seen>, size = contexts): PooledMoments => {
  const table = makeContextualTable(size, 1, 1)
  addContextualArm(table)
  for (const one of observations)
    observeContextualReward(table, one.context, 0, one.reward, one.weight)
  return table.reward
}

const sum = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0)

test('what is kept of an arm equals what its cells say', () => {
  fc.assert(
    fc.property(seen, (observations) => {
      const { cells, whole, seen: count, within, cellSquares, cellUnits } = pooledOf(observations)
      const used = Array.from(cells.weight.keys()).filter((cell) => cells.weight[cell] > 0)
      expect(count[0]).toBe(used.length)
      expect(whole.weight[0]).toBeCloseTo(sum(used.map((cell) => cells.weight[cell])), 9)
      expect(within[0]).toBeCloseTo(sum(used.map((cell) => cells.squares[cell])), 9)
      expect(cellSquares[0]).toBeCloseTo(sum(used.map((cell) => cells.weight[cell] ** 2)), 9)
      const units = used.map((cell) => cells.weightSquares[cell] / cells.weight[cell])
      expect(cellUnits[0]).toBeCloseTo(sum(units), 9)
    }),
    { seed: 81 }
  )
})

test('an estimate lies between the means of the cell and of the arm, and within its bounds and the range', () => {
  fc.assert(
    fc.property(seen, fc.constantFrom(0.5, 2, 10), (observations, level) => {
      const pooled = pooledOf(observations)
      for (let context = 0; context < contexts; context++) {
        const mean = pooledMean(pooled, context, 0)
        const upper = pooledUpper(pooled, context, 0, level)
        const lower = pooledLower(pooled, context, 0, level)
        const share = cellShare(pooled, context, 0)
        expect(share >= 0 && share <= 1).toBe(true)
        expect(0 <= lower && lower <= mean && mean <= upper + 1e-15 && upper <= 1).toBe(true)
      }
    }),
    { seed: 82 }
  )
})

test('an interval grows with its level', () => {
  fc.assert(
    fc.property(seen, (observations) => {
      const pooled = pooledOf(observations)
      for (let context = 0; context < contexts; context++)
        expect(pooledWidth(pooled, context, 0, 4)).toBeGreaterThanOrEqual(
          pooledWidth(pooled, context, 0, 2)
        )
    }),
    { seed: 83 }
  )
})

test('the order of observations changes rounding only', () => {
  const twoOrders = seen.chain((observations) => {
    const all = { minLength: observations.length, maxLength: observations.length }
    return fc.tuple(fc.constant(observations), fc.shuffledSubarray(observations, all))
  })
  fc.assert(
    fc.property(twoOrders, ([inOrder, shuffled]) => {
      const left = pooledOf(inOrder)
      const right = pooledOf(shuffled)
      for (let context = 0; context < contexts; context++) {
        expect(pooledMean(right, context, 0)).toBeCloseTo(pooledMean(left, context, 0), 9)
        expect(pooledWidth(right, context, 0, 2)).toBeCloseTo(pooledWidth(left, context, 0, 2), 6)
      }
    }),
    { seed: 84 }
  )
})

/** Coins whose means by context are 0.6 and a normal-like spread of the given deviation (a sum of three uniforms), visited in turn. */
const simulate = (seed: number, size: number, deviation: number, perContext: number) => {
  const stream = makeStream(seed, `contexts ${deviation}`)
  const truth = Array.from({ length: size }, () => {
    const spread = nextUniform(stream) + nextUniform(stream) + nextUniform(stream) - 1.5
    return 0.6 + 2 * deviation * spread
  })
  const rows = Array.from({ length: size * perContext }, (_, i) => ({
    context: i % size,
    reward: nextUniform(stream) < truth[i % size] ? 1 : 0,
    weight: 1
  }))
  const pooled = pooledOf(rows, size)
  const errorOf = (estimate: (context: number) => number): number =>
    sum(truth.map((mean, context) => (estimate(context) - mean) ** 2)) / size
  return {
    pooled,
    truth,
    own: errorOf((context) => pooled.cells.mean[context]),
    arm: errorOf(() => pooled.whole.mean[0]),
    both: errorOf((context) => pooledMean(pooled, context, 0))
  }
}

const average = (deviation: number, perContext: number, size = 40) => {
  const runs = Array.from({ length: 60 }, (_, seed) => simulate(seed, size, deviation, perContext))
  const mean = (pick: (run: (typeof runs)[number]) => number) => sum(runs.map(pick)) / runs.length
  return {
    own: mean((run) => run.own),
    arm: mean((run) => run.arm),
    both: mean((run) => run.both),
    share: mean((run) => cellShare(run.pooled, 0, 0))
  }
}

test('useless contexts: the estimate collapses to the pooled one, a small part of the cells error is left', () => {
  const { own, arm, both, share } = average(0, 40)
  expect(share).toBeLessThan(0.1)
  expect(both).toBeLessThan(own / 10)
  expect(arm).toBeLessThan(own / 10)
})

test('useless contexts: the variance between them fades with observations', () => {
  const variance = (perContext: number) =>
    sum(
      Array.from({ length: 40 }, (_, seed) =>
        betweenContextVariance(simulate(seed, 40, 0, perContext).pooled, 0)
      )
    ) / 40
  expect(variance(400)).toBeLessThan(variance(20) / 10)
})

test('informative contexts: the estimate converges to the means of the cells', () => {
  const few = average(0.15, 10)
  const many = average(0.15, 400)
  expect(many.share).toBeGreaterThan(0.95)
  expect(many.both).toBeLessThan(many.own * 1.02)
  // With few observations, better than either the cells alone or the arm alone.
  expect(few.both).toBeLessThan(0.7 * Math.min(few.own, few.arm))
})

test('informative contexts are found although one holds nearly all observations', () => {
  const stream = makeStream(85, 'uneven')
  const rows = Array.from({ length: 20_000 }, (_, i) => {
    const context = i % 10 === 0 ? 1 + ((i / 10) % 4) : 0
    return { context, reward: nextUniform(stream) < 0.3 + 0.1 * context ? 1 : 0, weight: 1 }
  })
  const pooled = pooledOf(rows, 5)
  for (let context = 0; context < 5; context++)
    expect(Math.abs(pooledMean(pooled, context, 0) - (0.3 + 0.1 * context))).toBeLessThan(0.1)
  expect(betweenContextVariance(pooled, 0)).toBeGreaterThan(0.01)
})

test.each([
  ['useless', 0, 8, 15],
  ['useless', 0, 40, 15],
  ['informative', 0.1, 8, 15],
  ['informative', 0.1, 40, 15],
  ['informative', 0.1, 40, 200]
])(
  '%s contexts of deviation %d, %d of them with %d observations each: intervals of level 2 hold',
  (_, deviation, size, perContext) => {
    let missed = 0
    const runs = 100
    for (let seed = 0; seed < runs; seed++) {
      const { pooled, truth } = simulate(seed, size, deviation, perContext)
      truth.forEach((mean, context) => {
        const half = pooledWidth(pooled, context, 0, 2)
        if (Math.abs(pooledMean(pooled, context, 0) - mean) > half) missed++
      })
    }
    // Level 2 is two standard deviations, 0.046 of a normal distribution; the promise of 2 exp(-2) = 0.27 is far looser.
    expect(missed / (runs * size)).toBeLessThan(0.07)
  }
)
