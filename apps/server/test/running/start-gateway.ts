import { randomBytes } from 'node:crypto'
import * as E from 'fp-ts/Either'
import type { JsonRecord } from 'fp-ts/Json'
import { hashKey, makeApiKey } from '@stageroute/gateway'
import { configMessage, readConfig } from '../../src/config/read-config'
import type { GatewayConfig } from '../../src/config/gateway-config'
import { startServer, type ServerSurroundings } from '../../src/start-server'
import { afterwards } from './afterwards'

/** What a gateway is started with, beside what all tests want: memory for a state, no limits that are in the way, and a key for each role. */
export interface GatewaySettings {
  /** Base URLs of the upstreams, by their names. */
  readonly upstreams: Readonly<Record<string, string>>
  readonly models: ReadonlyArray<JsonRecord>
  /** Other fields of the configuration, in the place of those that tests usually have. */
  readonly fields?: JsonRecord
  readonly surroundings?: Partial<ServerSurroundings>
}

/** A gateway that runs in the process of the test. */
export interface RunningGateway {
  readonly url: string
  /** Keys of the configuration: one that may do everything, and one for each role. */
  readonly keys: Readonly<Record<RoleName | 'all', string>>
  /** Lines of its log. */
  readonly logged: ReadonlyArray<string>
  readonly reload: () => Promise<E.Either<string, void>>
  readonly stop: () => Promise<void>
}

// On a machine that is busy a gateway takes its time to start.
jest.setTimeout(20_000)

type RoleName = 'call' | 'feedback' | 'read' | 'admin'

const roles: ReadonlyArray<RoleName> = ['call', 'feedback', 'read', 'admin']

/** USD per million tokens of every model that says nothing else: 100 micro-USD for one of input, 200 for one of output. */
export const usualPrice = { inputPerMillion: 100, outputPerMillion: 200 }

/** Returns an entry of a model for the configuration. */
export const modelAt = (upstream: string, id: string, fields: JsonRecord = {}): JsonRecord => ({
  id,
  upstream,
  price: usualPrice,
  maxOutputTokens: 100,
  capabilities: ['tools', 'json', 'images'],
  ...fields
})

const makeKey = async (
  name: string,
  granted: ReadonlyArray<RoleName>
): Promise<{ readonly token: string; readonly entry: JsonRecord }> => {
  const { id, token } = makeApiKey(randomBytes)
  const { salt, hash } = await hashKey(token, randomBytes)
  return { token, entry: { id, hash: { salt, hash }, name, roles: granted } }
}

const readFields = (fields: JsonRecord): GatewayConfig => {
  const read = readConfig(JSON.stringify(fields), 'test')
  if (E.isLeft(read)) throw new Error(configMessage(read.left))
  return read.right
}

const usualFields = ({ upstreams, models }: GatewaySettings): JsonRecord => ({
  version: 1,
  listen: { port: 0, drainMs: 2000 },
  state: { memory: true },
  budget: { usdPerQuery: 10, floatUsd: 1000 },
  stages: { maxDeployed: models.length, schedule: { everyQueries: 100_000 } },
  routing: { context: 'none' },
  retries: { most: 2, firstMs: 1, longestMs: 2 },
  breaker: { failures: 1000 },
  upstreams: Object.fromEntries(
    Object.entries(upstreams).map(([name, baseUrl]) => [name, { baseUrl }])
  ),
  models,
  telemetry: { log: 'warn' }
})

/** Starts a gateway; it is stopped after the tests of the file. */
export const startGateway = async (settings: GatewaySettings): Promise<RunningGateway> => {
  const all = await makeKey('all', roles)
  const single = await Promise.all(roles.map((role) => makeKey(role, [role])))
  const entries = [all, ...single].map(({ entry }) => entry)
  const config = readFields({ ...usualFields(settings), keys: entries, ...settings.fields })
  const logged: Array<string> = []
  const started = await startServer(config, {
    env: {},
    clock: { now: () => Date.now(), elapsed: () => performance.now() },
    random: () => 0,
    writeLog: (line) => void logged.push(line),
    readAgain: () => Promise.resolve(E.right(config)),
    ...settings.surroundings
  })
  if (E.isLeft(started)) throw new Error(started.left)
  const { url, stop, reload } = started.right
  afterwards(stop)
  const [call, feedback, read, admin] = single.map(({ token }) => token) as [
    string,
    string,
    string,
    string
  ]
  return { url, keys: { all: all.token, call, feedback, read, admin }, logged, reload, stop }
}
