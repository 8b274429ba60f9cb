import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { workspaceRoot } from './workspace-root'

/** The command whose `serve` is measured. */
export const stageRouteCommand = join(workspaceRoot, 'apps', 'cli', 'dist', 'main.js')

interface KeyHash {
  readonly salt: string
  readonly hash: string
}

/** As much as is used here of the package that makes keys. */
interface Keys {
  readonly makeApiKey: (random: (bytes: number) => Uint8Array) => {
    readonly id: string
    readonly token: string
  }
  readonly hashKey: (
    token: string,
    random: (bytes: number) => Uint8Array
  ) => Promise<{ readonly salt: string; readonly hash: string }>
}

/** A key and what a configuration holds of it. */
export interface BenchKey {
  readonly id: string
  readonly token: string
  readonly hash: KeyHash
}

/** Returns a new key, as the server that is measured makes them. */
export const makeBenchKey = async (): Promise<BenchKey> => {
  const load = createRequire(join(workspaceRoot, 'apps', 'server', 'package.json'))
  const { makeApiKey, hashKey } = load('@stageroute/gateway') as Keys
  const key = makeApiKey(randomBytes)
  return { ...key, hash: await hashKey(key.token, randomBytes) }
}

/** What differs from run to run of a configuration. */
export interface ConfigWords {
  readonly port: number
  readonly database: string
  readonly upstreamUrl: string
  readonly model: string
  readonly key: Pick<BenchKey, 'id' | 'hash'>
  readonly seed: number
}

const modelNames = ['small', 'medium', 'large']

/**
 * Returns a configuration with everything on that stands between a request and its answer: a key, money, a state that is kept on disk, models to choose from
 * and plans of which to deploy.
 */
export const configText = ({
  port,
  database,
  upstreamUrl,
  model,
  key,
  seed
}: ConfigWords): string =>
  JSON.stringify(
    {
      version: 1,
      listen: { host: '127.0.0.1', port },
      state: { sqlite: database, survives: 'process' },
      seed,
      budget: { usdPerQuery: 1, floatUsd: 1_000_000 },
      stages: { maxDeployed: 2, schedule: { everyQueries: 1000 } },
      upstreams: { mock: { baseUrl: upstreamUrl } },
      models: modelNames.map((id, i) => ({
        id,
        upstream: 'mock',
        name: model,
        price: { inputPerMillion: 0.15 * (i + 1), outputPerMillion: 0.6 * (i + 1) }
      })),
      keys: [{ id: key.id, hash: key.hash, name: 'bench', roles: ['call', 'feedback', 'read'] }],
      telemetry: { log: 'info' }
    },
    null,
    2
  )
