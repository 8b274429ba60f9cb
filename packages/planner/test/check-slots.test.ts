import * as E from 'fp-ts/Either'
import { checkSlots } from '@stageroute/planner'

const uniform = (arms: number, capacity: number): ReadonlyArray<number> =>
  Array<number>(arms).fill(capacity)

const problemOf = (slots: ReturnType<typeof checkSlots>): string =>
  E.isLeft(slots) && 'problem' in slots.left ? slots.left.problem : ''

test('four slots of 0.2 cannot carry every query', () => {
  const slots = checkSlots(uniform(11, 0.2), 4)
  expect(E.isLeft(slots) && slots.left._tag).toBe('InvalidSetting')
  expect(problemOf(slots)).toBe(
    '4 deployed models can take at most 0.800 of the queries; raise either'
  )
})

test('five slots of 0.2 can, and ten of 0.1 too, whatever they sum to in doubles', () => {
  expect(checkSlots(uniform(11, 0.2), 5)).toEqual(E.right(undefined))
  expect(checkSlots(uniform(11, 0.1), 10)).toEqual(E.right(undefined))
})

test('fewer arms than slots carry what they can', () => {
  expect(problemOf(checkSlots(uniform(2, 0.4), 5))).toBe(
    '2 deployed models can take at most 0.800 of the queries; raise capacity'
  )
  expect(checkSlots(uniform(2, 0.5), 5)).toEqual(E.right(undefined))
})

test('the largest capacities count, wherever they stand', () => {
  expect(checkSlots([0.1, 0.6, 0.1, 0.4], 2)).toEqual(E.right(undefined))
  expect(E.isLeft(checkSlots([0.1, 0.6, 0.1, 0.3], 2))).toBe(true)
})

test('no arms, no slots and capacities that are no numbers carry nothing', () => {
  expect(E.isLeft(checkSlots([], 3))).toBe(true)
  expect(E.isLeft(checkSlots([1], 0))).toBe(true)
  expect(E.isLeft(checkSlots([1, NaN], 2))).toBe(true)
})

test('the capacities handed in keep their order', () => {
  const capacities = [0.1, 0.6, 0.4]
  checkSlots(capacities, 2)
  expect(capacities).toEqual([0.1, 0.6, 0.4])
})
