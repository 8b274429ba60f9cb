import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonRecord } from 'fp-ts/Json'
import { makeKey } from '../../src/keys/make-key'
import { afterwards } from '../running/afterwards'
import { modelAt } from '../running/start-gateway'
import { once, shortAt } from './start-faulty'
import { temporaryFile } from './state-files'

/** Serves a configuration as the command does, from what was built: its address on standard output, what keeps it from running in one line on the other. */
const script = `
const { readConfigFile, startFromFile } = require(${JSON.stringify(join(__dirname, '..', '..', 'dist'))})
const fail = (problem) => { process.stderr.write(problem + '\\n'); process.exitCode = 1 }
const file = process.argv[1]
const config = readConfigFile(file)
if (config._tag === 'Left') fail(config.left)
else startFromFile(file, config.right).then((server) => {
  if (server._tag === 'Left') return fail(server.left)
  process.once('SIGTERM', () => void server.right.stop())
  process.stdout.write(server.right.url + '\\n')
})`

/** How a process ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  /** All that it wrote to standard error. */
  readonly errors: string
}

/** A server in a process of its own. */
export interface ServeProcess {
  /** Null where it did not start. */
  readonly url: string | null
  readonly kill: (signal: 'SIGTERM' | 'SIGKILL') => void
  readonly ended: Promise<Ended>
  readonly errors: () => string
  readonly pid: number
}

/** A key that may do everything, and the configuration with it. */
export interface Served {
  readonly file: string
  readonly key: string
}

/** Writes the configuration of a server with one model, `steady`. */
export const writeConfig = async (baseUrl: string, fields: JsonRecord = {}): Promise<Served> => {
  const { id, token, hash } = await makeKey(randomBytes)
  const file = temporaryFile('stageroute.json')
  const roles = ['call', 'feedback', 'read', 'admin']
  const config = {
    version: 1,
    ...once,
    state: { sqlite: temporaryFile() },
    budget: { usdPerQuery: 10, floatUsd: 1000 },
    stages: { maxDeployed: 1, schedule: { everyQueries: 100_000 } },
    routing: { context: 'none' },
    upstreams: { simulated: shortAt(baseUrl) },
    models: [modelAt('simulated', 'steady')],
    keys: [{ id, hash: { salt: hash.salt, hash: hash.hash }, name: 'all', roles }],
    telemetry: { log: 'warn' },
    ...fields
  }
  writeFileSync(file, JSON.stringify(config))
  return { file, key: token }
}

const untilUrl = (child: ChildProcess, ended: Promise<Ended>): Promise<string | null> =>
  new Promise((resolve) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(text.trim())
    })
    void ended.then(() => resolve(null))
  })

/** Starts a server in a process of its own; it is killed after the tests of the file. A promise that is rejected and not caught ends it. */
export const serve = async ({ file }: Pick<Served, 'file'>): Promise<ServeProcess> => {
  const child = spawn(process.execPath, ['--unhandled-rejections=strict', '-e', script, file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] }
  })
  afterwards(() => child.kill('SIGKILL'))
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, errors }))
  })
  return {
    url: await untilUrl(child, ended),
    kill: (signal) => void child.kill(signal),
    ended,
    errors: () => errors,
    pid: child.pid ?? 0
  }
}
