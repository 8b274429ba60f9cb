import * as E from 'fp-ts/Either'
import * as Papa from 'papaparse'
import type { DomainError } from '@stageroute/contracts'

/** A row of a CSV file with the line it begins on, counted from one. */
export interface CsvRecord {
  readonly line: number
  readonly cells: ReadonlyArray<string>
}

/** What is wrong with a row, and in which column. */
export interface RowProblem {
  readonly column: string
  readonly problem: string
}

export const invalidRow = (file: string, line: number, problem: RowProblem): DomainError => ({
  _tag: 'InvalidRow',
  file,
  line,
  ...problem
})

/** The parser holds the cells of one chunk at a time, whatever the file holds. */
const CHUNK = 1 << 20

/** A longer row is none of an outcome table; it is refused before it is taken apart. */
const LONGEST_ROW = 4_000_000

/** More lines are no outcome table either, but a small gzip of nothing but line ends. */
const MOST_LINES = 10_000_000

type Visitor = (record: CsvRecord) => RowProblem | undefined

/**
 * Reads CSV text record by record, without the blank lines, until `visit` finds a problem with one. Line ends may be LF, CRLF or CR, and
 * count as one line each, also within a quoted cell, where they are read as LF.
 *
 * Errors: `InvalidRow` for what `visit` finds, for unbalanced quotes at the line on which the record begins, for a row too long and for too
 *   many lines.
 * Cost: memory for one chunk of text, not for the file's cells.
 */
export const visitRecords = (
  file: string,
  text: string,
  visit: Visitor
): E.Either<DomainError, void> => {
  const body = text.replace(/^\uFEFF/, '')
  const failed = measure(body) ?? visitRows(withPlainLineEnds(body), visit)
  return failed === undefined
    ? E.right(undefined)
    : E.left(invalidRow(file, failed.line, failed.problem))
}

interface Failure {
  readonly line: number
  readonly problem: RowProblem
}

const failure = (line: number, words: string): Failure => ({
  line,
  problem: { column: '(row)', problem: words }
})

const tooLong = (line: number): Failure =>
  failure(line, `longer than ${LONGEST_ROW} characters, or a quote is not closed`)

/** Looks at lengths only, so that nothing is built from a text that is too large. */
const measure = (text: string): Failure | undefined => {
  let line = 1
  let start = 0
  for (let i = 0; i < text.length; i++) {
    if (!isLineEnd(text, i)) continue
    if (i - start > LONGEST_ROW) return tooLong(line)
    line++
    start = i + 1
    if (line > MOST_LINES) return failure(line, `more than ${MOST_LINES} lines`)
  }
  return text.length - start > LONGEST_ROW ? tooLong(line) : undefined
}

const LF = 10
const CR = 13

const isLineEnd = (text: string, i: number): boolean => {
  const code = text.charCodeAt(i)
  return code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)
}

const withPlainLineEnds = (text: string): string =>
  text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text

const visitRows = (body: string, visit: Visitor): Failure | undefined => {
  const hasQuotes = body.includes('"')
  let next = 1
  let handed = 0
  let failed: Failure | undefined
  const end = (found: Failure | undefined, parser: Papa.Parser): void => {
    if (found === undefined) return
    failed = found
    parser.abort()
  }
  Papa.parse<ReadonlyArray<string>>(body, {
    delimiter: ',',
    newline: '\n',
    chunkSize: CHUNK,
    step: ({ data: cells, errors }, parser) => {
      const line = next
      next += 1 + (hasQuotes ? lineBreaks(cells) : 0)
      end(visitRow({ line, cells }, errors[0], visit), parser)
    },
    chunk: ({ meta }: Papa.ParseResult<ReadonlyArray<string>>, parser: Papa.Parser) => {
      handed += CHUNK
      // Quoted cells may make one row of many lines: what is left over is a row still open.
      end(handed - meta.cursor > LONGEST_ROW + CHUNK ? tooLong(next) : undefined, parser)
    }
  })
  return failed
}

const visitRow = (
  record: CsvRecord,
  damage: Papa.ParseError | undefined,
  visit: Visitor
): Failure | undefined => {
  if (damage !== undefined) return failure(record.line, damage.message)
  const problem = isBlank(record.cells) ? undefined : visit(record)
  return problem === undefined ? undefined : { line: record.line, problem }
}

/** Only quoted cells span lines, so that most files need no look into their cells. */
const lineBreaks = (cells: ReadonlyArray<string>): number =>
  cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)

const isBlank = (cells: ReadonlyArray<string>): boolean =>
  cells.length === 1 && (cells[0] ?? '').trim() === ''
