import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { ArmSpec, dayNumber } from '../src'

const MS_PER_DAY = 86_400_000
const firstDay = -719_162 // 0001-01-01
const lastDay = 2_932_896 // 9999-12-31
const anyDay = fc.integer({ min: firstDay, max: lastDay })
const dateOf = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10)

it('dayNumber counts the days of the calendar', () => {
  fc.assert(
    fc.property(anyDay, (day) => expect(dayNumber(dateOf(day))).toBe(day)),
    { seed: 970101, numRuns: 2000 }
  )
})

it('ArmSpec accepts exactly the dates that the calendar has', () => {
  const parts = fc.tuple(
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 })
  )
  fc.assert(
    fc.property(parts, ([year, month, day]) => {
      const pad = (value: number, width: number): string => String(value).padStart(width, '0')
      const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
      const ms = Date.parse(`${text}T00:00:00Z`)
      const isOnCalendar = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
      expect(E.isRight(ArmSpec.decode({ id: 'a', released: text }))).toBe(isOnCalendar)
    }),
    { seed: 970102, numRuns: 3000 }
  )
})
