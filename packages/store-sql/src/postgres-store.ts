import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Pool } from 'pg'
import type { Store, StoreFailure } from '@stageroute/store'
import { attempt, closing } from './failure'
import { migrate } from './migrations'
import { claimSchema, type Claim } from './postgres-claim'
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
  /** Whether no other process may have it open as well; false where not given. One connection more is taken for that. */
  readonly isExclusive?: boolean
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
        attempt(NAME, () => connectTo(settings)),
        TE.chainFirst(({ connection }) =>
          migrate(connection, {
            schema: settings.schema,
            positionType: 'bigint',
            before: () =>
              sql`create schema if not exists ${sql.ref(settings.schema)}`.execute(connection.db)
          })
        ),
        TE.chain((connected) =>
          settings.isExclusive === true
            ? claimFor(connected, settings.schema)
            : TE.right(makeSqlStore(connected.connection))
        )
      )
    : TE.left({ _tag: 'unusable', problem: 'the schema of a store is a plain lower-case name' })

const NAME = 'PostgreSQL'

interface Connected {
  readonly pool: Pool
  readonly connection: Connection
}

/** The store of a schema that is claimed; it is no longer to be used when the claim is lost. */
const claimFor = (
  { pool, connection }: Connected,
  schema: string
): TE.TaskEither<StoreFailure, Store> =>
  pipe(
    attempt(NAME, () => claimSchema(pool, schema)),
    TE.orElse<StoreFailure, Claim | null, StoreFailure>(closing(connection.db)),
    TE.chain((claim) =>
      claim === null
        ? closing(connection.db)({
            _tag: 'unusable',
            problem: `${connection.name}: is open in another process`
          })
        : TE.right(guarded(makeSqlStore(connection), connection.name, claim))
    )
  )

const guarded = (store: Store, name: string, claim: Claim): Store => {
  const whenHeld = <A>(task: TE.TaskEither<StoreFailure, A>): TE.TaskEither<StoreFailure, A> =>
    pipe(
      TE.fromEither(
        claim.isHeld()
          ? E.right(undefined)
          : E.left<StoreFailure>({
              _tag: 'unusable',
              problem: `${name}: another process may have it now`
            })
      ),
      TE.chain(() => task)
    )
  return {
    ...store,
    append: (events) => () => whenHeld(store.append(events))(),
    putSnapshot: (of, snapshot) => () => whenHeld(store.putSnapshot(of, snapshot))(),
    close: async () => {
      claim.release()
      await store.close()
    }
  }
}

const connectTo = async ({
  url,
  schema,
  connections,
  connectMs,
  isExclusive = false
}: PostgresSettings): Promise<Connected> => {
  // Loaded where there is such a database, and not for a file.
  const { Pool } = await import('pg')
  const pool = new Pool({
    connectionString: url,
    max: connections + (isExclusive ? 1 : 0),
    connectionTimeoutMillis: connectMs,
    options: `-c search_path=${schema}`
  })
  // A connection that breaks while it is idle fails the next statement, not the process.
  pool.on('error', () => undefined)
  const connection: Connection = {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    name: `PostgreSQL schema ${schema}`,
    lock: async (transaction) => {
      await sql`select pg_advisory_xact_lock(${APPENDING}, hashtext(${schema}))`.execute(
        transaction
      )
    }
  }
  return { pool, connection }
}
