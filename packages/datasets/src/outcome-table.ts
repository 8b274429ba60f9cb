import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import type { OutcomeTable } from '@stageroute/simulator'
import { readRecords, type CsvRecord } from './csv-records'
import { readHeader, type ArmColumns } from './outcome-header'

/**
 * Scores and costs as they stand in an outcome file; models' release dates come from elsewhere.
 *
 * @category reading
 * @since 0.1.0
 */
export interface OutcomeRows extends Omit<OutcomeTable, 'id' | 'arms'> {
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
export const parseOutcomes = (file: string, text: string): E.Either<DomainError, OutcomeRows> =>
  pipe(
    readRecords(file, text),
    E.chain(([header, ...rows]) =>
      header === undefined
        ? E.left<DomainError>(invalid(file, 1, { column: '(none)', problem: 'the file is empty' }))
        : pipe(
            readHeader(file, header),
            E.chain((columns) => readRows(file, header, columns, rows))
          )
    )
  )

/** What is wrong with a row, and in which column. */
interface RowProblem {
  readonly column: string
  readonly problem: string
}

const invalid = (file: string, line: number, problem: RowProblem): DomainError => ({
  _tag: 'InvalidRow',
  file,
  line,
  ...problem
})

/** The arrays that rows are read into, with what has been seen so far. */
interface Reading {
  readonly header: ReadonlyArray<string>
  readonly columns: ReadonlyArray<ArmColumns>
  readonly reward: Float64Array
  readonly cost: Float64Array
  readonly category: Int32Array
  readonly categories: Map<string, number>
  readonly queries: Set<string>
}

const startReading = (
  header: ReadonlyArray<string>,
  columns: ReadonlyArray<ArmColumns>,
  rows: number
): Reading => ({
  header,
  columns,
  reward: new Float64Array(rows * columns.length),
  cost: new Float64Array(rows * columns.length),
  category: new Int32Array(rows),
  categories: new Map(),
  queries: new Set()
})

const readRows = (
  file: string,
  header: CsvRecord,
  columns: ReadonlyArray<ArmColumns>,
  rows: ReadonlyArray<CsvRecord>
): E.Either<DomainError, OutcomeRows> => {
  const reading = startReading(header.cells, columns, rows.length)
  for (const [row, { line, cells }] of rows.entries()) {
    const problem = readKeys(reading, row, cells) ?? readCells(reading, row, cells)
    if (problem !== undefined) return E.left(invalid(file, line, problem))
  }
  if (rows.length === 0) {
    const problem = { column: 'query_id', problem: 'there is no row below the header' }
    return E.left(invalid(file, header.line, problem))
  }
  const { reward, cost, category, categories, queries } = reading
  return E.right({
    armIds: columns.map(({ id }) => id),
    queryIds: [...queries],
    categoryNames: [...categories.keys()],
    category,
    reward,
    cost
  })
}

const readKeys = (
  { header, category, categories, queries }: Reading,
  row: number,
  cells: ReadonlyArray<string>
): RowProblem | undefined => {
  if (cells.length !== header.length) {
    return { column: '(row)', problem: `${cells.length} cells, the header has ${header.length}` }
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
    const price = cellValue(cells[at.cost] ?? '', Number.MAX_VALUE)
    if (score === undefined) {
      return { column: header[at.score] ?? '', problem: `"${cells[at.score]}" is not in [0, 1]` }
    }
    if (price === undefined) {
      const problem = `"${cells[at.cost]}" is not a cost in USD of at least 0`
      return { column: header[at.cost] ?? '', problem }
    }
    reward[row * columns.length + arm] = score
    cost[row * columns.length + arm] = price
  }
  return undefined
}

/** `Number` alone would also read hexadecimal numbers and blanks. */
const DECIMAL = /^ *[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)? *$/

/** NaN for an empty cell, undefined for one that is not a number in [0, largest]. */
const cellValue = (text: string, largest: number): number | undefined => {
  if (text === '') return Number.NaN
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN
  return value >= 0 && value <= largest ? value : undefined
}
