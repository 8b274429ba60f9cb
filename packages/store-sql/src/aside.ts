import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import Database from 'libsql/promise'

/** A second connection to a file, which works while the first is used. */
export interface Aside {
  /** Writes into the file what is in its log when it begins, and resolves with how many pages the log has then. */
  readonly checkpoint: TE.TaskEither<unknown, number>
  readonly close: () => void
}

interface Statement {
  readonly all: (parameters: ReadonlyArray<never>) => Promise<ReadonlyArray<{ log: number }>>
}

/** Opens a second connection to a file. Throws what the database throws. */
export const openAside = (file: string): Aside => {
  const database = new Database(file, {})
  return {
    checkpoint: TE.tryCatch(async () => {
      const statement = (await database.prepare('PRAGMA wal_checkpoint(PASSIVE)')) as Statement
      return (await statement.all([]))[0]?.log ?? 0
    }, E.toError),
    close: () => {
      database.close()
    }
  }
}
