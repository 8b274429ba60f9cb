import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as Papa from 'papaparse'
import type { DomainError } from '@stageroute/contracts'
import type { OutcomeTable } from '@stageroute/simulator'
import { readHeader, type ArmColumns } from './outcome-header'

type ReadRows = Pick<OutcomeTable, 'queryIds' | 'categoryNames' | 'category' | 'reward' | 'cost'>

/**
 * Scores and costs as they stand in an outcome file; models' release dates come from elsewhere.
 *
 * @category reading
 * @since 0.1.0
 */
export interface OutcomeRows extends ReadRows {
  readonly armIds: ReadonlyArray<string>
}

/**
 * Reads the text of an outcome file, `query_id,category,<model>.score,<model>.cost,...`, into typed arrays; empty cells become NaN.
 *
 * Errors: `InvalidRow` with line and column for a header without a model's cost, a row of another length, a repeated query, a score
 *   outside [0, 1], a cost that is negative or not a number, unbalanced quotes, or a file without rows.
 * Cost: one pass; about 40 ns a cell.
 *
 * @category reading
 * @since 0.1.0
 */
export const parseOutcomes = (file: string, text: string): E.Either<DomainError, OutcomeRows> => {
  const { data, errors } = Papa.parse<ReadonlyArray<string>>(text.replace(/^\uFEFF/, ''), {
    delimiter: ',',
    skipEmptyLines: 'greedy'
  })
  const damage = errors[0]
  if (damage !== undefined) {
    const line = lineOf(data, damage.row ?? 0)
    return E.left({ _tag: 'InvalidRow', file, line, column: '(row)', problem: damage.message })
  }
  const [header, ...rows] = data
  return pipe(
    readHeader(file, header ?? []),
    E.chain((columns) => readRows(file, header ?? [], columns, rows))
  )
}

/** Quoted cells may span lines, so a row's line is counted from the line breaks in the rows before it. */
const lineOf = (rows: ReadonlyArray<ReadonlyArray<string>>, row: number): number => {
  let line = 1
  for (let i = 0; i < row; i++) {
    line += 1 + (rows[i] ?? []).reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)
  }
  return line
}

/** What is wrong with a row, and in which column. */
interface RowProblem {
  readonly column: string
  readonly problem: string
}

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

const readRows = (
  file: string,
  header: ReadonlyArray<string>,
  columns: ReadonlyArray<ArmColumns>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): E.Either<DomainError, OutcomeRows> => {
  const reading: Reading = {
    header,
    columns,
    reward: new Float64Array(rows.length * columns.length),
    cost: new Float64Array(rows.length * columns.length),
    category: new Int32Array(rows.length),
    categories: new Map(),
    queries: new Set()
  }
  const none: RowProblem = { column: 'query_id', problem: 'the file has no rows' }
  let problem = rows.length === 0 ? none : undefined
  let row = 0
  while (problem === undefined && row < rows.length) {
    problem = readKeys(reading, row, rows[row] ?? []) ?? readCells(reading, row, rows[row] ?? [])
    row++
  }
  if (problem !== undefined) {
    const line = lineOf([header, ...rows], Math.max(1, row))
    return E.left({ _tag: 'InvalidRow', file, line, ...problem })
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
      return { column: header[at.score] ?? '', problem: `${cells[at.score]} is not in [0, 1]` }
    }
    if (price === undefined) {
      const problem = `${cells[at.cost]} is not a cost in USD of at least 0`
      return { column: header[at.cost] ?? '', problem }
    }
    reward[row * columns.length + arm] = score
    cost[row * columns.length + arm] = price
  }
  return undefined
}

/** NaN for an empty cell, undefined for one that is not a number in [0, largest]. */
const cellValue = (text: string, largest: number): number | undefined => {
  if (text === '') return Number.NaN
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return value >= 0 && value <= largest ? value : undefined
}
