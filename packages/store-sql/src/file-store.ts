import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import type { Compilable, Kysely } from 'kysely'
import type Database from 'libsql'
import type { Store, StoreFailure, StoredEvent } from '@stageroute/store'
import { makeAppend, type Append } from './appender'
import { openAside } from './aside'
import { makeCheckpoints } from './checkpoints'
import { toFailure } from './failure'
import {
  deleteOldEvents,
  deleteOldSnapshots,
  selectEventBytes,
  selectSnapshotBytes,
  toEvent,
  toSnapshot,
  upsertSnapshot
} from './queries'
import type { Tables } from './tables'
import { allOrNothing } from './transaction'

/** A file of which this process is the only writer, and whose tables are up to date. */
export interface OpenFile {
  readonly file: string
  readonly database: Database.Database
  /** Writes the statements. Nothing is run through it any more: what is done at once needs no turns. */
  readonly db: Kysely<Tables>
}

/** Returns the store of a file. */
export const makeFileStore = ({ file, database, db }: OpenFile): Store => {
  // Gone when the store is closed: statements would still run, and hold the file open for as long as they are held.
  let append: Append | undefined = makeAppend(database, db)
  const checkpoints = makeCheckpoints(database, openAside(file))
  const attempt = <A>(make: (append: Append) => A): TE.TaskEither<StoreFailure, A> =>
    TE.fromIOEither(() => {
      const open = append
      return open === undefined
        ? E.left({ _tag: 'unusable', problem: `${file}: is closed` })
        : E.tryCatch(() => make(open), toFailure(file))
    })
  const run = <O>(query: Compilable<O>): ReadonlyArray<O> => {
    const { sql, parameters } = query.compile()
    return database.prepare(sql).all(parameters) as ReadonlyArray<O>
  }
  return {
    append: (events) =>
      attempt((appendAll) => {
        if (events.length === 0) return []
        const { positions, added } = appendAll(events)
        checkpoints.written(pagesOf(added))
        if (added.length > 0) checkpoints.begin()
        return positions
      }),
    read: (after, most) => attempt(() => run(selectEventBytes(db, after, most)).map(decodeEvent)),
    forget: (old) =>
      attempt(() => {
        const { sql, parameters } = deleteOldEvents(db, old).compile()
        const { changes } = database.prepare(sql).run(parameters)
        checkpoints.written(changes)
        if (changes > 0) checkpoints.begin()
        return changes
      }),
    putSnapshot: (name, snapshot) =>
      attempt(() => {
        allOrNothing(database, () => {
          run(upsertSnapshot(db, name, snapshot))
          run(deleteOldSnapshots(db, name))
        })
        checkpoints.written(pagesOf([snapshot]))
      }),
    snapshots: (name) =>
      attempt(() =>
        run(selectSnapshotBytes(db, name)).map(({ position, body }) =>
          toSnapshot({ position, body: textOf(body) })
        )
      ),
    close: async () => {
      append = undefined
      await checkpoints.close()
      await db.destroy()
    }
  }
}

type EventBytes = ReturnType<typeof selectEventBytes> extends Compilable<infer Row> ? Row : never

const decodeEvent = ({ kind, key, body, ...row }: EventBytes): StoredEvent =>
  toEvent({
    ...row,
    kind: textOf(kind),
    key: key === null ? null : textOf(key),
    body: textOf(body)
  })

/** A text as it was kept. Fails where the bytes are none. */
const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

const PAGE_BYTES = 4096

/** About as many pages as a transaction changes: those of the texts, which are in a row, and one of the keys for every key. */
const pagesOf = (
  added: ReadonlyArray<{ readonly key?: string | null; readonly body: string }>
): number =>
  added.reduce(
    (pages, { key, body }) => pages + body.length / PAGE_BYTES + (typeof key === 'string' ? 1 : 0),
    1
  )
