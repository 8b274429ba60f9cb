import { Migrator, type Kysely, type Migration, type MigrationProvider } from 'kysely'
import type { Tables } from './tables'

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

/** Brings the tables up to date; rejects where that fails, or where they are of a later version than this one. */
export const migrate = async (db: Kysely<Tables>, schema?: string): Promise<void> => {
  const { error } = await new Migrator({
    db,
    provider,
    migrationTableName: 'stageroute_migrations',
    migrationLockTableName: 'stageroute_migration_lock',
    ...(schema === undefined ? {} : { migrationTableSchema: schema })
  }).migrateToLatest()
  if (error !== undefined) throw error
}
