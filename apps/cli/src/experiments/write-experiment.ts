import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as TE from 'fp-ts/TaskEither'
import type { DomainError, ExperimentReport } from '@stageroute/contracts'
import { renderCharts, renderMarkdown, renderPage, renderTables } from '@stageroute/reports'
import type { ColumnSource } from 'hyparquet-writer'

type File = readonly [name: string, content: string | Uint8Array]

/** The library is a module of the newer kind, which code of the older kind loads when it is needed. */
const parquetOf = async (columnData: Array<ColumnSource>): Promise<Uint8Array> => {
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  return new Uint8Array(parquetWriteBuffer({ columnData }))
}

const chartFiles = (report: ExperimentReport, folder: string): ReadonlyArray<File> =>
  renderCharts(report).map(({ name, svg }) => [join(folder, `${name}.svg`), svg])

const writeAll = (folder: string, files: ReadonlyArray<File>): ReadonlyArray<string> =>
  files.map(([name, content]) => {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return path
  })

const writing = (
  write: () => Promise<ReadonlyArray<string>>
): TE.TaskEither<DomainError, ReadonlyArray<string>> =>
  TE.tryCatch(write, (cause): DomainError => ({
    _tag: 'RunFailed',
    what: 'writing the report',
    problem: (Object(cause) as Partial<Error>).message ?? String(cause)
  }))

/**
 * Writes a report into a folder and returns the paths: `index.html` to look at, `report.json`, `runs.parquet` with a row per run, tables as CSV,
 * charts as SVG.
 *
 * Errors: `RunFailed` when a file cannot be written, such as on a full disk.
 */
export const writeExperiment = (
  folder: string,
  report: ExperimentReport,
  columns: Array<ColumnSource>
): TE.TaskEither<DomainError, ReadonlyArray<string>> =>
  writing(async () =>
    writeAll(folder, [
      ['index.html', renderPage(report)],
      ['report.json', `${JSON.stringify(report)}\n`],
      ['runs.parquet', await parquetOf(columns)],
      ...renderTables(report).map(({ name, csv }): File => [`${name}.csv`, csv]),
      ...chartFiles(report, 'charts')
    ])
  )

/** Writes what the documentation shows of a report, `NAME.md` and the charts in a folder beside it, and returns the paths. */
export const writeDocument = (
  folder: string,
  report: ExperimentReport
): TE.TaskEither<DomainError, ReadonlyArray<string>> =>
  writing(async () =>
    writeAll(folder, [
      [`${report.name}.md`, renderMarkdown(report, report.name)],
      ...chartFiles(report, report.name)
    ])
  )
