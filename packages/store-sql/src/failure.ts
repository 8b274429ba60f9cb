import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import type { StoreFailure } from '@stageroute/store'

/** Codes of SQLite, PostgreSQL and the system for a disk without room. */
const noRoom: ReadonlySet<unknown> = new Set(['SQLITE_FULL', '53100', 'ENOSPC', 'EDQUOT'])

/** What an error of a driver means. Drivers' messages name tables and files, and no values. */
export const toFailure =
  (what: string) =>
  (error: unknown): StoreFailure => {
    const { code, message } = Object(error) as {
      readonly code?: unknown
      readonly message?: unknown
    }
    const text = typeof message === 'string' && message !== '' ? message : String(code ?? error)
    const isFull = noRoom.has(code) || text.includes('database or disk is full')
    return { _tag: isFull ? 'full' : 'unusable', problem: `${what}: ${text}` }
  }

/** A promise of a driver as a task that tells failures. */
export const attempt = <A>(what: string, make: () => Promise<A>): TE.TaskEither<StoreFailure, A> =>
  TE.tryCatch(make, toFailure(what))

/** Closes a database that cannot be used, and tells why. */
export const closing =
  (db: { readonly destroy: () => Promise<void> }) =>
  (failure: StoreFailure): TE.TaskEither<StoreFailure, never> =>
  async () => {
    await db.destroy()
    return E.left(failure)
  }
