import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { adviseStageLength } from '@stageroute/planner'

const positive = fc.integer({ min: 1, max: 1000 })

test('no other whole length costs less than the advised one', () => {
  const figures = fc.record({
    arrivalRate: positive.map((n) => n / 100_000),
    switchCost: positive.map((n) => n / 10),
    improvement: positive.map((n) => n / 1000),
    queries: fc.integer({ min: 1, max: 5000 }),
    current: fc.integer({ min: 1, max: 5000 })
  })
  fc.assert(
    fc.property(figures, (given) => {
      const advice = adviseStageLength({
        ...given,
        current: Math.min(given.current, given.queries)
      })
      if (E.isLeft(advice) || advice.right._tag !== 'useLength') throw new Error('no length')
      const { best, current } = advice.right
      // Rounding to whole queries costs a little where the best length is a few queries.
      const rounding = given.switchCost / best.queries / best.queries
      expect(best.perQuery).toBeLessThanOrEqual((current?.perQuery ?? 0) + rounding)
      expect(best.queries).toBeGreaterThanOrEqual(1)
      expect(best.queries).toBeLessThanOrEqual(given.queries)
    })
  )
})
