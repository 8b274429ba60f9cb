import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Admitted, AttemptCost, Verdict } from '@stageroute/engine'
import type { ApiError, ClientRequest, Usage } from '@stageroute/gateway'
import type { Gateway } from '../gateway'
import type { Headers } from '../http/replies'
import type { HeldKey } from '../keys/held-key'
import type { RequestSpan } from '../telemetry/traces'

/** A client's request and everything that becomes of it. */
export interface Exchange {
  readonly gateway: Gateway
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly id: string
  readonly key: HeldKey
  readonly request: ClientRequest
  /** The body as it came. */
  readonly body: Uint8Array
  /** Tokens that it was likely to need, input and output together. */
  readonly tokens: number
  /** When it came, by the clock that never goes back. */
  readonly entered: number
  readonly span: RequestSpan | null
  /** Headers that every answer has. */
  readonly headers: Headers
  admitted: Admitted
  readonly ends: Array<AttemptEnd>
  /** When the last attempt was sent, and when it ended. */
  sentAt: number
  endedAt: number
  /** Milliseconds in which an upstream was waited for, in all. */
  waited: number
  firstByteAt: number | null
  /** Whether it is booked. */
  isClosed: boolean
}

/** How an attempt ended. */
export interface AttemptEnd {
  readonly outcome: string
  readonly cost: AttemptCost
}

/** An attempt that gave the client nothing. */
export interface AttemptFailure extends AttemptEnd {
  readonly _tag: 'failed'
  readonly verdict: Verdict
  /** What the client is told when nobody else can answer. */
  readonly error: ApiError
}

/** A whole answer. */
export interface WholeAnswer {
  readonly _tag: 'whole'
  readonly status: number
  readonly contentType: string
  readonly body: Uint8Array | string
  readonly usage: Usage | null
  readonly fields: Readonly<Record<string, unknown>>
}

/** A stream of which the client has had at least the beginning. `held` is its end, which it has not had yet; `failure` says why there is none. */
export interface StreamedAnswer {
  readonly _tag: 'streamed'
  readonly held: Uint8Array | null
  readonly usage: Usage | null
  readonly failure: ApiError | null
  /** What the client was sent, as far as anybody wants to look at it. */
  readonly seen: ReadonlyArray<Uint8Array>
}

export type AttemptResult = AttemptFailure | WholeAnswer | StreamedAnswer
