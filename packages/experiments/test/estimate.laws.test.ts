import fc from 'fast-check'
import { makeStream, nextUniform } from '@stageroute/numeric'
import { estimateMean } from '../src'

const value = fc.double({ min: -100, max: 100, noNaN: true })
const values = fc.array(value, { minLength: 2, maxLength: 30 })

test('the interval holds the mean and moves with the values', () => {
  fc.assert(
    fc.property(values, value, (seeds, shift) => {
      const plain = estimateMean(seeds)
      const moved = estimateMean(seeds.map((one) => one + shift))
      expect(plain.low).toBeLessThanOrEqual(plain.mean)
      expect(plain.high).toBeGreaterThanOrEqual(plain.mean)
      expect(moved.low).toBeCloseTo(plain.low + shift, 6)
      expect(moved.high).toBeCloseTo(plain.high + shift, 6)
    })
  )
})

test('of intervals from normal values 95 % cover the mean', () => {
  const stream = makeStream(1, 'intervals')
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - nextUniform(stream))) * Math.cos(2 * Math.PI * nextUniform(stream))
  const rounds = 20_000
  let covered = 0
  for (let round = 0; round < rounds; round++) {
    const { low, high } = estimateMean(Array.from({ length: 5 }, normal))
    if (low <= 0 && 0 <= high) covered++
  }
  // Four standard errors of the share are 0.006.
  expect(Math.abs(covered / rounds - 0.95)).toBeLessThan(0.006)
})
