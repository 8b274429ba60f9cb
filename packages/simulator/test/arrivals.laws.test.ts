import * as fc from 'fast-check'
import { arriveByRelease } from '../src'
import { truths } from './builders'

const date = fc
  .record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
  .map(({ month, day }) => `2024-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)

const pool = fc
  .array(fc.option(date, { freq: 5 }), { minLength: 1, maxLength: 12 })
  .map((dates) => truths(dates.map((released) => ({ reward: 0.5, cost: 1, released }))))

const queries = fc.integer({ min: 1, max: 100_000 })

test('every arm arrives once, never before one that was released earlier, none after 80 %', () => {
  fc.assert(
    fc.property(pool, queries, (arms, horizon) => {
      const { order, at } = arriveByRelease(arms, horizon)
      expect([...order].sort((a, b) => a - b)).toEqual(arms.map((_, arm) => arm))
      expect([...at].sort((a, b) => a - b)).toEqual(at)
      expect(at.at(-1)).toBeLessThanOrEqual(0.8 * horizon)
      const dates = order.flatMap((arm) => arms[arm]?.released ?? [])
      expect([...dates].sort()).toEqual(dates)
    })
  )
})

test('who arrives when does not depend on the order of the pool', () => {
  fc.assert(
    fc.property(pool, queries, (arms, horizon) => {
      const named = (of: typeof arms) => {
        const { order, at } = arriveByRelease(of, horizon)
        return new Set(order.map((arm, i) => `${of[arm]?.released} ${at[i]}`))
      }
      const dates = new Set(arms.map(({ released }) => released))
      fc.pre(dates.size === arms.length)
      expect(named([...arms].reverse())).toEqual(named(arms))
    })
  )
})
