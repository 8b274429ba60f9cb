import * as E from 'fp-ts/Either'
import { Capacity, CostUsd, Count, Finite, Index, NonNegative, Reward } from '../src'

const codecs = { Finite, NonNegative, Reward, Capacity, CostUsd, Count, Index }

const cases: ReadonlyArray<
  readonly [name: keyof typeof codecs, good: ReadonlyArray<number>, bad: ReadonlyArray<unknown>]
> = [
  ['Finite', [0, -0, -1.5, 1e300, Number.MIN_VALUE], [NaN, Infinity, -Infinity]],
  ['NonNegative', [0, -0, 0.5, 1e300], [-Number.MIN_VALUE, -1, NaN, Infinity]],
  ['Reward', [0, 0.5, 1], [-0.001, 1.001, NaN, Infinity]],
  ['Capacity', [Number.MIN_VALUE, 0.4, 1], [0, -0.1, 1.0001, NaN]],
  ['CostUsd', [0, 0.000046, 12], [-0.000001, NaN, Infinity]],
  ['Count', [1, 2, Number.MAX_SAFE_INTEGER], [0, -1, 1.5, NaN, Infinity, 2 ** 53]],
  ['Index', [0, 1, 7], [-1, 0.5, NaN, Infinity, 2 ** 53]]
]

describe.each(cases)('%s', (name, good, bad) => {
  const codec = codecs[name]

  it.each(good)('accepts %p unchanged', (value) => {
    expect(codec.decode(value)).toEqual(E.right(value))
    expect(codec.is(value)).toBe(true)
    expect(codec.encode(value)).toBe(value)
  })

  it.each([...bad, '1', null, undefined, true, [1], {}])('refuses %p', (value) => {
    expect(E.isLeft(codec.decode(value))).toBe(true)
    expect(codec.is(value)).toBe(false)
  })
})
