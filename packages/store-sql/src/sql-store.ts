import type { Kysely, Transaction } from 'kysely'
import {
  keptSnapshots,
  type NewEvent,
  type Store,
  type StoredEvent,
  type StoredSnapshot
} from '@stageroute/store'
import { attempt } from './failure'
import type { Tables } from './tables'

/** What differs between databases. */
export interface Connection {
  readonly db: Kysely<Tables>
  /** How failures name it. */
  readonly name: string
  /** Keeps others from appending until the transaction ends. */
  readonly lock: (transaction: Transaction<Tables>) => Promise<void>
}

/** Rows of one statement: databases allow some thousands of parameters. */
const ROWS = 1000

/** Returns the store of a connection, whose tables are up to date. */
export const makeSqlStore = (connection: Connection): Store => {
  const { db, name } = connection
  return {
    append: (events) =>
      attempt(name, async () =>
        events.length === 0
          ? []
          : db.transaction().execute((transaction) => append(connection, transaction, events))
      ),
    read: (after, most) => attempt(name, () => read(db, after, most)),
    putSnapshot: (of, snapshot) =>
      attempt(name, () =>
        db.transaction().execute((transaction) => putSnapshot(transaction, of, snapshot))
      ),
    snapshots: (of) => attempt(name, () => snapshots(db, of)),
    close: () => db.destroy()
  }
}

const append = async (
  { lock }: Connection,
  transaction: Transaction<Tables>,
  events: ReadonlyArray<NewEvent>
): Promise<ReadonlyArray<number>> => {
  await lock(transaction)
  const byKey = await positionsByKey(transaction, events)
  const { last } = await transaction
    .selectFrom('stageroute_events')
    .select(({ fn }) => fn.max('position').as('last'))
    .executeTakeFirstOrThrow()
  let position = Number(last ?? 0)
  const added: Array<StoredEvent> = []
  const positions = events.map((event) => {
    const known = event.key === null ? undefined : byKey.get(event.key)
    if (known !== undefined) return known
    position++
    added.push({ ...event, position })
    if (event.key !== null) byKey.set(event.key, position)
    return position
  })
  for (let from = 0; from < added.length; from += ROWS)
    await transaction
      .insertInto('stageroute_events')
      .values(
        added.slice(from, from + ROWS).map(({ kind, key, at, body, position: place }) => ({
          position: place,
          kind,
          key,
          at,
          body
        }))
      )
      .execute()
  return positions
}

const positionsByKey = async (
  transaction: Transaction<Tables>,
  events: ReadonlyArray<NewEvent>
): Promise<Map<string, number>> => {
  const keys = events.flatMap(({ key }) => (key === null ? [] : [key]))
  const found = new Map<string, number>()
  for (let from = 0; from < keys.length; from += ROWS) {
    const rows = await transaction
      .selectFrom('stageroute_events')
      .select(['key', 'position'])
      .where('key', 'in', keys.slice(from, from + ROWS))
      .execute()
    for (const { key, position } of rows) if (key !== null) found.set(key, Number(position))
  }
  return found
}

const read = async (
  db: Kysely<Tables>,
  after: number,
  most: number
): Promise<ReadonlyArray<StoredEvent>> => {
  const rows = await db
    .selectFrom('stageroute_events')
    .select(['kind', 'key', 'at', 'body', 'position'])
    .where('position', '>', after)
    .orderBy('position')
    .limit(most)
    .execute()
  return rows.map((row) => ({ ...row, at: Number(row.at), position: Number(row.position) }))
}

const putSnapshot = async (
  transaction: Transaction<Tables>,
  name: string,
  { position, body }: StoredSnapshot
): Promise<void> => {
  await transaction
    .insertInto('stageroute_snapshots')
    .values({ name, position, body })
    .onConflict((conflict) => conflict.columns(['name', 'position']).doUpdateSet({ body }))
    .execute()
  const [oldest] = await transaction
    .selectFrom('stageroute_snapshots')
    .select('position')
    .where('name', '=', name)
    .orderBy('position', 'desc')
    .offset(keptSnapshots - 1)
    .limit(1)
    .execute()
  if (oldest === undefined) return
  await transaction
    .deleteFrom('stageroute_snapshots')
    .where('name', '=', name)
    .where('position', '<', oldest.position)
    .execute()
}

const snapshots = async (
  db: Kysely<Tables>,
  name: string
): Promise<ReadonlyArray<StoredSnapshot>> => {
  const rows = await db
    .selectFrom('stageroute_snapshots')
    .select(['position', 'body'])
    .where('name', '=', name)
    .orderBy('position', 'desc')
    .limit(keptSnapshots)
    .execute()
  return rows.map(({ position, body }) => ({ position: Number(position), body }))
}
