import { bestMixes, scaleToOpenInto } from '../../src/contextual/category-mix'
import {
  capacityBurst,
  isOpen,
  makeBuckets,
  refill,
  take
} from '../../src/contextual/capacity-buckets'
import { logCost, paceParetoPrice } from '../../src/contextual/pareto-bandit'
import { dualStep } from '../../src/baselines/dual-descent'
import { samplePrice } from '../../src/contextual/sample-price'
import { choosePairInto, moveThreshold, type Pair } from '../../src/contextual/route-llm-threshold'
import { weighByGapInto } from '../../src/contextual/squarecb-bwk'

test('inverse gaps: 1 / (m + gamma gap) for all but the best, which has the rest', () => {
  const share = new Float64Array(3)
  weighByGapInto(share, Float64Array.of(0.5, 0.9, 0.7), 3, 10)
  expect(Array.from(share)).toEqual([
    expect.closeTo(1 / 7, 12),
    expect.closeTo(1 - 1 / 7 - 1 / 5, 12),
    expect.closeTo(1 / 5, 12)
  ])
})

test('equal scores are drawn alike', () => {
  const share = new Float64Array(4)
  weighByGapInto(share, new Float64Array(4), 4, 1000)
  expect(Array.from(share)).toEqual([0.25, 0.25, 0.25, 0.25])
})

test("ParetoBandit's price rises with costs above the budget and stays in [0, 5]", () => {
  expect(paceParetoPrice(1, 0.003, 0.002)).toBeCloseTo(1 + 0.05 * 0.5, 12)
  expect(paceParetoPrice(0.01, 0.001, 0.002)).toBe(0)
  expect(paceParetoPrice(4.99, 1, 0.002)).toBe(5)
  expect(paceParetoPrice(0, 0, 0)).toBe(5)
})

test('costs are taken on the scale of logarithms', () => {
  expect(logCost(0.01, 0.001, 0.1)).toBeCloseTo(0.5, 12)
  expect(logCost(0.1, 0.001, 0.1)).toBe(1)
  expect(logCost(0.002, 0.002, 0.002)).toBe(0)
  expect(logCost(0.05, 0, 0.1)).toBe(0.5)
})

test("the price's step is where the bound on regret is least", () => {
  const [budget, horizon] = [0.25, 10_000]
  const bound = (step: number): number =>
    (step * horizon * (1 + budget) ** 2) / 2 + 1 / (2 * budget ** 2 * step)
  const step = dualStep(budget, horizon)
  expect(step).toBeCloseTo(1 / (0.25 * 1.25 * 100), 12)
  expect(bound(step)).toBeLessThan(bound(1.01 * step))
  expect(bound(step)).toBeLessThan(bound(0.99 * step))
  expect(dualStep(0, 100)).toBe(10)
})

/** Four queries, in which the second arm is better by 0.1, 0.2, 0.3 and 0.4. */
const fourQueries = {
  contexts: 4,
  size: 2,
  weight: new Float64Array(4).fill(0.25),
  reward: Float64Array.of(0.5, 0.6, 0.5, 0.7, 0.5, 0.8, 0.5, 0.9),
  cost: Float64Array.of(1, 3, 1, 3, 1, 3, 1, 3),
  capacity: Float64Array.of(1, 1),
  budget: 3
}

const priceOf = (changes: Partial<typeof fourQueries>): number =>
  samplePrice({ ...fourQueries, ...changes })

test("PORT's price makes the sample cost the budget", () => {
  // Two of four queries can have the dear arm.
  const price = priceOf({ budget: 2 })
  expect(price).toBeGreaterThan(0.1 - 1e-12)
  expect(price).toBeLessThan(0.15 + 1e-12)
  expect(priceOf({ budget: 3 })).toBe(0)
  expect(priceOf({ contexts: 0, budget: 1 })).toBe(0)
})

