import * as fc from 'fast-check'
import { compensatedSum, dot } from '../src'

describe('compensatedSum', () => {
  it('keeps what a plain sum loses', () => {
    const values = Float64Array.of(1, 1e100, 1, -1e100)
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(0)
    expect(compensatedSum(values, 4)).toBe(2)
  })

  it('adds a tenth a million times without drift', () => {
    const values = new Float64Array(1_000_000).fill(0.1)
    const plain = values.reduce((sum, value) => sum + value, 0)
    expect(Math.abs(plain - 100_000)).toBeGreaterThan(1e-7)
    expect(compensatedSum(values, values.length)).toBe(100_000)
  })

  it('stops at the given size', () => {
    expect(compensatedSum(Float64Array.of(1, 2, 4), 2)).toBe(3)
    expect(compensatedSum(new Float64Array(0), 0)).toBe(0)
  })

  it('does not depend on the order beyond rounding', () => {
    const amounts = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 200 })
    fc.assert(
      fc.property(amounts, (values) => {
        const forward = compensatedSum(Float64Array.from(values), values.length)
        const backward = compensatedSum(Float64Array.from(values).reverse(), values.length)
        const size = values.reduce((sum, value) => sum + Math.abs(value), 0)
        expect(Math.abs(forward - backward)).toBeLessThanOrEqual(Number.EPSILON * size)
      }),
      { seed: 19, numRuns: 500 }
    )
  })
})

describe('dot', () => {
  it('multiplies and adds up to the given size', () => {
    expect(dot(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6), 2)).toBe(14)
    expect(dot(new Float64Array(0), new Float64Array(0), 0)).toBe(0)
  })
})
