export { openPostgresStore, type PostgresSettings } from './postgres-store'
export { openSqliteStore, type SqliteSettings } from './sqlite-store'
