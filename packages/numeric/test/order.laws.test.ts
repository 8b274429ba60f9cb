import * as fc from 'fast-check'
import {
  makeStream,
  nextUniform,
  selectByWeightInto,
  shuffleInto,
  sortByKeyInto,
  tolerance
} from '../src'

interface Choice {
  readonly key: Float64Array
  readonly tie: Float64Array
  readonly weight: Float64Array
  readonly order: Int32Array
}

const better =
  ({ key, tie }: Choice) =>
  (a: number, b: number): number =>
    key[b] - key[a] || tie[a] - tie[b] || a - b

const sortedBest = (choice: Choice): ReadonlyArray<number> =>
  Array.from(choice.order).sort(better(choice))

/** Weights are multiples of 1/64, so sums are exact in any order and prefixes can be compared exactly. */
const weightOf = (uniform: number): number => (1 + Math.floor(uniform * 63)) / 64

const shapes: Readonly<Record<string, (i: number, size: number, uniform: number) => number>> = {
  random: (_i, _size, uniform) => uniform,
  equal: () => 1,
  'few values': (_i, _size, uniform) => Math.floor(uniform * 3),
  rising: (i) => i,
  falling: (i) => -i,
  'organ pipe': (i, size) => Math.min(i, size - i),
  sawtooth: (i) => i % 17,
  'one greater': (i, size) => (i === size >> 1 ? 1 : 0)
}

const makeChoice = (shape: string, size: number, seed: number): Choice => {
  const stream = makeStream(seed, shape)
  const fill = (value: (i: number) => number): Float64Array =>
    Float64Array.from({ length: size }, (_, i) => value(i))
  const choice = {
    key: fill((i) => shapes[shape](i, size, nextUniform(stream))),
    tie: fill(() => Math.floor(nextUniform(stream) * 2)),
    weight: fill(() => weightOf(nextUniform(stream))),
    order: new Int32Array(size)
  }
  shuffleInto(stream, size, choice.order)
  return choice
}

const checkSelection = (choice: Choice, target: number): void => {
  const { key, tie, weight, order } = choice
  const best = sortedBest(choice)
  let reach = 0
  let expected = -1
  for (let i = 0; i < best.length && expected < 0; i++) {
    reach += weight[best[i]]
    if (reach >= target) expected = i + 1
  }
  const count = selectByWeightInto(key, tie, weight, target, order.length, order)
  expect(count).toBe(expected)
  expect(Array.from(order).sort((a, b) => a - b)).toEqual(best.map((_, i) => i))
  if (count < 0) return
  expect(Array.from(order.subarray(0, count)).sort(better(choice))).toEqual(best.slice(0, count))
  expect(order[count - 1]).toBe(best[count - 1])
}

const sizes = [1, 2, 3, 23, 24, 25, 26, 49, 50, 100, 333, 1000, 2000]

describe.each(Object.keys(shapes))('%s keys', (shape) => {
  it.each(sizes)('selects the prefix of the full sort of %i', (size) => {
    for (const part of [0.01, 0.3, 0.9, 1, 1.1]) {
      const choice = makeChoice(shape, size, 5)
      const whole = choice.weight.reduce((sum, weight) => sum + weight, 0)
      checkSelection(choice, part * whole)
    }
  })

  it.each(sizes)('sorts %i', (size) => {
    const choice = makeChoice(shape, size, 6)
    const expected = sortedBest(choice)
    sortByKeyInto(choice.key, choice.tie, size, choice.order)
    expect(Array.from(choice.order)).toEqual(expected)
  })
})

const anyChoice = fc
  .tuple(fc.constantFrom(...Object.keys(shapes)), fc.integer({ min: 1, max: 400 }), fc.nat())
  .map(([shape, size, seed]) => makeChoice(shape, size, seed))

it('selects what a full sort would, for any target', () => {
  fc.assert(
    fc.property(anyChoice, fc.integer({ min: 1, max: 6400 }), (choice, target) =>
      checkSelection(choice, target / 64)
    ),
    { seed: 711, numRuns: 300 }
  )
})

it('sorts only what it is told to', () => {
  fc.assert(
    fc.property(anyChoice, fc.nat(400), (choice, part) => {
      const size = Math.min(part, choice.order.length)
      const rest = choice.order.slice(size)
      const expected = Array.from(choice.order.subarray(0, size)).sort(better(choice))
      sortByKeyInto(choice.key, choice.tie, size, choice.order)
      expect(Array.from(choice.order.subarray(0, size))).toEqual(expected)
      expect(choice.order.subarray(size)).toEqual(rest)
    }),
    { seed: 712, numRuns: 200 }
  )
})

it('reaches the whole weight with the tolerance that rounding needs', () => {
  const tenth = new Float64Array(10).fill(0.1)
  const order = Int32Array.from(tenth.keys())
  expect(tenth.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(1)
  expect(selectByWeightInto(tenth, tenth, tenth, 1 - tolerance.share, 10, order)).toBe(10)
  expect(selectByWeightInto(tenth, tenth, tenth, 1.1, 10, order)).toBe(-1)
})
