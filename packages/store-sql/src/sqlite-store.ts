import { closeSync, openSync } from 'node:fs'
import * as TE from 'fp-ts/TaskEither'
import { Kysely, SqliteDialect } from 'kysely'
import Database from 'libsql'
import type { Store, StoreFailure } from '@stageroute/store'
import { attempt } from './failure'
import { migrate } from './migrations'
import { makeSqlStore } from './sql-store'
import type { Tables } from './tables'

/**
 * A store in a file.
 *
 * - `survives`: what is kept survives the end of the process, however it ends (`process`), or the loss of power too (`power`), which waits for the disk at
 *   every append.
 *
 * @category sqlite
 * @since 0.1.0
 */
export interface SqliteSettings {
  readonly file: string
  readonly survives: 'process' | 'power'
}

/** Readable by its owner alone: it holds what was spent by whom. */
const OWNER_ONLY = 0o600

/**
 * Opens the store of a file, which is made where there is none. A file is open in one process at a time: two would both spend what is left.
 *
 * Errors: `unusable` for a folder that does not exist, a file that is no store, or one that is open elsewhere.
 *
 * @category sqlite
 * @since 0.1.0
 */
export const openSqliteStore = ({
  file,
  survives
}: SqliteSettings): TE.TaskEither<StoreFailure, Store> =>
  attempt(file, async () => {
    closeSync(openSync(file, 'a', OWNER_ONLY))
    const guard = claim(file)
    const database = new Database(file)
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) })
    try {
      database.exec('PRAGMA journal_mode = WAL')
      database.exec(`PRAGMA synchronous = ${survives === 'power' ? 'FULL' : 'NORMAL'}`)
      await migrate(db)
    } catch (error) {
      await db.destroy()
      guard.release()
      throw error
    }
    // The file belongs to this process, whose transactions wait for one another.
    const store = makeSqlStore({ db, name: file, lock: () => Promise.resolve() })
    return { ...store, close: () => store.close().finally(guard.release) }
  })

/** Claims a file for this process. The lock is a transaction in a file beside it: the system gives it up when the process ends, however it ends. */
const claim = (file: string): { readonly release: () => void } => {
  const lock = `${file}.lock`
  closeSync(openSync(lock, 'a', OWNER_ONLY))
  const guard = new Database(lock)
  try {
    guard.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    guard.close()
    const { code } = Object(error) as { readonly code?: unknown }
    throw code === 'SQLITE_BUSY' ? new Error('is open in another process') : error
  }
  return {
    release: () => {
      if (!guard.open) return
      guard.exec('ROLLBACK')
      guard.close()
    }
  }
}
