import * as E from 'fp-ts/Either'
import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify'
import { errorHeaders, toEnvelope, type ApiError } from '@stageroute/gateway'
import type { Gateway } from '../gateway'
import { authenticate } from '../keys/authenticate'
import type { HeldKey, Role } from '../keys/held-key'
import { sendProblem } from './problem'
import { pathOf } from './request-path'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose request it is; null where nobody has to say so. */
    caller: HeldKey | null
  }
}

/** Whether a path belongs to the administration, whose failures have another form. */
export const isAdminPath = (url: string): boolean => pathOf(url).startsWith('/admin/')

/** Sends a failure in the form of the path that it happened on. */
export const sendFailure = (
  { url }: Pick<FastifyRequest, 'url'>,
  reply: FastifyReply,
  error: ApiError
): FastifyReply =>
  isAdminPath(url)
    ? sendProblem(reply.headers(errorHeaders(error)), {
        status: error.status,
        title: error.code ?? error.type,
        detail: error.message
      })
    : reply.code(error.status).headers(errorHeaders(error)).send(toEnvelope(error))

/** Lets only keys with one of these roles through. */
export const withRole = (
  gateway: Gateway,
  ...roles: readonly [Role, ...ReadonlyArray<Role>]
): preHandlerAsyncHookHandler => {
  return async (request, reply) => {
    const { isOpen } = gateway.setup.config
    const found = await authenticate(gateway.keys, request.headers, { roles, isOpen })
    if (E.isRight(found)) request.caller = found.right
    else await sendFailure(request, reply, found.left)
  }
}
