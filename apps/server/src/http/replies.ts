import type { ServerResponse } from 'node:http'
import { errorHeaders, toEnvelope, writeEvent, type ApiError } from '@stageroute/gateway'

/** Headers by name. */
export type Headers = Readonly<Record<string, string>>

/** Sends a whole body, unless the answer has begun or its client has gone. */
export const sendBytes = (
  res: ServerResponse,
  status: number,
  headers: Headers,
  body: Uint8Array | string
): void => {
  if (res.headersSent || res.destroyed) return
  res.writeHead(status, Object.assign({ 'content-length': Buffer.byteLength(body) }, headers))
  res.end(body)
}

/** Sends a value as JSON. */
export const sendJson = (
  res: ServerResponse,
  status: number,
  headers: Headers,
  value: unknown
): void =>
  sendBytes(res, status, { ...headers, 'content-type': 'application/json' }, JSON.stringify(value))

/** Sends a failure as clients of the OpenAI API read it: whole, or where the answer is a stream that has begun as its last event. */
export const sendError = (res: ServerResponse, headers: Headers, error: ApiError): void => {
  if (!res.headersSent)
    return sendJson(res, error.status, { ...headers, ...errorHeaders(error) }, toEnvelope(error))
  if (!res.destroyed && !res.writableEnded)
    res.end(writeEvent('', JSON.stringify(toEnvelope(error))))
}
