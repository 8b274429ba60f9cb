import { Pool, type Dispatcher } from 'undici'
import type { BaseUrl } from './base-url'
import { toFailure, type UpstreamFailure } from './upstream-failure'

/**
 * How an upstream is called.
 *
 * Unit: durations in milliseconds, `longestAnswer` in bytes.
 *
 * @category upstream
 * @since 0.1.0
 */
export interface UpstreamSettings {
  readonly baseUrl: BaseUrl
  /** Sent with every call: what it takes to be let in. */
  readonly headers: Readonly<Record<string, string>>
  readonly connectMs: number
  /** From the call to the first byte of the answer. */
  readonly beginMs: number
  /** From the call to the last one. */
  readonly endMs: number
  readonly longestAnswer: number
}

/**
 * A request to an upstream.
 *
 * @category upstream
 * @since 0.1.0
 */
export interface UpstreamCall {
  readonly method: 'GET' | 'POST'
  /** Behind that of the base URL, with a slash. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string | null
}

/**
 * Headers of an answer, names in lower case.
 *
 * @category upstream
 * @since 0.1.0
 */
export type AnswerHeaders = Readonly<Record<string, string | ReadonlyArray<string> | undefined>>

/**
 * Hears how a call goes: `onBegin` once or not at all, then chunks, then either `onEnd` or `onFailure`, once; after it nothing.
 *
 * @category upstream
 * @since 0.1.0
 */
export interface AnswerListener {
  readonly onBegin: (status: number, headers: AnswerHeaders) => void
  readonly onChunk: (chunk: Uint8Array) => void
  readonly onEnd: () => void
  readonly onFailure: (failure: UpstreamFailure) => void
}

/**
 * A call under way. A pause keeps chunks from coming until `resume`, and lets the upstream feel it.
 *
 * @category upstream
 * @since 0.1.0
 */
export interface Flight {
  readonly pause: () => void
  readonly resume: () => void
  /** Gives the call up: the listener hears `aborted`, if it has not heard of the end. */
  readonly abort: () => void
}

/**
 * A server that answers. Connections are kept and used again; there are as many as there are calls at a time.
 *
 * @category upstream
 * @since 0.1.0
 */
export interface Upstream {
  readonly send: (call: UpstreamCall, listener: AnswerListener) => Flight
  /** Waits for the calls under way. */
  readonly close: () => Promise<void>
  /** Cuts the calls under way off: their listeners hear of it. */
  readonly drop: () => Promise<void>
}

/**
 * Opens an upstream; it connects when it is called. Redirects are answers like others: a key is never sent to another server than the one of the
 * configuration.
 *
 * @category upstream
 * @since 0.1.0
 */
export const openUpstream = (settings: UpstreamSettings): Upstream => {
  const { baseUrl, connectMs } = settings
  const own = inLowerCase({ 'accept-encoding': 'identity', ...settings.headers })
  // Times are kept here, to the millisecond; the client's own clock ticks once a second.
  const pool = new Pool(baseUrl.origin, {
    connections: null,
    connect: { timeout: connectMs },
    headersTimeout: 0,
    bodyTimeout: 0
  })
  return {
    send: (call, listener) => {
      const { flight, handler } = takeOff(settings, listener)
      pool.dispatch(
        {
          method: call.method,
          path: baseUrl.path + call.path,
          headers: Object.assign(inLowerCase(call.headers), own),
          body: call.body
        },
        handler
      )
      return flight
    },
    close: () => (pool.destroyed ? Promise.resolve() : pool.close()),
    drop: () => pool.destroy()
  }
}

/** In one case a name replaces the same name: two would both be sent, and with them two keys. */
const inLowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const lowered: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) lowered[name.toLowerCase()] = value
  return lowered
}

const aborted = new Error('the call was given up')

/** The state of one call, and what the client tells it. */
const takeOff = (
  { beginMs, endMs, longestAnswer }: UpstreamSettings,
  listener: AnswerListener
): { readonly flight: Flight; readonly handler: Dispatcher.DispatchHandler } => {
  let controller: Dispatcher.DispatchController | undefined
  let isOver = false
  let bytes = 0
  const end = (): boolean => {
    if (isOver) return false
    isOver = true
    clearTimeout(timer)
    return true
  }
  const fail = (failure: UpstreamFailure): void => {
    if (!end()) return
    controller?.abort(aborted)
    listener.onFailure(failure)
  }
  const firstMs = Math.min(beginMs, endMs)
  const started = performance.now()
  let hasBegun = false
  // Most calls are over by then: one that has begun is given what is left of its time only now.
  let timer = setTimeout(() => {
    if (!hasBegun) return fail({ _tag: 'tooSlow', awaited: 'begin', afterMs: firstMs })
    const leftMs = Math.max(0, endMs - (performance.now() - started))
    timer = setTimeout(() => fail({ _tag: 'tooSlow', awaited: 'end', afterMs: endMs }), leftMs)
  }, firstMs)
  return {
    flight: {
      pause: () => controller?.pause(),
      resume: () => controller?.resume(),
      abort: () => fail({ _tag: 'aborted' })
    },
    handler: {
      onRequestStart: (given) => {
        controller = given
        if (isOver) given.abort(aborted)
      },
      onResponseStart: (_, status, headers) => {
        if (isOver || status < 200) return
        hasBegun = true
        listener.onBegin(status, headers)
      },
      onResponseData: (_, chunk) => {
        if (isOver) return
        bytes += chunk.length
        if (bytes > longestAnswer) fail({ _tag: 'tooLong', bytes })
        else listener.onChunk(chunk)
      },
      onResponseEnd: () => {
        if (end()) listener.onEnd()
      },
      onResponseError: (_, error) => fail(toFailure(error))
    }
  }
}
