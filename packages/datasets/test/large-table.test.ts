import { gzipSync } from 'node:zlib'
import { openDataset } from '../src'
import { folderWith, rightOf } from './folders'

const ROWS = 12_000
const ARMS = 30

const score = (row: number, arm: number): number => ((row * 7 + arm * 13) % 101) / 100
const cost = (row: number, arm: number): number => ((row + arm) % 97) * 1e-6

const csv = (): string => {
  const arms = Array.from({ length: ARMS }, (_, arm) => `maker/arm-${arm}.5`)
  const lines = [
    ['query_id', 'category', ...arms.flatMap((id) => [`${id}.score`, `${id}.cost`])].join(',')
  ]
  for (let row = 0; row < ROWS; row++) {
    const cells = arms.flatMap((_, arm) => [score(row, arm), cost(row, arm)])
    lines.push([`q${row}`, `c${row % 14}`, ...cells].join(','))
  }
  return `${lines.join('\n')}\n`
}

test('12,000 queries of 30 models are read without loss', () => {
  const folder = folderWith({
    'outcomes.csv.gz': gzipSync(csv()),
    'models.json': JSON.stringify(
      Array.from({ length: ARMS }, (_, arm) => ({ id: `maker/arm-${arm}.5`, released: null }))
    )
  })
  const { table, filledCells, leftOut } = rightOf(openDataset(folder))
  expect([filledCells, leftOut]).toEqual([0, []])
  expect(table?.queryIds).toHaveLength(ROWS)
  expect(table?.categoryNames).toHaveLength(14)
  let wrong = 0
  for (let row = 0; row < ROWS; row++) {
    if (table?.category[row] !== row % 14) wrong++
    for (let arm = 0; arm < ARMS; arm++) {
      const cell = row * ARMS + arm
      if (table?.reward[cell] !== score(row, arm) || table.cost[cell] !== cost(row, arm)) wrong++
    }
  }
  expect(wrong).toBe(0)
})
