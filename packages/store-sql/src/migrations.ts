import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { Migrator, type Kysely, type Migration, type MigrationProvider } from 'kysely'
import type { StoreFailure } from '@stageroute/store'
import { attempt, toFailure } from './failure'
import type { Connection } from './sql-store'

/** What was once released is never changed: what comes later is a migration of its own. None goes back. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-events-and-snapshots': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('stageroute_events')
        .addColumn('position', 'bigint', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.unique())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
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
}

const provider: MigrationProvider = {
  getMigrations: () => Promise.resolve({ ...migrations })
}

/** Brings the tables of a database up to date, after what else it takes; where that fails, or they are of a later version than this one, it is closed. */
export const migrate = (
  { db, name }: Pick<Connection, 'db' | 'name'>,
  { schema, before }: { readonly schema?: string; readonly before: () => Promise<unknown> }
): TE.TaskEither<StoreFailure, void> =>
  pipe(
    attempt(name, async () => {
      await before()
      return new Migrator({
        db,
        provider,
        migrationTableName: 'stageroute_migrations',
        migrationLockTableName: 'stageroute_migration_lock',
        ...(schema === undefined ? {} : { migrationTableSchema: schema })
      }).migrateToLatest()
    }),
    TE.chainEitherK(({ error }) =>
      error === undefined ? E.right(undefined) : E.left(toFailure(name)(error))
    ),
    TE.orElse((failure) => async () => {
      await db.destroy()
      return E.left(failure)
    })
  )
