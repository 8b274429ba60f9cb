import {
  makeEventSplitter,
  decodeText,
  parseText,
  apiErrors,
  readUsage,
  watchChat,
  watchResponses,
  writeUpstreamBody,
  type AnswerHeaders,
  type AnswerListener,
  type Flight,
  type Upstream
} from '@stageroute/gateway'
import * as E from 'fp-ts/Either'
import { failureOfCall, failureOfStatus, garbage, isModelsFault } from './classify'
import { toClientError } from './client-error'
import type { AttemptResult, Exchange } from './exchange'
import { makeClientStream } from './client-stream'
import type { ServedModel } from './served-model'

const paths = {
  chat: '/chat/completions',
  responses: '/responses',
  embeddings: '/embeddings'
} as const

/** Longest event of a stream, bytes. */
const LONGEST_EVENT = 8_000_000

const isJson = 'application/json'

const headerOf = (headers: AnswerHeaders, name: string): string => {
  const value = headers[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

/** What a client is told whose body can be read and not be written again. */
const tooDeep = toClientError(
  400,
  E.right({ error: { message: 'the body is nested too deeply to be passed on' } })
)

/** Sends the request to a model and resolves when it is known what came of it; what a stream says is passed on meanwhile. */
export const tryModel = (
  exchange: Exchange,
  model: ServedModel,
  upstream: Upstream
): Promise<AttemptResult> =>
  new Promise((resolve) => {
    const { gateway, request, id, span } = exchange
    let listener: AnswerListener | null = null
    exchange.sentAt = gateway.clock.elapsed()
    const done = (result: AttemptResult): void => {
      exchange.endedAt = gateway.clock.elapsed()
      exchange.waited += exchange.endedAt - exchange.sentAt
      resolve(result)
    }
    const body = E.tryCatch(
      () => writeUpstreamBody(request, model.name, exchange.body),
      () => tooDeep
    )
    if (E.isLeft(body)) return done(body.left)
    const flight: Flight = upstream.send(
      {
        method: 'POST',
        path: paths[request.kind] + model.query,
        headers: {
          'content-type': isJson,
          'x-request-id': id,
          ...(span?.traceparent ? { traceparent: span.traceparent } : {})
        },
        body: body.right
      },
      {
        onBegin: (status, headers) => {
          const isStream =
            status < 300 &&
            request.isStream &&
            headerOf(headers, 'content-type').startsWith('text/event-stream')
          listener = isStream
            ? hearStream(exchange, model, flight, done)
            : hearWhole(exchange, { status, headers }, done)
        },
        onChunk: (chunk) => listener?.onChunk(chunk),
        onEnd: () => listener?.onEnd(),
        onFailure: (failure) =>
          listener === null ? done(failureOfCall(failure)) : listener.onFailure(failure)
      }
    )
  })

type Done = (result: AttemptResult) => void

/** An error in the place of an answer, as some servers send it with a status of success. A response may tell of one, and is an answer all the same. */
const isError = ({ error, object }: Readonly<Record<string, unknown>>): boolean =>
  (error ?? null) !== null && object !== 'response'

/** Longest body that is sent as a text: with its headers it is then written at once, which more than makes up for encoding it again. */
const LONGEST_TEXT = 65_536

const noText = E.left(apiErrors.upstreamFailed('no UTF-8'))

const hearWhole = (
  { gateway }: Exchange,
  { status, headers }: { readonly status: number; readonly headers: AnswerHeaders },
  done: Done
): AnswerListener => {
  const chunks: Array<Uint8Array> = []
  const isRefusal = status >= 300 && (status < 400 || isModelsFault(status))
  const refuse = (): void => done(failureOfStatus(status, headers, gateway.clock.now()))
  return {
    onBegin: () => undefined,
    onChunk: (chunk) => void chunks.push(chunk),
    // The words of a refusal may be missing: it is one by its status.
    onFailure: (failure) => (isRefusal ? refuse() : done(failureOfCall(failure))),
    onEnd: () => {
      if (isRefusal) return refuse()
      const [only] = chunks
      const bytes = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)
      const text = decodeText(bytes)
      const parsed = text === null ? noText : parseText(text)
      if (status >= 400) return done(toClientError(status, parsed))
      if (E.isLeft(parsed)) return done(garbage('no JSON object'))
      const fields = parsed.right
      if (isError(fields)) return done(garbage('an error'))
      done({
        _tag: 'whole',
        status,
        contentType: headerOf(headers, 'content-type') || isJson,
        body: text !== null && bytes.length <= LONGEST_TEXT ? text : bytes,
        usage: readUsage(fields['usage']),
        fields
      })
    }
  }
}

const hearStream = (
  exchange: Exchange,
  model: ServedModel,
  flight: Flight,
  done: Done
): AnswerListener => {
  const { request } = exchange
  const splitter = makeEventSplitter(LONGEST_EVENT)
  const watch = request.kind === 'chat' ? watchChat(request) : watchResponses()
  const client = makeClientStream(exchange, model, flight)
  let isOver = false
  let held: Uint8Array | null = null
  const end = (result: AttemptResult): void => {
    if (isOver) return
    isOver = true
    done(result)
  }
  const breakOff = (failure: ReturnType<typeof garbage>): void => {
    if (isOver) return
    client.flush()
    const usage = watch.usage()
    const { error } = failure
    if (!client.hasBegun()) end(failure)
    else end({ _tag: 'streamed', held: null, usage, failure: error, seen: client.seen() })
    // Nobody listens to what else there is.
    flight.abort()
  }
  const onEvent = (event: Uint8Array): void => {
    if (isOver || held !== null) return
    const verdict = watch.see(event)
    if (verdict === 'broken') return breakOff(garbage('no stream of events that make sense'))
    if (verdict === 'drop') return
    if (watch.isComplete()) held = event
    else client.pass(event)
  }
  return {
    onBegin: () => undefined,
    onChunk: (chunk) => {
      if (!splitter.push(chunk, onEvent)) return breakOff(garbage('an event without end'))
      if (isOver) return
      client.flush()
      if (held === null) return
      end({ _tag: 'streamed', held, usage: watch.usage(), failure: null, seen: client.seen() })
    },
    onFailure: (failure) => breakOff(failureOfCall(failure)),
    onEnd: () => breakOff(garbage('a stream without end'))
  }
}
