import * as E from 'fp-ts/Either'
import * as Papa from 'papaparse'
import type { DomainError } from '@stageroute/contracts'

/** A row of a CSV file with the line it begins on, counted from one. */
export interface CsvRecord {
  readonly line: number
  readonly cells: ReadonlyArray<string>
}

/**
 * Splits CSV text into records, without the blank lines. Line ends may be LF, CRLF or CR, and count as one line each, also within a quoted
 * cell, where they are read as LF.
 *
 * Errors: `InvalidRow` for unbalanced quotes, at the line on which the record begins.
 */
export const readRecords = (
  file: string,
  text: string
): E.Either<DomainError, ReadonlyArray<CsvRecord>> => {
  const { data, errors } = Papa.parse<ReadonlyArray<string>>(withPlainLineEnds(text), {
    delimiter: ',',
    newline: '\n'
  })
  const records = withLines(data, text.includes('"'))
  const damage = errors[0]
  return damage === undefined
    ? E.right(records.filter(({ cells }) => !isBlank(cells)))
    : E.left({
        _tag: 'InvalidRow',
        file,
        line: records[damage.row ?? 0]?.line ?? 1,
        column: '(row)',
        problem: damage.message
      })
}

const withPlainLineEnds = (text: string): string => {
  const body = text.replace(/^\uFEFF/, '')
  return body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body
}

/** Only quoted cells span lines, so that most files need no look into their cells. */
const withLines = (
  rows: ReadonlyArray<ReadonlyArray<string>>,
  hasQuotes: boolean
): ReadonlyArray<CsvRecord> => {
  let next = 1
  return rows.map((cells) => {
    const line = next
    next += 1 + (hasQuotes ? lineBreaks(cells) : 0)
    return { line, cells }
  })
}

const lineBreaks = (cells: ReadonlyArray<string>): number =>
  cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)

const isBlank = (cells: ReadonlyArray<string>): boolean =>
  cells.length === 1 && (cells[0] ?? '').trim() === ''
