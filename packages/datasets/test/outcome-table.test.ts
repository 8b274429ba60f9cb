import { parseOutcomes } from '../src'
import { messageOf, rightOf } from './folders'

const header = 'query_id,category,a.score,a.cost,b.score,b.cost'
const read = (...lines: ReadonlyArray<string>) => parseOutcomes('f.csv', lines.join('\n'))

test('a table is read into arrays, query by query, empty cells as NaN', () => {
  expect(rightOf(read(header, 'q1,x,1,0.25,0,2', 'q2,y,0.5,,,1e-5', 'q3,x,,0,+1,.5', ''))).toEqual({
    armIds: ['a', 'b'],
    queryIds: ['q1', 'q2', 'q3'],
    categoryNames: ['x', 'y'],
    category: Int32Array.of(0, 1, 0),
    reward: Float64Array.of(1, 0, 0.5, NaN, NaN, 1),
    cost: Float64Array.of(0.25, 2, NaN, 1e-5, 0, 0.5)
  })
})

test('columns are split at their last dot, so that ids may have dots and slashes', () => {
  const { armIds } = rightOf(
    read(
      'query_id,category,meta/llama-3.1.score,meta/llama-3.1.cost,x.score.score,x.score.cost',
      'q,c,1,1,1,1'
    )
  )
  expect(armIds).toEqual(['meta/llama-3.1', 'x.score'])
})

test('the columns of models may stand in any order', () => {
  const { armIds, reward, cost } = rightOf(
    read('query_id,category,b.cost,a.score,b.score,a.cost', 'q,c,1,0.5,0.25,4')
  )
  expect(armIds).toEqual(['a', 'b'])
  expect(Array.from(reward)).toEqual([0.5, 0.25])
  expect(Array.from(cost)).toEqual([4, 1])
})

const good = 'q1,x,1,1,1,1'

test.each([
  ['a score above one', 'q2,x,1,1,1.2,1', 'b.score: "1.2" is not in [0, 1]'],
  ['a negative score', 'q2,x,-0.1,1,1,1', 'a.score: "-0.1" is not in [0, 1]'],
  ['a score in words', 'q2,x,abc,1,1,1', 'a.score: "abc" is not in [0, 1]'],
  ['a blank score', 'q2,x, ,1,1,1', 'a.score: " " is not in [0, 1]'],
  ['a hexadecimal score', 'q2,x,0x1,1,1,1', 'a.score: "0x1" is not in [0, 1]'],
  ['NaN in words', 'q2,x,NaN,1,1,1', 'a.score: "NaN" is not in [0, 1]'],
  ['a negative cost', 'q2,x,1,1,1,-1e-9', 'b.cost: "-1e-9" is not a cost in USD from 0 to 1000000'],
  [
    'an infinite cost',
    'q2,x,1,Infinity,1,1',
    'a.cost: "Infinity" is not a cost in USD from 0 to 1000000'
  ],
  [
    'a cost beyond all numbers',
    'q2,x,1,1e999,1,1',
    'a.cost: "1e999" is not a cost in USD from 0 to 1000000'
  ],
  [
    'a cost whose sums would overflow',
    'q2,x,1,1e306,1,1',
    'a.cost: "1e306" is not a cost in USD from 0 to 1000000'
  ],
  [
    'a cost above the largest',
    'q2,x,1,1000001,1,1',
    'a.cost: "1000001" is not a cost in USD from 0 to 1000000'
  ],
  ['a blank cost', 'q2,x,1,  ,1,1', 'a.cost: "  " is not a cost in USD from 0 to 1000000'],
  ['a short row', 'q2,x,1,1,1', '(row): 5 cells, the header has 6'],
  ['a long row', 'q2,x,1,1,1,1,', '(row): 7 cells, the header has 6'],
  ['a repeated query', 'q1,y,1,1,1,1', 'query_id: "q1" appears twice'],
  ['a query without id', ',x,1,1,1,1', 'query_id: is empty'],
  ['a row of empty cells', ',,,,,', 'query_id: is empty']
])('%s is refused with its place', (_, row, problem) => {
  expect(messageOf(read(header, good, row, ''))).toBe(`f.csv, line 3, column ${problem}`)
  // Blank lines and cells over several lines in front shift the line, not the verdict.
  expect(
    messageOf(read('', header, '', '"q0', '0",x,1,1,1,1', good, '', row, 'q9,x,1,1,1,1'))
  ).toBe(`f.csv, line 8, column ${problem}`)
})

