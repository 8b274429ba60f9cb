import { sql, type Kysely } from 'kysely'
import {
  keptSnapshots,
  type NewEvent,
  type OldEvents,
  type StoredEvent,
  type StoredSnapshot
} from '@stageroute/store'
import type { Tables, Whole } from './tables'

/** A database, or a transaction in it. */
type Base = Kysely<Tables>

/** Events that follow one another behind a position. Its parameters are those of {@link eventParameters}. */
export const insertEvents = (db: Base, events: ReadonlyArray<NewEvent>, last: number) =>
  db.insertInto('stageroute_events').values(
    events.map(({ kind, key, at, body }, i) => ({
      position: last + i + 1,
      kind,
      key,
      at,
      body
    }))
  )

/** What {@link insertEvents} takes, for a statement that was written before. */
export const eventParameters = (
  events: ReadonlyArray<NewEvent>,
  last: number
): ReadonlyArray<string | number | null> => {
  const parameters: Array<string | number | null> = []
  let position = last
  for (const { kind, key, at, body } of events) parameters.push(++position, kind, key, at, body)
  return parameters
}

export const selectLast = (db: Base) =>
  db.selectFrom('stageroute_events').select(({ fn }) => fn.max('position').as('last'))

export const selectKeys = (db: Base, keys: ReadonlyArray<string>) =>
  db.selectFrom('stageroute_events').select(['key', 'position']).where('key', 'in', keys)

export const selectEvents = (db: Base, after: number, most: number) =>
  db
    .selectFrom('stageroute_events')
    .select(['kind', 'key', 'at', 'body', 'position'])
    .where('position', '>', after)
    .orderBy('position')
    .limit(most)

/** The same, with texts as the bytes that are kept: a driver that decodes them ends the process where they are damaged. */
export const selectEventBytes = (db: Base, after: number, most: number) =>
  selectEvents(db, after, most)
    .clearSelect()
    .select([
      'position',
      'at',
      bytesOf('kind'),
      sql<Uint8Array | null>`cast(${sql.ref('key')} as blob)`.as('key'),
      bytesOf('body')
    ])

const bytesOf = <C extends string>(column: C) =>
  sql<Uint8Array>`cast(${sql.ref(column)} as blob)`.as(column)

/** Of the oldest events those that are old; the last of all is none of them. */
export const deleteOldEvents = (db: Base, { before, earlierThan, most }: OldEvents) =>
  db.deleteFrom('stageroute_events').where('position', 'in', (outer) =>
    outer
      .selectFrom((inner) =>
        inner
          .selectFrom('stageroute_events')
          .select(['position', 'at'])
          .where('position', '<', before)
          .where('position', '<', selectLast(db))
          .orderBy('position')
          .limit(most)
          .as('oldest')
      )
      .select('oldest.position')
      .where('oldest.at', '<', earlierThan)
  )

export const upsertSnapshot = (db: Base, name: string, { position, body }: StoredSnapshot) =>
  db
    .insertInto('stageroute_snapshots')
    .values({ name, position, body })
    .onConflict((conflict) =>
      conflict
        .columns(['name', 'position'])
        .doUpdateSet({ body: ({ ref }) => ref('excluded.body') })
    )

/** The snapshots of a name, the newest first. */
const newestFirst = (db: Base, name: string) =>
  db.selectFrom('stageroute_snapshots').where('name', '=', name).orderBy('position', 'desc')

export const selectSnapshots = (db: Base, name: string) =>
  newestFirst(db, name).select(['position', 'body']).limit(keptSnapshots)

/** The same, with texts as the bytes that are kept. */
export const selectSnapshotBytes = (db: Base, name: string) =>
  selectSnapshots(db, name)
    .clearSelect()
    .select(['position', bytesOf('body')])

/** Where there are fewer than are kept, none is older. */
export const deleteOldSnapshots = (db: Base, name: string) =>
  db
    .deleteFrom('stageroute_snapshots')
    .where('name', '=', name)
    .where(
      'position',
      '<',
      newestFirst(db, name)
        .select('position')
        .offset(keptSnapshots - 1)
        .limit(1)
    )

export const toEvent = (
  row: Omit<NewEvent, 'at'> & { readonly at: Whole; readonly position: Whole }
): StoredEvent => ({ ...row, at: Number(row.at), position: Number(row.position) })

export const toSnapshot = ({
  position,
  body
}: {
  readonly position: Whole
  readonly body: string
}): StoredSnapshot => ({ position: Number(position), body })
