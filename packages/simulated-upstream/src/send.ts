import type { IncomingMessage, ServerResponse } from 'node:http'
import { envelopeOf, type Problem } from './problem'

/** A request and where its answer goes. `requestId` came with it, or is an empty text. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestId: string
}

const EMPTY: ReadonlyArray<string> = []

export const JSON_TYPE = 'application/json'

/** The name under which a request came is told back. */
export const idHeader = (requestId: string): ReadonlyArray<string> =>
  requestId === '' ? EMPTY : ['x-request-id', requestId]

/** Sends JSON in one piece. */
export const sendJson = (
  { response, requestId }: Exchange,
  status: number,
  body: string,
  more: ReadonlyArray<string> = EMPTY
): void => {
  const head = ['content-type', JSON_TYPE, 'content-length', String(Buffer.byteLength(body))]
  if (requestId !== '') head.push('x-request-id', requestId)
  if (more.length > 0) head.push(...more)
  response.writeHead(status, head)
  // A string goes out in one write with the head; a buffer would take two.
  response.end(body)
}

export const sendProblem = (
  exchange: Exchange,
  problem: Problem,
  more: ReadonlyArray<string> = EMPTY
): void => sendJson(exchange, problem.status, envelopeOf(problem), more)
