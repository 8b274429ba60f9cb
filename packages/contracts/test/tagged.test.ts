import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { tagged } from '../src'

const Shape = tagged('a shape', { circle: { radius: t.number }, point: {} })

test('each member is accepted unchanged, and nothing else is one', () => {
  expect(Shape.decode({ _tag: 'circle', radius: 2 })).toEqual(
    E.right({ _tag: 'circle', radius: 2 })
  )
  expect(Shape.is({ _tag: 'point' })).toBe(true)
  expect(Shape.is({ _tag: 'circle' })).toBe(false)
  expect(Shape.is(null)).toBe(false)
})

test.each([
  null,
  'circle',
  {},
  { _tag: 'square' },
  { _tag: 'toString' },
  { _tag: ['point'] },
  { _tag: { toString: 0 } },
  { _tag: 'point', x: 1 }
])('%j is refused', (value) => {
  expect(E.isLeft(Shape.decode(value))).toBe(true)
})
