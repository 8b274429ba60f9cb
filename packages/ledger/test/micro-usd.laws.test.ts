import * as fc from 'fast-check'
import { chargeOf, isAmount, makeRoundingCarry, toMicroUsd } from '../src'

const costs = fc.array(fc.integer({ min: 0, max: 5_000_000 }).map((n) => n / 1e10))

it('charges cover the costs so far and are less than one above them, at every step', () => {
  fc.assert(
    fc.property(costs, (list) => {
      const carry = makeRoundingCarry()
      let charged = 0
      let spent = 0
      for (const cost of list) {
        const charge = chargeOf(carry, cost)
        expect(isAmount(charge)).toBe(true)
        charged += charge
        spent += cost
        expect(charged).toBeGreaterThanOrEqual(spent * 1e6 - 1e-6)
        expect(charged).toBeLessThan(spent * 1e6 + 1 + 1e-6)
      }
    }),
    { seed: 5, numRuns: 500 }
  )
})

it('one cost is rounded up, and never by a whole amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (n) => {
      const cost = n / 1e10
      expect(toMicroUsd(cost) - cost * 1e6).toBeGreaterThan(-1e-6)
      expect(toMicroUsd(cost) - cost * 1e6).toBeLessThan(1)
    }),
    { seed: 6 }
  )
})

it.each([
  [0, 0],
  [1e-6, 1],
  [1.0000001e-6, 2],
  [3 * 1.1e-6, 4],
  [0.1 + 0.2, 300_000],
  [1000 * 0.15e-6, 150]
])('%p USD are %p micro-USD', (cost, amount) => expect(toMicroUsd(cost)).toBe(amount))
