import * as fc from 'fast-check'
import {
  makeStream,
  makeUniformField,
  nextUniform,
  readField,
  seekStream,
  shuffleInto
} from '../src'

// Statistics are computed from fixed seeds, so these laws either hold for good or fail for good. Limits are the 99.9 % quantiles of
// chi-square with the named degrees of freedom (for more than 100 of them by the Wilson-Hilferty approximation).
const chiSquareLimit = { 5: 20.515, 9: 27.877, 255: 330.52 } as const

const chiSquare = (counts: ReadonlyArray<number>): number => {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

const histogram = (draws: number, bins: number, draw: (i: number) => number): Array<number> => {
  const counts = new Array<number>(bins).fill(0)
  for (let i = 0; i < draws; i++) counts[Math.floor(draw(i) * bins)]++
  return counts
}

describe.each([1, 2, 77, 2 ** 31, 2 ** 32 - 1])('uniformity under seed %i', (seed) => {
  it('of a stream', () => {
    const stream = makeStream(seed, 'uniformity')
    const counts = histogram(40_000, 256, () => nextUniform(stream))
    expect(chiSquare(counts)).toBeLessThan(chiSquareLimit[255])
  })

  it('of the lowest bits of a stream', () => {
    const stream = makeStream(seed, 'uniformity')
    const counts = histogram(40_000, 256, () => (nextUniform(stream) * 2 ** 45) % 1)
    expect(chiSquare(counts)).toBeLessThan(chiSquareLimit[255])
  })

  it('of pairs along the rows of a field', () => {
    const field = makeUniformField(seed, 'uniformity')
    const counts = histogram(40_000, 256, (row) => {
      readField(field, row, 3)
      return (Math.floor(field.first * 16) + field.second) / 16
    })
    expect(chiSquare(counts)).toBeLessThan(chiSquareLimit[255])
  })
})

describe('a shuffle', () => {
  it('is a permutation and leaves the rest of the buffer alone', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.nat(300), (seed, size) => {
        const out = new Int32Array(size + 1).fill(-7)
        shuffleInto(makeStream(seed, 'shuffle'), size, out)
        const sorted = Array.from(out.subarray(0, size)).sort((a, b) => a - b)
        expect(sorted).toEqual(Array.from({ length: size }, (_, i) => i))
        expect(out[size]).toBe(-7)
      }),
      { seed: 61, numRuns: 500 }
    )
  })

  it('reaches the six orders of three equally often', () => {
    const stream = makeStream(4, 'shuffle')
    const out = new Int32Array(3)
    const counts = new Map<string, number>()
    for (let i = 0; i < 30_000; i++) {
      shuffleInto(stream, 3, out)
      counts.set(out.join(), (counts.get(out.join()) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    expect(chiSquare([...counts.values()])).toBeLessThan(chiSquareLimit[5])
  })

  it.each([0, 4, 9])('puts each of ten entries at place %i equally often', (place) => {
    const stream = makeStream(5, 'shuffle')
    const out = new Int32Array(10)
    const counts = histogram(20_000, 10, () => {
      shuffleInto(stream, 10, out)
      return out[place] / 10
    })
    expect(chiSquare(counts)).toBeLessThan(chiSquareLimit[9])
  })
})

test('seeking a position gives the number that was drawn there', () => {
  fc.assert(
    fc.property(fc.nat({ max: 200 }), fc.nat({ max: 200 }), (ahead, position) => {
      const drawn = makeStream(3, 'seek')
      const numbers = Array.from({ length: position + 2 }, () => nextUniform(drawn))
      const stream = makeStream(3, 'seek')
      for (let i = 0; i < ahead; i++) nextUniform(stream)
      seekStream(stream, position)
      expect(stream.position).toBe(position)
      expect([nextUniform(stream), nextUniform(stream)]).toEqual(numbers.slice(position))
    })
  )
})
