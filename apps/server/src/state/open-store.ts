import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { makeMemoryStore, type Store } from '@stageroute/store'
import { openPostgresStore, openSqliteStore } from '@stageroute/store-sql'
import type { GatewayConfig } from '../config/gateway-config'
import type { StateProblem } from './server-state'

/** Time that a database has to answer, milliseconds. */
const CONNECT_MS = 10_000

/** Opens the store of a configuration. */
export const openStore = (
  state: GatewayConfig['state'],
  env: Readonly<Record<string, string | undefined>>
): TE.TaskEither<StateProblem, Store> => {
  if ('memory' in state) return TE.right(makeMemoryStore())
  if ('sqlite' in state)
    return pipe(
      openSqliteStore({ file: state.sqlite, survives: state.survives }),
      TE.mapLeft(({ problem }) => ({ _tag: 'stateProblem', problem }))
    )
  const url = env[state.postgresEnv]
  if (url === undefined || url === '')
    return TE.left({
      _tag: 'stateProblem',
      problem: `the environment variable ${state.postgresEnv} is not set`
    })
  const { schema, connections } = state
  return pipe(
    // Two servers on one state would spend its budget twice.
    openPostgresStore({ url, schema, connections, connectMs: CONNECT_MS, isExclusive: true }),
    TE.mapLeft(({ problem }) => ({ _tag: 'stateProblem', problem }))
  )
}
