import { closeSync, existsSync, openSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import Database from 'libsql'
import type { StoreFailure } from '@stageroute/store'
import { toFailure } from './failure'

/** Readable by its owner alone: it holds what was spent by whom. */
const OWNER_ONLY = 0o600

/** A file that is there is left alone: whoever closes one gives up the locks that its process has on it, also those of a store that is open. */
const makeWhereNone = (path: string): void => {
  if (!existsSync(path)) closeSync(openSync(path, 'a', OWNER_ONLY))
}

const isBusy = (error: unknown): boolean =>
  (Object(error) as { readonly code?: unknown }).code === 'SQLITE_BUSY'

/**
 * Claims a file for this process, and returns what gives it up. The lock is a transaction in a file beside it: the system gives it up when the process
 * ends, however it ends.
 */
export const claim = (file: string): E.Either<StoreFailure, () => void> =>
  pipe(
    E.tryCatch(() => {
      for (const path of [file, `${file}.lock`]) makeWhereNone(path)
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
