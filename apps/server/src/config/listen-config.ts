import { exactly, integerIn, oneOf, someText, textLike } from './leaf-codecs'
import {
  Count,
  EnvironmentName,
  Milliseconds,
  MillisecondsOrNone,
  Positive,
  ShareOrNone
} from './quantities'
import { about, byField, orNull, record, withDefault } from './shape-codecs'

/** Where the server listens and what it takes from a client. */
export const ListenConfig = record('a record of listen settings', {
  host: about(
    'Address to listen on. Only this machine reaches 127.0.0.1; 0.0.0.0 is every network it is in.',
    withDefault(textLike('an address or a host name', '^\\S+$'), '127.0.0.1')
  ),
  port: about(
    'Port to listen on; 0 for any that is free.',
    withDefault(integerIn({ least: 0, most: 65_535 }), 8080)
  ),
  maxBodyBytes: about('Longest body of a request, bytes.', withDefault(Count, 20_000_000)),
  maxHeaderBytes: about('Longest headers of a request, bytes.', withDefault(Count, 16_384)),
  headersMs: about(
    'Time that a client has to send its headers, milliseconds.',
    withDefault(Milliseconds, 10_000)
  ),
  bodyMs: about(
    'Time that a client has to send its body, milliseconds.',
    withDefault(Milliseconds, 60_000)
  ),
  maxConcurrent: about('Requests under way at a time; more are refused.', withDefault(Count, 1000)),
  drainMs: about(
    'Time that requests under way have to end when the server stops, milliseconds.',
    withDefault(MillisecondsOrNone, 30_000)
  )
})

const keeping = {
  keepDays: about(
    'Days for which records of queries are kept; null for ever. What was learned and spent stays.',
    withDefault(orNull(Positive), null)
  )
}

const SqliteState = record('a record with sqlite', {
  sqlite: about(
    'File of the SQLite database; made where there is none.',
    withDefault(someText, 'stageroute.db')
  ),
  survives: about(
    'What the last queries survive: the end of the process, or also the loss of power, for which each write waits for the disk.',
    withDefault(oneOf('process', 'power'), 'process')
  ),
  ...keeping
})

const PostgresState = record('a record with postgresEnv', {
  postgresEnv: about(
    'Environment variable that holds the URL of the PostgreSQL database.',
    EnvironmentName
  ),
  schema: about(
    'Schema of the tables; made where there is none.',
    withDefault(
      textLike(
        'a name of lower-case letters, digits and underscores that begins with a letter or underscore',
        '^[a-z_][a-z0-9_]{0,62}$'
      ),
      'stageroute'
    )
  ),
  connections: about('Connections to the database.', withDefault(Count, 4)),
  ...keeping
})

const MemoryState = record('a record with memory', {
  memory: about('Keeps everything in memory: it is lost when the server stops.', exactly(true)),
  ...keeping
})

/** Where what was spent and learnt is kept. */
export const StateConfig = byField(
  'a record with sqlite, postgresEnv or memory',
  { sqlite: SqliteState, postgresEnv: PostgresState, memory: MemoryState },
  'sqlite'
)

/** What the server tells about itself. */
export const TelemetryConfig = record('a record of telemetry settings', {
  log: about(
    'Least serious lines that are logged.',
    withDefault(oneOf('debug', 'info', 'warn', 'error', 'silent'), 'info')
  ),
  otlpUrl: about(
    'URL that traces are sent to (OTLP over HTTP); null for none.',
    withDefault(orNull(someText), null)
  ),
  traceShare: about('Share of the requests that is traced.', withDefault(ShareOrNone, 1))
})
