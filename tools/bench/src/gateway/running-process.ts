import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import * as E from 'fp-ts/Either'

/** A server in a process of its own, seen from outside. */
export interface RunningProcess {
  /** Milliseconds from its start to its first answer. */
  readonly answersAfterMs: number
  /** Bytes that are resident; null where the system does not tell. */
  readonly residentBytes: () => number | null
  /** Milliseconds for which all of its threads have computed, together; null where the system does not tell. */
  readonly computedMs: () => number | null
  readonly hasEnded: () => boolean
  readonly stop: () => Promise<void>
}

/** How a server is started. */
export interface Start {
  /** Arguments of Node. */
  readonly args: ReadonlyArray<string>
  readonly env?: Readonly<Record<string, string>>
  /** URL that answers, whatever it says, as soon as it listens. */
  readonly aliveUrl: string
  /** Milliseconds in which it has to answer. */
  readonly withinMs?: number
}

const START_MS = 30_000
const LOOK_AGAIN_MS = 5
const ANSWER_MS = 2_000
const STOP_MS = 5_000

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Returns a port of the loopback interface that nobody listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

const answers = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: ANSWER_MS }, (response) => {
      response.resume()
      response.on('close', () => resolve(true))
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })

/** What the variables of npm and of Node's own options would change in a server is not what is measured. */
const plainEnvironment = (): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS$|NODE_PATH$)/i.test(name))
  )

const readOrNull = <A>(read: () => A): A | null => {
  try {
    return read()
  } catch {
    return null
  }
}

/** Reads the resident memory out of `/proc/PID/status`. */
export const readResident = (status: string): number | null => {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(status)
  return found === null ? null : Number(found[1]) * 1024
}

/** Linux counts times in hundredths of a second. */
const TICK_MS = 10

/** Reads the time that was computed, in and for the process, out of `/proc/PID/stat`. */
export const readComputed = (stat: string): number | null => {
  // The name, in brackets, may have spaces of its own; the times are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  return Number.isFinite(ticks) ? ticks * TICK_MS : null
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await ended
  clearTimeout(timer)
}

const watch = (child: ChildProcess, answersAfterMs: number): RunningProcess => {
  const tell = (file: string): string => readFileSync(`/proc/${child.pid}/${file}`, 'utf8')
  return {
    answersAfterMs,
    residentBytes: () => readOrNull(() => readResident(tell('status'))),
    computedMs: () => readOrNull(() => readComputed(tell('stat'))),
    hasEnded: () => hasEnded(child),
    stop: () => stopChild(child)
  }
}

/**
 * Starts a server, and resolves when it answers.
 *
 * Errors: what it said last, where it ends before or does not answer in time; nothing is left running then.
 */
export const startProcess = async ({
  args,
  env = {},
  aliveUrl,
  withinMs = START_MS
}: Start): Promise<E.Either<string, RunningProcess>> => {
  const started = performance.now()
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...plainEnvironment(), NODE_ENV: 'production', ...env }
  })
  let said = ''
  const hear = (chunk: Buffer): void => void (said = `${said}${chunk.toString()}`.slice(-2000))
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  child.on('error', (error) => hear(Buffer.from(error.message)))
  // Whatever ends this process ends its servers.
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.removeListener('exit', kill))
  while (!hasEnded(child) && performance.now() - started < withinMs) {
    if (await answers(aliveUrl)) return E.right(watch(child, performance.now() - started))
    await pause(LOOK_AGAIN_MS)
  }
  await stopChild(child)
  return E.left(`does not answer: ${said.trim().slice(-500)}`)
}
