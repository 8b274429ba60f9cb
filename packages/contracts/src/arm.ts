import * as t from 'io-ts'

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH_LENGTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeapYear = (year: number): boolean =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const isCalendarDate = (text: string): boolean => {
  const parts = DATE.exec(text)
  if (parts === null) return false
  const month = Number(parts[2])
  const day = Number(parts[3])
  const leapDay = month === 2 && isLeapYear(Number(parts[1])) ? 1 : 0
  return day >= 1 && day <= (MONTH_LENGTH[month - 1] ?? 0) + leapDay
}

const ReleaseDate = new t.Type<string | null>(
  'a date YYYY-MM-DD or null',
  (value): value is string | null =>
    value === null || (typeof value === 'string' && isCalendarDate(value)),
  (value, context) =>
    value === null || (typeof value === 'string' && isCalendarDate(value))
      ? t.success(value)
      : t.failure(value, context),
  t.identity
)

/**
 * What is known of a model before it answers anything: its id and, where known, when it was released.
 *
 * @category arm
 * @since 0.1.0
 */
export const ArmSpec = t.type({ id: t.string, released: ReleaseDate }, 'ArmSpec')

/**
 * What the codec `ArmSpec` accepts.
 *
 * @category arm
 * @since 0.1.0
 */
export type ArmSpec = t.TypeOf<typeof ArmSpec>

/**
 * Returns the number of days from 1970-01-01 to a calendar date, by arithmetic alone.
 *
 * Requires: a date `YYYY-MM-DD`, as `ArmSpec` accepts it.
 * Source: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
 *
 * @category arm
 * @since 0.1.0
 * @example
 * import { dayNumber } from '@stageroute/contracts'
 *
 * dayNumber('2023-03-14') - dayNumber('2023-02-28') // => 14
 */
export const dayNumber = (date: string): number => {
  const month = Number(date.slice(5, 7))
  // Years are counted from March, so that the leap day ends its year.
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(date.slice(8, 10)) - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}
