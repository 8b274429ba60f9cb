import { completeTable } from '../src'
import { tableOf } from './builders'

const ids = (arms: ReadonlyArray<{ readonly id: string }>) => arms.map(({ id }) => id)

test('a complete table stays as it is', () => {
  const table = tableOf(['x', [1, 2], [0, 3]], ['y', [0.5, 1], [1, 4]])
  expect(completeTable(table)).toEqual({ table, filledCells: 0, leftOut: [] })
})

test('an unknown cell takes the mean of its category', () => {
  const { table, filledCells } = completeTable(
    tableOf(['x', [1, 2]], ['x', [0, 4]], ['x', null], ['y', [0.25, 9]], ['y', null])
  )
  expect(Array.from(table.reward)).toEqual([1, 0, 0.5, 0.25, 0.25])
  expect(Array.from(table.cost)).toEqual([2, 4, 3, 9, 9])
  expect(filledCells).toBe(2)
})

test('a cell counts as known only with both score and cost', () => {
  const { table, filledCells } = completeTable(
    tableOf(['x', [1, 2]], ['x', [0, NaN]], ['x', [NaN, 100]])
  )
  expect(Array.from(table.reward)).toEqual([1, 1, 1])
  expect(Array.from(table.cost)).toEqual([2, 2, 2])
  expect(filledCells).toBe(2)
})

test('an arm without a complete cell in some category is left out, and its cells are not counted', () => {
  const { table, filledCells, leftOut } = completeTable(
    tableOf(
      ['x', [1, 2], [1, 1], null],
      ['x', null, [0, 3], [1, 1]],
      ['y', [0, 4], null, [0.5, 5]],
      ['y', [0, 6], [0.5, NaN], null]
    )
  )
  expect(leftOut).toEqual(['b'])
  expect(ids(table.arms)).toEqual(['a', 'c'])
  expect(Array.from(table.reward)).toEqual([1, 1, 1, 1, 0, 0.5, 0, 0.5])
  expect(Array.from(table.cost)).toEqual([2, 1, 2, 1, 4, 5, 6, 5])
  expect(filledCells).toBe(3)
})

test('when every arm lacks a category nothing is left, and that is a result', () => {
  const { table, leftOut } = completeTable(tableOf(['x', [1, 2]], ['y', null]))
  expect(ids(table.arms)).toEqual([])
  expect(leftOut).toEqual(['a'])
})
