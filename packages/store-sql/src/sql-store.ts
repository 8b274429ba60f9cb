import type { Kysely, Transaction } from 'kysely'
import type { NewEvent, Store, StoredSnapshot } from '@stageroute/store'
import { attempt } from './failure'
import { keysOf, placeEvents, type Kept } from './positions'
import {
  deleteOldEvents,
  deleteOldSnapshots,
  insertEvents,
  selectEvents,
  selectKeys,
  selectLast,
  selectSnapshots,
  toEvent,
  toSnapshot,
  upsertSnapshot
} from './queries'
import type { Tables } from './tables'

/** What differs between databases that are asked over a network. */
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
    read: (after, most) =>
      attempt(name, async () => (await selectEvents(db, after, most).execute()).map(toEvent)),
    forget: (old) =>
      attempt(name, async () => {
        const { numDeletedRows } = await deleteOldEvents(db, old).executeTakeFirst()
        return Number(numDeletedRows)
      }),
    putSnapshot: (of, snapshot) =>
      attempt(name, () =>
        db.transaction().execute((transaction) => putSnapshot(transaction, of, snapshot))
      ),
    snapshots: (of) =>
      attempt(name, async () => (await selectSnapshots(db, of).execute()).map(toSnapshot)),
    close: () => db.destroy()
  }
}

const append = async (
  { lock }: Connection,
  transaction: Transaction<Tables>,
  events: ReadonlyArray<NewEvent>
): Promise<ReadonlyArray<number>> => {
  await lock(transaction)
  const keys = keysOf(events)
  const kept: Array<Kept> = []
  for (let from = 0; from < keys.length; from += ROWS)
    kept.push(...(await selectKeys(transaction, keys.slice(from, from + ROWS)).execute()))
  const last = Number((await selectLast(transaction).executeTakeFirst())?.last ?? 0)
  const { positions, added } = placeEvents(events, kept, last)
  for (let from = 0; from < added.length; from += ROWS)
    await insertEvents(transaction, added.slice(from, from + ROWS), last + from).execute()
  return positions
}

const putSnapshot = async (
  transaction: Transaction<Tables>,
  name: string,
  snapshot: StoredSnapshot
): Promise<void> => {
  await upsertSnapshot(transaction, name, snapshot).execute()
  await deleteOldSnapshots(transaction, name).execute()
}
