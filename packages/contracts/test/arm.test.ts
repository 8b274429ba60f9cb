import * as E from 'fp-ts/Either'
import { ArmSpec, dayNumber } from '../src'

const released = (date: unknown): boolean => E.isRight(ArmSpec.decode({ id: 'a', released: date }))

describe('ArmSpec', () => {
  it.each(['2023-03-14', '2024-02-29', '2000-02-29', '1999-12-31', '2023-01-01', null])(
    'accepts the release %p',
    (date) => expect(released(date)).toBe(true)
  )

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2023-04-31',
    '2023-13-01',
    '2023-00-10',
    '2023-01-00',
    '2023-1-1',
    '14.03.2023',
    '2023-03-14T00:00',
    20230314,
    undefined
  ])('refuses the release %p', (date) => expect(released(date)).toBe(false))

  it('refuses an id that is no text', () => {
    expect(E.isLeft(ArmSpec.decode({ id: 4, released: null }))).toBe(true)
  })

  it('is and encodes what it decodes', () => {
    const spec = { id: 'gpt-4', released: '2023-03-14' }
    expect(ArmSpec.is(spec)).toBe(true)
    expect(ArmSpec.is({ ...spec, released: 'soon' })).toBe(false)
    expect(ArmSpec.encode(spec)).toEqual(spec)
  })
})

describe('dayNumber', () => {
  it.each([
    ['1970-01-01', 0],
    ['1970-01-02', 1],
    ['1969-12-31', -1],
    ['2000-02-29', 11016],
    ['2000-03-01', 11017],
    ['2023-03-14', 19430]
  ])('numbers %s as day %i', (date, day) => expect(dayNumber(date)).toBe(day))
})
