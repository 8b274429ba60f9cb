import * as E from 'fp-ts/Either'
import type { IncomingHttpHeaders } from 'node:http'
import { apiErrors, type ApiError } from '@stageroute/gateway'
import { anybody, type HeldKey, type Role } from './held-key'
import type { KeyBook } from './key-book'

/** The token that a request comes with, in any of the headers that clients send it in. */
const tokenOf = (headers: IncomingHttpHeaders): string | null => {
  const { authorization } = headers
  if (authorization !== undefined) return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
  const other = headers['x-api-key'] ?? headers['api-key']
  return typeof other === 'string' ? other : null
}

type Found = E.Either<ApiError, HeldKey>

/**
 * Returns whose request it is, of those who have one of the roles; at once where that was found out right before. A server that is open asks for no key, except to be administered.
 */
export const authenticate = (
  keys: KeyBook,
  headers: IncomingHttpHeaders,
  { roles, isOpen }: { readonly roles: ReadonlyArray<Role>; readonly isOpen: boolean }
): Found | Promise<Found> => {
  const token = tokenOf(headers)
  const recalled = token === null ? null : keys.ring.recall(token)
  if (recalled !== null) return allow(recalled, roles)
  if (isOpen && isAllowed(anybody, roles)) return E.right(anybody)
  if (token === null)
    return E.left(apiErrors.unauthorised('a key is needed: Authorization: Bearer sr-...'))
  return check(keys, token, roles)
}

const check = async (keys: KeyBook, token: string, roles: ReadonlyArray<Role>): Promise<Found> => {
  const found = await keys.ring.check(token)
  switch (found._tag) {
    case 'known':
      return allow(found.key, roles)
    case 'busy':
      return E.left(
        apiErrors.overloaded('too many unknown keys are being checked', { retryAfterMs: 1000 })
      )
    case 'unknown':
      return E.left(apiErrors.unauthorised('the key is not known here'))
  }
}

const isAllowed = (key: HeldKey, roles: ReadonlyArray<Role>): boolean =>
  roles.some((role) => key.roles.includes(role))

const allow = (key: HeldKey, roles: ReadonlyArray<Role>): Found =>
  isAllowed(key, roles)
    ? E.right(key)
    : E.left(
        apiErrors.forbidden(`the key may not do this: it has no role "${roles.join('" or "')}"`)
      )
