import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { Migrator, sql, type Kysely, type Migration } from 'kysely'
import type { StoreFailure } from '@stageroute/store'
import { attempt, closing, toFailure } from './failure'
import type { Connection } from './sql-store'

/** The type of a position. SQLite keeps rows in the order of a key of its type `integer`, and has a second table for the order of any other. */
type PositionType = 'integer' | 'bigint'

/** What was once released is never changed: what comes later is a migration of its own. None goes back. */
const migrations = (positionType: PositionType): Readonly<Record<string, Migration>> => ({
  '0001-events-and-snapshots': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('stageroute_events')
        .addColumn('position', positionType, (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('key', 'text')
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .execute()
      // Most events have no key: an index of those that have is not written for the others.
      await db.schema
        .createIndex('stageroute_events_key')
        .unique()
        .on('stageroute_events')
        .column('key')
        .where(sql.ref('key'), 'is not', null)
        .execute()
      await db.schema
        .createTable('stageroute_snapshots')
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('position', 'bigint', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('stageroute_snapshots_key', ['name', 'position'])
        .execute()
    }
  }
})

/** Brings the tables of a database up to date, after what else it takes; where that fails, or they are of a later version than this one, it is closed. */
export const migrate = (
  { db, name }: Pick<Connection, 'db' | 'name'>,
  {
    schema,
    positionType,
    before
  }: {
    readonly schema?: string
    readonly positionType: PositionType
    readonly before: () => Promise<unknown>
  }
): TE.TaskEither<StoreFailure, void> =>
  pipe(
    attempt(name, async () => {
      await before()
      return new Migrator({
        db,
        provider: { getMigrations: () => Promise.resolve({ ...migrations(positionType) }) },
        migrationTableName: 'stageroute_migrations',
        migrationLockTableName: 'stageroute_migration_lock',
        ...(schema === undefined ? {} : { migrationTableSchema: schema })
      }).migrateToLatest()
    }),
    TE.chainEitherK(({ error }) =>
      error === undefined ? E.right(undefined) : E.left(toFailure(name)(error))
    ),
    TE.orElseW(closing(db))
  )
