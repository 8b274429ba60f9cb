import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterwards } from '../running/afterwards'

/** A connection to a database, as far as tests of damage need it. */
interface Database {
  readonly prepare: (sql: string) => {
    readonly run: (parameters: ReadonlyArray<unknown>) => unknown
    readonly all: (parameters: ReadonlyArray<unknown>) => ReadonlyArray<Record<string, unknown>>
  }
  readonly close: () => void
}

const open = createRequire(require.resolve('@stageroute/store-sql'))('libsql') as new (
  file: string
) => Database

/** A file in a folder of its own, gone after the tests of the file. */
export const temporaryFile = (name = 'state.db'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'stageroute-faults-'))
  afterwards(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, name)
}

/** Does something to the database of a file that no server has open. */
export const inDatabase = <A>(file: string, work: (database: Database) => A): A => {
  const database = new open(file)
  try {
    return work(database)
  } finally {
    database.close()
  }
}
