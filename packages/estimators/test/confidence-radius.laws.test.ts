import * as fc from 'fast-check'
import { paperRadius } from '@stageroute/estimators'
import { gamma, reward as mean } from './arbitraries'

const pulls = fc.integer({ min: 1, max: 100_000 })

test('the radius shrinks with pulls', () => {
  fc.assert(
    fc.property(mean, pulls, gamma, (v, n, width) => {
      expect(paperRadius(v, n + 1, width)).toBeLessThanOrEqual(paperRadius(v, n, width))
    })
  )
})

test('the radius grows with the mean and with gamma', () => {
  fc.assert(
    fc.property(mean, mean, pulls, gamma, (v, w, n, width) => {
      const [low, high] = v < w ? [v, w] : [w, v]
      expect(paperRadius(low, n, width)).toBeLessThanOrEqual(paperRadius(high, n, width))
      expect(paperRadius(v, n, width)).toBeLessThanOrEqual(paperRadius(v, n, width + 1))
    })
  )
})
