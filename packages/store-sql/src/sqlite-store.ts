import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { Kysely, SqliteDialect } from 'kysely'
import Database from 'libsql'
import type { Store, StoreFailure } from '@stageroute/store'
import { attempt, closing } from './failure'
import { makeFileStore } from './file-store'
import { claim } from './file-claim'
import { migrate } from './migrations'
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

/**
 * Opens the store of a file, which is made where there is none. A file is open in one process at a time: two would both spend what is left.
 *
 * Errors: `unusable` for a folder that does not exist, a file that is no store, or one that is open elsewhere.
 * Cost: an append is as long as the system takes to take it over, and with `power` the disk. What is long for the disk besides is done beside the appends.
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
      const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) })
      const before = async (): Promise<void> => {
        database.exec('PRAGMA journal_mode = WAL')
        database.exec(`PRAGMA synchronous = ${survives === 'power' ? 'FULL' : 'NORMAL'}`)
        return Promise.resolve()
      }
      return pipe(
        migrate({ db, name: file }, { positionType: 'integer', before }),
        TE.chain(() =>
          pipe(
            attempt(file, () => Promise.resolve(makeFileStore({ file, database, db }))),
            TE.orElseW(closing(db))
          )
        )
      )
    })
  )
