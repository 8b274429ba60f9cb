import { closeSync, openSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { Kysely, SqliteDialect } from 'kysely'
import Database from 'libsql'
import type { Store, StoreFailure } from '@stageroute/store'
import { attempt, toFailure } from './failure'
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
export const openSqliteStore = (settings: SqliteSettings): TE.TaskEither<StoreFailure, Store> =>
  pipe(
    TE.fromIOEither(() => claim(settings.file)),
    TE.chain((release) =>
      pipe(
        openClaimed(settings),
        TE.bimap(
          (failure) => {
            release()
            return failure
          },
          (store) => ({ ...store, close: () => store.close().finally(release) })
        )
      )
    )
  )

const openClaimed = ({ file, survives }: SqliteSettings): TE.TaskEither<StoreFailure, Store> =>
  pipe(
    attempt(file, () => Promise.resolve(new Database(file))),
    TE.chain((database) => {
      const connection = {
        db: new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }),
        name: file,
        // The file belongs to this process, whose transactions wait for one another.
        lock: () => Promise.resolve()
      }
      const before = async (): Promise<void> => {
        database.exec('PRAGMA journal_mode = WAL')
        database.exec(`PRAGMA synchronous = ${survives === 'power' ? 'FULL' : 'NORMAL'}`)
        return Promise.resolve()
      }
      return pipe(
        migrate(connection, { before }),
        TE.map(() => makeSqlStore(connection))
      )
    })
  )

const isBusy = (error: unknown): boolean =>
  (Object(error) as { readonly code?: unknown }).code === 'SQLITE_BUSY'

/**
 * Claims a file for this process, and returns what gives it up. The lock is a transaction in a file beside it: the system gives it up when the process
 * ends, however it ends.
 */
const claim = (file: string): E.Either<StoreFailure, () => void> =>
  pipe(
    E.tryCatch(() => {
      for (const path of [file, `${file}.lock`]) closeSync(openSync(path, 'a', OWNER_ONLY))
      return new Database(`${file}.lock`)
    }, toFailure(file)),
    E.chain((guard) =>
      E.tryCatch(
        () => {
          guard.exec('BEGIN EXCLUSIVE')
          return () => {
            if (!guard.open) return
            guard.exec('ROLLBACK')
            guard.close()
          }
        },
        (error) => {
          guard.close()
          return isBusy(error)
            ? { _tag: 'unusable', problem: `${file}: is open in another process` }
            : toFailure(file)(error)
        }
      )
    )
  )
