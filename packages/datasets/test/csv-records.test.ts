import { readRecords } from '../src/csv-records'
import { messageOf, rightOf } from './folders'

const records = (text: string) =>
  rightOf(readRecords('f', text)).map(({ line, cells }) => [line, ...cells])

test('records know the line they begin on', () => {
  expect(records('a,b\nc,d\n')).toEqual([
    [1, 'a', 'b'],
    [2, 'c', 'd']
  ])
})

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r']
])('lines that end in %s', (_, end) => {
  const text = ['a,b', '', '"c', 'c",d', 'e,f', ''].join(end)
  expect(records(text)).toEqual([
    [1, 'a', 'b'],
    [3, 'c\nc', 'd'],
    [5, 'e', 'f']
  ])
})

test('line ends may be mixed', () => {
  expect(records('a,b\r\nc,d\ne,f\r\n"g",h')).toEqual([
    [1, 'a', 'b'],
    [2, 'c', 'd'],
    [3, 'e', 'f'],
    [4, 'g', 'h']
  ])
})

test('blank lines are skipped, and counted', () => {
  expect(records('\n\na,b\n   \n\nc,d\n\n')).toEqual([
    [3, 'a', 'b'],
    [6, 'c', 'd']
  ])
})

test('a row of empty cells is no blank line', () => {
  expect(records('a,b\n,\n')).toEqual([
    [1, 'a', 'b'],
    [2, '', '']
  ])
})

test('quoted cells hold commas, quotes and line ends', () => {
  expect(records('"a,b","c""d"\n"e\n\nf",g\nh,i')).toEqual([
    [1, 'a,b', 'c"d'],
    [2, 'e\n\nf', 'g'],
    [5, 'h', 'i']
  ])
})

test('a byte order mark is no part of the first cell, quoted or not', () => {
  expect(records('\uFEFFa,b')).toEqual([[1, 'a', 'b']])
  expect(records('\uFEFF"a",b')).toEqual([[1, 'a', 'b']])
})

test('an empty text has no records', () => {
  expect(records('')).toEqual([])
})

test('a quote that is never closed is reported where its record begins', () => {
  expect(messageOf(readRecords('f', 'a,b\n\n"c\nc",d\ne,"f\ng,h\n'))).toBe(
    'f, line 5, column (row): Quoted field unterminated'
  )
})

test('a quote that closes too early is reported where its record begins', () => {
  expect(messageOf(readRecords('f', 'a,b\n\n"c"c,d\ne,f\n'))).toMatch(
    /^f, line 3, column \(row\): Trailing quote/
  )
})
