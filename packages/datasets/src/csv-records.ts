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

/** A longer line is no row of an outcome table; it is refused before it is taken apart. */
const LONGEST_LINE = 4_000_000

/**
 * Reads CSV text record by record, without the blank lines, until `visit` finds a problem with one. Line ends may be LF, CRLF or CR, and
 * count as one line each, also within a quoted cell, where they are read as LF.
 *
 * Errors: `InvalidRow` for what `visit` finds, for unbalanced quotes at the line on which the record begins, and for a line too long.
 * Cost: memory for one chunk of text, not for the file's cells.
 */
export const visitRecords = (
  file: string,
  text: string,
  visit: (record: CsvRecord) => RowProblem | undefined
): E.Either<DomainError, void> => {
  const body = withPlainLineEnds(text)
  const long = longLine(body)
  if (long > 0) {
    const problem = `longer than ${LONGEST_LINE} characters`
    return E.left(invalidRow(file, long, { column: '(row)', problem }))
  }
  const hasQuotes = body.includes('"')
  let next = 1
  let failed: DomainError | undefined
  Papa.parse<ReadonlyArray<string>>(body, {
    delimiter: ',',
    newline: '\n',
    chunkSize: CHUNK,
    step: ({ data: cells, errors }, parser) => {
      const line = next
      next += 1 + (hasQuotes ? lineBreaks(cells) : 0)
      const damage = errors[0]
      const problem =
        damage === undefined
          ? isBlank(cells)
            ? undefined
            : visit({ line, cells })
          : { column: '(row)', problem: damage.message }
      if (problem === undefined) return
      failed = invalidRow(file, line, problem)
      parser.abort()
    }
  })
  return failed === undefined ? E.right(undefined) : E.left(failed)
}

const withPlainLineEnds = (text: string): string => {
  const body = text.replace(/^\uFEFF/, '')
  return body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body
}

/** The first line that is too long, counted from one; 0 when there is none. */
const longLine = (text: string): number => {
  let line = 1
  for (let from = 0; from < text.length; line++) {
    const end = text.indexOf('\n', from)
    const next = end < 0 ? text.length : end
    if (next - from > LONGEST_LINE) return line
    from = next + 1
  }
  return 0
}

/** Only quoted cells span lines, so that most files need no look into their cells. */
const lineBreaks = (cells: ReadonlyArray<string>): number =>
  cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)

const isBlank = (cells: ReadonlyArray<string>): boolean =>
  cells.length === 1 && (cells[0] ?? '').trim() === ''
