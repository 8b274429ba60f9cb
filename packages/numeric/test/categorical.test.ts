import * as fc from 'fast-check'
import { drawCategory } from '../src'

const shares = (...values: ReadonlyArray<number>): Float64Array => Float64Array.from(values)
const justBelow = (value: number): number => value * (1 - Number.EPSILON)

describe('drawCategory', () => {
  it.each([
    [0, 0],
    [justBelow(0.25), 0],
    [0.25, 1],
    [justBelow(0.75), 1],
    [0.75, 2],
    [justBelow(1), 2]
  ])('the draw %p of quarters and a half is index %i', (draw, index) => {
    expect(drawCategory(shares(0.25, 0.5, 0.25), 3, draw)).toBe(index)
  })

  it('never picks an index without a share, first, between or last', () => {
    for (const draw of [0, 0.3, justBelow(0.5), 0.5, justBelow(1)]) {
      expect([1, 3]).toContain(drawCategory(shares(0, 0.5, 0, 0.5, 0), 5, draw))
    }
  })

  it('leaves the missing mass of a deficit unserved', () => {
    expect(drawCategory(shares(0.4, 0.4), 2, justBelow(0.8))).toBe(1)
    expect(drawCategory(shares(0.4, 0.4), 2, 0.81)).toBe(-1)
    expect(drawCategory(shares(0, 0), 2, 0)).toBe(-1)
    expect(drawCategory(shares(), 0, 0)).toBe(-1)
  })

  it('serves every draw when only rounding keeps the sum below one', () => {
    const tenths = new Float64Array(10).fill(0.1)
    expect(tenths.reduce((sum, share) => sum + share, 0)).toBeLessThan(1)
    expect(drawCategory(tenths, 10, justBelow(1))).toBe(9)
  })

  it('ignores entries past the size', () => {
    expect(drawCategory(shares(0.5, 0.5, 9), 2, 0.99)).toBe(1)
  })

  it('picks the index whose interval holds the draw', () => {
    const weights = fc.array(fc.nat(64), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(weights, fc.nat(1023), (parts, position) => {
        // Shares are multiples of 1/2048, so the intervals are exact.
        const cells = parts.flatMap((part, index) => Array<number>(part).fill(index))
        const expected = cells[position * 2] ?? -1
        expect(
          drawCategory(
            Float64Array.from(parts, (part) => part / 2048),
            parts.length,
            position / 1024
          )
        ).toBe(expected)
      }),
      { seed: 23, numRuns: 1000 }
    )
  })
})
