import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** A number for a request that brought none. */
export const newRequestId = (): string => `req_${randomUUID()}`

/** The number that a client gives its request, where it is one that can be passed on; otherwise a new one. */
export const requestIdOf = ({ headers }: Pick<IncomingMessage, 'headers'>): string => {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : newRequestId()
}
