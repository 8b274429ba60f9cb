import * as E from 'fp-ts/Either'
import type Database from 'libsql'

/** Returns what was made within a transaction, which is committed; where making or committing throws, nothing was changed. */
export const allOrNothing = <A>(database: Database.Database, make: () => A): A => {
  let isCommitted = false
  try {
    database.exec('BEGIN IMMEDIATE')
    const made = make()
    database.exec('COMMIT')
    isCommitted = true
    return made
  } finally {
    // A disk without room may have ended the transaction: then there is nothing to roll back, which is an error too.
    if (!isCommitted) E.tryCatch(() => database.exec('ROLLBACK'), String)
  }
}
