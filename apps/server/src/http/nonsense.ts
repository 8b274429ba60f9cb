import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { apiErrors, toEnvelope, type ApiError } from '@stageroute/gateway'
import { tooSlow } from './read-body'
import { newRequestId } from './request-id'

/** The last answer that was begun on a connection. */
const lastAnswers = new WeakMap<Socket, ServerResponse>()

/** Has to be told of every request: what is nonsense behind it must not be answered before it is. */
export const noteAnswer = (res: ServerResponse): void => void lastAnswers.set(res.req.socket, res)

/** What is wrong with a request before anybody looks at what it asks for, or null. */
export const problemOf = ({ httpVersion, headers: { host } }: IncomingMessage): string | null => {
  if (httpVersion === '1.0') return null
  if (httpVersion !== '1.1') return 'only HTTP/1.1 and HTTP/1.0 are spoken here'
  return host === undefined || host.includes(',') ? 'one header Host is needed' : null
}

type Wrong = Error & { readonly code?: string }

/** Answers what is no HTTP: too long, too slow, or nonsense. */
export const answerNonsense = (error: Wrong, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const last = lastAnswers.get(socket)
  if (last === undefined || last.writableFinished) return say(error, socket)
  if (last.req.complete) return void last.once('finish', () => say(error, socket))
  // It is the body of the last request. One that waits for the answer to another is left to its own time.
  if (last.headersSent) socket.destroySoon()
  else if (last.socket !== null) say(error, socket)
}

const say = ({ code }: Wrong, socket: Socket): void => {
  if (!socket.writable) return
  const [status, failure] = nonsense(code)
  const body = JSON.stringify(toEnvelope(failure))
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nX-Request-Id: ${newRequestId()}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  )
}

const nonsense = (code: string | undefined): readonly [string, ApiError] => {
  if (code === 'HPE_HEADER_OVERFLOW')
    return [
      '431 Request Header Fields Too Large',
      apiErrors.tooLarge('the headers are too long', { code: 'headers_too_large' })
    ]
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return ['408 Request Timeout', tooSlow('the request did not come in time')]
  return ['400 Bad Request', apiErrors.invalidRequest('this is no HTTP request')]
}
