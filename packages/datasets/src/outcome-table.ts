import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import type { OutcomeTable } from '@stageroute/simulator'
import { invalidRow, visitRecords, type CsvRecord, type RowProblem } from './csv-records'
import { readHeader, type ArmColumns } from './outcome-header'

/**
 * Scores and costs as they stand in an outcome file; models' release dates come from elsewhere.
 *
 * @category reading
 * @since 0.1.0
 */
export interface OutcomeRows extends Omit<OutcomeTable, 'id' | 'arms' | 'features'> {
  readonly armIds: ReadonlyArray<string>
}

/**
 * Reads the text of an outcome file, `query_id,category,<model>.score,<model>.cost,...`, into typed arrays; empty cells become NaN.
 *
 * Errors: `InvalidRow` with line and column for a header without a model's cost, a row of another length, a repeated query, a score
 *   outside [0, 1], a cost that is negative or not a number, unbalanced quotes, or a file without rows.
 *
 * @category reading
 * @since 0.1.0
 */
export const parseOutcomes = (file: string, text: string): E.Either<DomainError, OutcomeRows> => {
  let reading: Reading | undefined
  const read = visitRecords(file, text, (record) => {
    if (reading !== undefined) return readRow(reading, record.cells)
    const columns = readHeader(record)
    if (E.isLeft(columns)) return columns.left
    reading = startReading(record, columns.right)
    return undefined
  })
  return pipe(
    read,
    E.chain(() => finishReading(file, reading))
  )
}

/** The arrays that rows are read into, which double when they are full, with what has been seen so far. */
interface Reading {
  readonly header: CsvRecord
  readonly columns: ReadonlyArray<ArmColumns>
  readonly categories: Map<string, number>
  readonly queries: Set<string>
  reward: Float64Array
  cost: Float64Array
  category: Int32Array
}

const FIRST_ROWS = 1024

const startReading = (header: CsvRecord, columns: ReadonlyArray<ArmColumns>): Reading => ({
  header,
  columns,
  categories: new Map(),
  queries: new Set(),
  reward: new Float64Array(FIRST_ROWS * columns.length),
  cost: new Float64Array(FIRST_ROWS * columns.length),
  category: new Int32Array(FIRST_ROWS)
})

const doubled = <A extends Float64Array | Int32Array>(values: A, larger: A): A => {
  larger.set(values)
  return larger
}

const makeRoom = (reading: Reading, row: number): void => {
  const { reward, cost, category } = reading
  if (row < category.length) return
  reading.category = doubled(category, new Int32Array(2 * category.length))
  reading.reward = doubled(reward, new Float64Array(2 * reward.length))
  reading.cost = doubled(cost, new Float64Array(2 * cost.length))
}

const readRow = (reading: Reading, cells: ReadonlyArray<string>): RowProblem | undefined => {
  const row = reading.queries.size
  makeRoom(reading, row)
  return readKeys(reading, row, cells) ?? readCells(reading, row, cells)
}

const finishReading = (
  file: string,
  reading: Reading | undefined
): E.Either<DomainError, OutcomeRows> => {
  if (reading === undefined) {
    return E.left(invalidRow(file, 1, { column: '(none)', problem: 'the file is empty' }))
  }
  const { header, columns, categories, queries, category, reward, cost } = reading
  const rows = queries.size
  if (rows === 0) {
    const problem = { column: 'query_id', problem: 'there is no row below the header' }
    return E.left(invalidRow(file, header.line, problem))
  }
  return E.right({
    armIds: columns.map(({ id }) => id),
    queryIds: [...queries],
    categoryNames: [...categories.keys()],
    category: category.slice(0, rows),
    reward: reward.slice(0, rows * columns.length),
    cost: cost.slice(0, rows * columns.length)
  })
}

const readKeys = (
  { header, category, categories, queries }: Reading,
  row: number,
  cells: ReadonlyArray<string>
): RowProblem | undefined => {
  const width = header.cells.length
  if (cells.length !== width) {
    return { column: '(row)', problem: `${cells.length} cells, the header has ${width}` }
  }
  const [query = '', group = ''] = cells
  if (query === '') return { column: 'query_id', problem: 'is empty' }
  if (queries.has(query)) return { column: 'query_id', problem: `"${query}" appears twice` }
  queries.add(query)
  const known = categories.get(group) ?? categories.size
  categories.set(group, known)
  category[row] = known
  return undefined
}

const readCells = (
  { header, columns, reward, cost }: Reading,
  row: number,
  cells: ReadonlyArray<string>
): RowProblem | undefined => {
  for (let arm = 0; arm < columns.length; arm++) {
    const at = columns[arm] as ArmColumns
    const score = cellValue(cells[at.score] ?? '', 1)
    const price = cellValue(cells[at.cost] ?? '', LARGEST_COST)
    if (score === undefined) {
      return {
        column: header.cells[at.score] ?? '',
        problem: `"${cells[at.score]}" is not in [0, 1]`
      }
    }
    if (price === undefined) {
      const problem = `"${cells[at.cost]}" is not a cost in USD from 0 to ${LARGEST_COST}`
      return { column: header.cells[at.cost] ?? '', problem }
    }
    reward[row * columns.length + arm] = score
    cost[row * columns.length + arm] = price
  }
  return undefined
}

/** USD for one query; more is a mistake, and sums of such numbers would overflow. */
const LARGEST_COST = 1_000_000

/** `Number` alone would also read hexadecimal numbers and blanks. */
const DECIMAL = /^ *[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)? *$/

/** NaN for an empty cell, undefined for one that is not a number in [0, largest]. */
const cellValue = (text: string, largest: number): number | undefined => {
  if (text === '') return Number.NaN
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN
  return value >= 0 && value <= largest ? value : undefined
}
