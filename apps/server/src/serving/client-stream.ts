import type { Flight } from '@stageroute/gateway'
import type { Exchange } from './exchange'
import { streamHeaders } from './answer-headers'
import type { ServedModel } from './served-model'

/** What a client is sent of a stream. Nothing is sent, not even headers, before there is an event to pass. */
export interface ClientStream {
  readonly pass: (event: Uint8Array) => void
  /** Sends what was passed since the last time, in one piece. */
  readonly flush: () => void
  readonly hasBegun: () => boolean
  readonly seen: () => ReadonlyArray<Uint8Array>
}

/** Bytes of a stream that are looked at when it is over. */
const MOST_SEEN = 1_000_000

/**
 * Returns the client's side of a stream. A client that reads slowly slows the upstream down; one that has gone does not, so that the stream is
 * read to its end and what it used is known.
 */
export const makeClientStream = (
  exchange: Exchange,
  model: ServedModel,
  flight: Flight
): ClientStream => {
  const { res, gateway } = exchange
  const { feedback } = gateway.setup.config
  const isWatched = feedback.judge !== null || feedback.jsonSchema || feedback.lengthStop !== null
  let waiting: Array<Uint8Array> = []
  let hasBegun = false
  let seenBytes = 0
  const seen: Array<Uint8Array> = []
  const begin = (): void => {
    hasBegun = true
    exchange.firstByteAt = gateway.clock.elapsed()
    if (!res.destroyed) res.writeHead(200, streamHeaders(exchange, model))
  }
  const look = (event: Uint8Array): void => {
    seenBytes += event.length
    if (seenBytes <= MOST_SEEN) seen.push(event)
  }
  // One that leaves while it is waited for must not be waited for any longer.
  res.on('close', flight.resume)
  return {
    pass: (event) => {
      waiting.push(event)
      if (isWatched) look(event)
    },
    flush: () => {
      if (waiting.length === 0) return
      if (!hasBegun) begin()
      const [only] = waiting
      const bytes = waiting.length === 1 && only !== undefined ? only : Buffer.concat(waiting)
      waiting = []
      if (res.destroyed || res.write(bytes)) return
      flight.pause()
      res.once('drain', flight.resume)
    },
    hasBegun: () => hasBegun,
    seen: () => seen
  }
}
