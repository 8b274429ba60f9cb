import fc from 'fast-check'
import { studentQuantile } from '../src'

const coverage = fc.double({ min: 0.01, max: 0.999, noNaN: true })
const freedom = fc.integer({ min: 1, max: 400 })

test('more coverage takes a wider interval', () => {
  fc.assert(
    fc.property(coverage, coverage, freedom, (a, b, degrees) => {
      fc.pre(Math.abs(a - b) > 1e-9)
      const [low, high] = a < b ? [a, b] : [b, a]
      expect(studentQuantile(low, degrees)).toBeLessThan(studentQuantile(high, degrees))
    })
  )
})

test('one more seed makes it narrower', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 0.999, noNaN: true }), freedom, (level, degrees) => {
      expect(studentQuantile(level, degrees + 1)).toBeLessThan(studentQuantile(level, degrees))
    })
  )
})