test.each([
  [
    'a model without cost',
    'query_id,category,a.score',
    'a.score: there is no column a.cost to go with it'
  ],
  [
    'a model without score',
    'query_id,category,a.cost',
    'a.cost: there is no column a.score to go with it'
  ],
  ['the same column twice', `${header},a.cost`, 'a.cost: appears twice'],
  ['another suffix', `${header},a.latency`, 'a.latency: expected <model>.score or <model>.cost'],
  [
    'a suffix alone',
    'query_id,category,.score,.cost',
    '.score: expected <model>.score or <model>.cost'
  ],
  ['a name without dot', `${header},score`, 'score: expected <model>.score or <model>.cost'],
  ['a column without name', `${header},`, '(unnamed): expected <model>.score or <model>.cost'],
  ['no query id', 'id,category,a.score,a.cost', 'id: expected query_id in column 1'],
  ['no category', 'query_id,a.score,a.cost', 'a.score: expected category in column 2'],
  ['keys alone', 'query_id,category', '(none): the header names no model'],
  ['half the keys', 'query_id', '(none): expected category in column 2']
])('a header with %s is refused', (_, line, problem) => {
  expect(messageOf(read(line, good))).toBe(`f.csv, line 1, column ${problem}`)
  expect(messageOf(read('', '', line, good))).toBe(`f.csv, line 3, column ${problem}`)
})

test('an empty file', () => {
  expect(messageOf(read(''))).toBe('f.csv, line 1, column (none): the file is empty')
  expect(messageOf(read('', ' ', ''))).toBe('f.csv, line 1, column (none): the file is empty')
})

test('a header and nothing below', () => {
  expect(messageOf(read(header, ''))).toBe(
    'f.csv, line 1, column query_id: there is no row below the header'
  )
})

test('unbalanced quotes', () => {
  expect(messageOf(read(header, good, 'q2,"x,1,1,1,1', 'q3,x,1,1,1,1'))).toBe(
    'f.csv, line 3, column (row): Quoted field unterminated'
  )
})

test('the first problem of several is the one that is told', () => {
  expect(messageOf(read(header, 'q1,x,2,-1,1,1', 'q1,x,3,1,1,1'))).toMatch('line 2, column a.score')
})

test('the largest cost is one', () => {
  expect(rightOf(read(header, 'q1,x,1,1e6,1,1')).cost[0]).toBe(1e6)
})

test('a query id over two lines is told in one', () => {
  const row = '"q\n1",x,1,1,1,1'
  expect(messageOf(read(header, row, row))).toBe(
    'f.csv, line 4, column query_id: "q\\u000a1" appears twice'
  )
})

test('more rows than there was room for at first are kept', () => {
  const rows = Array.from({ length: 5000 }, (_, i) => `q${i},c${i},${i / 5000},${i},,`)
  const { category, reward, cost, queryIds } = rightOf(read(header, ...rows))
  expect([queryIds.length, category.length, reward.length, cost.length]).toEqual([
    5000, 5000, 10_000, 10_000
  ])
  expect([category[4999], reward[9998], cost[9998], cost[9999]]).toEqual([4999, 0.9998, 4999, NaN])
})

test.each([
  ['blank lines', '\n', 'line 1, column query_id: there is no row below the header'],
  ['lines of one comma', ',\n', 'line 2, column (row): 2 cells, the header has 6']
])('a million %s end as one message', (_, line, problem) => {
  expect(messageOf(read(header, line.repeat(1_000_000)))).toBe(`f.csv, ${problem}`)
})
