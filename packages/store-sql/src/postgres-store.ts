import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import type { Store, StoreFailure } from '@stageroute/store'
import { attempt } from './failure'
import { migrate } from './migrations'
import { makeSqlStore, type Connection } from './sql-store'
import type { Tables } from './tables'

/**
 * A store in a PostgreSQL database.
 *
 * Unit: `connectMs` in milliseconds.
 *
 * @category postgres
 * @since 0.1.0
 */
export interface PostgresSettings {
  readonly url: string
  readonly schema: string
  readonly connections: number
  readonly connectMs: number
}

/** What appenders wait for: positions have no gaps, so that only one may give them out. */
const APPENDING = 7_337_001

/** A name that can stand in a statement as it is. */
const isPlainName = (name: string): boolean => /^[a-z_][a-z0-9_]{0,62}$/.test(name)

/**
 * Opens the store of a schema, which is made where there is none. Processes may share it; they append one after the other.
 *
 * Errors: `unusable` for a schema that is not a name of lower-case letters, digits and underscores, or a database that cannot be reached. The URL is not
 *   told, as it holds a password.
 *
 * @category postgres
 * @since 0.1.0
 */
export const openPostgresStore = (
  settings: PostgresSettings
): TE.TaskEither<StoreFailure, Store> =>
  isPlainName(settings.schema)
    ? pipe(
        attempt('PostgreSQL', () => Promise.resolve(connectTo(settings))),
        TE.chainFirst((connection) =>
          migrate(connection, {
            schema: settings.schema,
            positionType: 'bigint',
            before: () =>
              sql`create schema if not exists ${sql.ref(settings.schema)}`.execute(connection.db)
          })
        ),
        TE.map(makeSqlStore)
      )
    : TE.left({ _tag: 'unusable', problem: 'the schema of a store is a plain lower-case name' })

const connectTo = ({ url, schema, connections, connectMs }: PostgresSettings): Connection => {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectMs,
    options: `-c search_path=${schema}`
  })
  // A connection that breaks while it is idle fails the next statement, not the process.
  pool.on('error', () => undefined)
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    name: `PostgreSQL schema ${schema}`,
    lock: async (transaction) => {
      await sql`select pg_advisory_xact_lock(${APPENDING}, hashtext(${schema}))`.execute(
        transaction
      )
    }
  }
}
