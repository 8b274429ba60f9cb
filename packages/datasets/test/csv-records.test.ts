import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import { visitRecords, type CsvRecord } from '../src/csv-records'
import { messageOf, rightOf } from './folders'

const readRecords = (
  file: string,
  text: string
): E.Either<DomainError, ReadonlyArray<CsvRecord>> => {
  const records: Array<CsvRecord> = []
  const visited = visitRecords(file, text, (record) => void records.push(record))
  return pipe(
    visited,
    E.map(() => records)
  )
}

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

test('a visitor ends the reading with what it finds, and sees nothing after it', () => {
  const seen: Array<number> = []
  const visited = visitRecords('f', 'a\nb\nc\n', ({ line }) => {
    seen.push(line)
    return line === 2 ? { column: 'x', problem: 'is wrong' } : undefined
  })
  expect(messageOf(visited)).toBe('f, line 2, column x: is wrong')
  expect(seen).toEqual([1, 2])
})

test('records are the same across the boundaries of chunks', () => {
  const cell = 'x'.repeat(700_000)
  expect(records(`a,b\n${cell},1\n\n"${cell}\n",2\n3,4`)).toEqual([
    [1, 'a', 'b'],
    [2, cell, '1'],
    [4, `${cell}\n`, '2'],
    [6, '3', '4']
  ])
})

test('a line of millions of commas is refused before it is taken apart', () => {
  const text = `a,b\n${','.repeat(5_000_000)}`
  expect(messageOf(visitRecords('f', text, () => undefined))).toBe(
    'f, line 2, column (row): longer than 4000000 characters, or a quote is not closed'
  )
})

test.each(['\n', '\r', '\r\n'])('a text of nothing but %j is refused by its lines', (end) => {
  const text = `a,b${end.repeat(10_000_000)}`
  expect(messageOf(visitRecords('f', text, () => undefined))).toBe(
    'f, line 10000001, column (row): more than 10000000 lines'
  )
})

test('a row of millions of quoted cells over as many lines is refused where it begins', () => {
  const text = `a,b\n\n${'"\n",'.repeat(8_000_000)}`
  expect(messageOf(visitRecords('f', text, () => undefined))).toBe(
    'f, line 3, column (row): longer than 4000000 characters, or a quote is not closed'
  )
})
