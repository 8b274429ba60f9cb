import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import type { AccountEntry } from './account'
import { answerWith } from './routes'
import { invalid, type SimulatedFailure } from './simulated-failure'
import { readFigures, type SimulatedModel } from './simulated-model'
import { makeSimulation } from './simulation'

/**
 * What a simulated upstream is started with.
 *
 * - `seed`: an integer from 0 and below 2^32; the same seed and the same requests in the same order get the same answers.
 * - `host`: the loopback address unless given. `port`: 0 is any that is free.
 * - `key`: when given, whoever does not send it as a bearer token is refused, but for `/health`.
 * - `keepsAccount`: true unless given; without, the account stays empty and a request costs less.
 *
 * @category upstream
 * @since 0.1.0
 */
export interface SimulatedSettings {
  readonly models: ReadonlyArray<SimulatedModel>
  readonly seed: number
  readonly host?: string
  readonly port: number
  readonly key?: string | null
  readonly keepsAccount?: boolean
}

/**
 * A simulated upstream that listens. `url` is what clients of the OpenAI API take for a base URL, with `/v1` at its end.
 *
 * @category upstream
 * @since 0.1.0
 */
export interface RunningUpstream {
  readonly url: string
  readonly port: number
  /** All requests that have ended, in the order in which they did. */
  readonly account: () => ReadonlyArray<AccountEntry>
  /** Breaks all connections; whatever is being answered counts as aborted. */
  readonly close: () => Promise<void>
}

/** Connections are kept for longer than clients do, so that none is closed while a request is on its way. */
const KEPT_MS = 120_000

const listen =
  (server: Server, host: string, port: number): TE.TaskEither<SimulatedFailure, number> =>
  () =>
    new Promise((resolve) => {
      server.once('error', (error: Error & { readonly code?: string }) =>
        resolve(E.left({ _tag: 'cannotListen', host, port, problem: error.code ?? error.message }))
      )
      server.listen(port, host, () => resolve(E.right((server.address() as AddressInfo).port)))
    })

/** A server that is closed already says so, and that is as good. */
const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/** Where a server that listens everywhere is reached from here. */
const reachable = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

const isWholeBelow = (value: number, end: number): boolean =>
  Number.isSafeInteger(value) && value >= 0 && value < end

const checkSettings = ({
  models,
  seed,
  port
}: SimulatedSettings): E.Either<SimulatedFailure, ReadonlyArray<SimulatedModel>> => {
  if (!isWholeBelow(seed, 2 ** 32))
    return E.left(invalid('seed', 'must be an integer from 0 and below 2^32'))
  if (!isWholeBelow(port, 65_536))
    return E.left(invalid('port', 'must be an integer from 0 to 65535'))
  return readFigures(models)
}

/**
 * Starts a simulated upstream: an OpenAI-compatible server whose answers, failures and times follow figures, and which fails in the way that the
 * `metadata.simulate` of a request asks for.
 *
 * Errors: figures or settings that cannot be, named by field; an address that cannot be listened at.
 *
 * @category upstream
 * @since 0.1.0
 */
export const startSimulatedUpstream = (
  settings: SimulatedSettings
): TE.TaskEither<SimulatedFailure, RunningUpstream> =>
  pipe(
    TE.fromEither(checkSettings(settings)),
    TE.chain((figures) => {
      const { seed, host = '127.0.0.1', port, key = null, keepsAccount = true } = settings
      const simulation = makeSimulation(figures, seed, key, keepsAccount)
      const server = createServer({ keepAliveTimeout: KEPT_MS }, answerWith(simulation))
      return pipe(
        listen(server, host, port),
        TE.map((given) => ({
          url: `http://${reachable(host)}:${given}/v1`,
          port: given,
          account: simulation.account.entries,
          close: () => close(server)
        }))
      )
    })
  )