test('what capacities keep from being spent needs no price', () => {
  expect(priceOf({ budget: 2, capacity: Float64Array.of(1, 0.5) })).toBe(0)
  expect(priceOf({ budget: 0.5, capacity: Float64Array.of(0.1, 0.1) })).toBe(0)
})

test('where no mix keeps within the budget the cheapest is worth it', () => {
  expect(priceOf({ budget: 0.5 }) * 0.01 * 3).toBeCloseTo(1, 12)
})

const choosePair = (
  reward: ReadonlyArray<number>,
  cost: ReadonlyArray<number>,
  budget: number
): Pair => {
  const pair = { strong: -1, weak: -1, strongShare: -1 }
  choosePairInto(pair, Float64Array.from(reward), Float64Array.from(cost), cost.length, budget)
  return pair
}

test('the pair that earns most within the budget', () => {
  // b with c on half of the queries is worth 0.7, a with c on a third 0.6; c alone is too dear.
  const reward = [0.45, 0.5, 0.9]
  expect(choosePair(reward, [0, 1, 3], 2)).toEqual({ strong: 2, weak: 0, strongShare: 2 / 3 })
  expect(choosePair(reward, [0.9, 1, 3], 2)).toEqual({ strong: 2, weak: 1, strongShare: 0.5 })
})

test('what is best and within the budget is asked alone; where nobody is, the cheapest', () => {
  expect(choosePair([0.5, 0.9], [1, 2], 2)).toEqual({ strong: 1, weak: 1, strongShare: 1 })
  expect(choosePair([0.5, 0.9], [4, 3], 2)).toEqual({ strong: 1, weak: 1, strongShare: 1 })
})

test('the threshold finds the quantile of the gains', () => {
  let threshold = 0
  let above = 0
  for (let i = 0; i < 20_000; i++) {
    const gain = (i * 0.618033988749895) % 1
    if (i >= 5000 && gain >= threshold) above++
    threshold = moveThreshold(threshold, gain, 0.3)
  }
  expect(Math.abs(above / 15_000 - 0.3)).toBeLessThan(0.01)
  expect(Math.abs(threshold - 0.7)).toBeLessThan(0.05)
})

test('a bucket earns its capacity, keeps no more than the burst, and closes when it is empty', () => {
  const buckets = makeBuckets(1)
  const capacity = Float64Array.of(0.25)
  let answered = 0
  for (let query = 0; query < 1000; query++) {
    refill(buckets, capacity)
    if (!isOpen(buckets, 0)) continue
    take(buckets, 0)
    answered++
    expect(answered).toBeLessThanOrEqual(0.25 * (query + 1) + capacityBurst)
  }
  expect(answered).toBeGreaterThanOrEqual(250 + capacityBurst - 2)
  for (let query = 0; query < 10_000; query++) refill(buckets, capacity)
  expect(buckets.tokens[0]).toBe(capacityBurst - 1)
})

test('what a mix gives to arms that rest is given to the others in proportion', () => {
  const share = new Float64Array(2)
  expect(scaleToOpenInto(share, [0, 2], Float64Array.of(1, 0.2, 0.5, 0.3), 1)).toBe(true)
  expect(Array.from(share)).toEqual([0.4, 0.6])
  expect(scaleToOpenInto(share, [0, 2], Float64Array.of(0, 1, 0), 0)).toBe(false)
})

test('mixes by category are those of the programme; where capacities fall short, all there is', () => {
  const program = {
    contexts: 2,
    size: 2,
    weight: Float64Array.of(0.5, 0.5),
    reward: Float64Array.of(0.8, 0.82, 0.3, 0.9),
    cost: Float64Array.of(1, 3, 1, 3),
    capacity: Float64Array.of(1, 1),
    budget: 2
  }
  expect(Array.from(bestMixes(program))).toEqual([1, 0, 0, 1])
  const short = { ...program, capacity: Float64Array.of(0.25, 0.5) }
  expect(Array.from(bestMixes(short))).toEqual([0.25, 0.5, 0.25, 0.5])
})
