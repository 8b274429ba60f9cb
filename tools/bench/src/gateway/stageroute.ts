import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { workspaceRoot } from './workspace-root'

/** The command that is measured. */
export const stageRouteCommand = join(workspaceRoot, 'apps', 'cli', 'dist', 'main.js')

const MODELS = ['small', 'medium', 'large']
const STAGE_QUERIES = 1000

/** What has to be known of our configuration to read the figures. */
export const stageRouteNotes: ReadonlyArray<string> = [
  `StageRoute checks a key, routes among ${MODELS.length} models, plans anew every ${STAGE_QUERIES} queries, meters, and keeps every query in SQLite before its client is told.`
]

/** A key, and what a configuration holds of it: an entry of a list, in YAML. */
export interface BenchKey {
  readonly token: string
  readonly entry: string
}

/** Reads a key and its entry out of what `stageroute key` says. */
export const readKey = (stdout: string, stderr: string): E.Either<string, BenchKey> => {
  const lines = stderr.split('\n')
  const entry = lines.filter((line) => /^(- | {2,})/.test(line)).join('\n')
  const token = stdout.trim()
  return token.startsWith('sr-') && entry.startsWith('- ')
    ? E.right({ token, entry })
    : E.left(`stageroute key makes none: ${stderr.trim().slice(-300)}`)
}

/** Returns a new key that may call. */
export const makeBenchKey = (): E.Either<string, BenchKey> => {
  const words = [stageRouteCommand, 'key', '--roles', 'call,feedback,read', '--name', 'bench']
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  return readKey(stdout, stderr)
}

/** What differs from run to run of a configuration. */
export interface ConfigWords {
  readonly port: number
  readonly database: string
  readonly upstreamUrl: string
  readonly model: string
  readonly key: BenchKey
  readonly seed: number
}

/**
 * Returns a configuration with everything on that stands between a request and its answer: a key, money, a state that is kept on disk, models to choose from
 * and plans of which to deploy.
 */
export const configText = (words: ConfigWords): string => {
  const { port, database, upstreamUrl, model, key, seed } = words
  const fields = {
    version: 1,
    listen: { host: '127.0.0.1', port },
    state: { sqlite: database, survives: 'process' },
    seed,
    budget: { usdPerQuery: 1, floatUsd: 1_000_000 },
    stages: { maxDeployed: 2, schedule: { everyQueries: STAGE_QUERIES } },
    upstreams: { mock: { baseUrl: upstreamUrl } },
    models: MODELS.map((id, i) => ({
      id,
      upstream: 'mock',
      name: model,
      price: { inputPerMillion: 0.15 * (i + 1), outputPerMillion: 0.6 * (i + 1) }
    })),
    telemetry: { log: 'info' }
  }
  // JSON is YAML, and so are lines of a name and JSON.
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  return `${lines.join('\n')}\nkeys:\n${key.entry}\n`
}
