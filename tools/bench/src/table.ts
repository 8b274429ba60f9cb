import { median } from './paired'

const three = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : 'none'

/** A time in the unit it reads best in. */
export const timeText = (microseconds: number): string =>
  microseconds < 1000
    ? `${three(microseconds)} us`
    : microseconds < 1_000_000
      ? `${three(microseconds / 1000)} ms`
      : `${three(microseconds / 1_000_000)} s`

/** The middle of times, with the least and the greatest. */
export const spreadText = (microseconds: ReadonlyArray<number>): string =>
  microseconds.length === 0
    ? 'none'
    : `${timeText(median(microseconds))} (${timeText(Math.min(...microseconds))} - ${timeText(Math.max(...microseconds))})`

/** How many times as long, with as many digits as it deserves. */
export const ratioText = (ratio: number): string =>
  Number.isFinite(ratio) ? `${ratio < 10 ? ratio.toFixed(1) : three(Math.round(ratio))}x` : '-'

/** Lines of equal columns. */
export const tableLines = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = (rows[0] ?? []).map((_, c) =>
    Math.max(...rows.map((row) => (row[c] ?? '').length))
  )
  return rows.map((row) =>
    row
      .map((cell, c) => cell.padEnd(widths[c] ?? 0))
      .join('  ')
      .trimEnd()
  )
}
