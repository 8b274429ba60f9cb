import type { FastifyInstance } from 'fastify'
import * as E from 'fp-ts/Either'
import { apiErrors } from '@stageroute/gateway'
import type { Gateway } from '../gateway'
import { sendFailure, withRole } from '../http/with-role'
import { anybody } from '../keys/held-key'
import { giveFeedback } from './give-feedback'
import { readFeedback } from './read-feedback'

const LONGEST_NAME = 255

/** Where clients say what answers were worth. */
export const addFeedbackRoute = (app: FastifyInstance, gateway: Gateway): void => {
  app.post(
    '/v1/feedback',
    { preHandler: withRole(gateway, 'feedback') },
    async (request, reply) => {
      const name = request.headers['idempotency-key']
      if (typeof name !== 'string' || name === '' || name.length > LONGEST_NAME)
        return sendFailure(
          request,
          reply,
          apiErrors.invalidRequest('the header Idempotency-Key is needed, at most 255 characters', {
            code: 'idempotency_key_missing'
          })
        )
      if (gateway.keeper.problem() !== null)
        return sendFailure(
          request,
          reply,
          apiErrors.overloaded('nothing can be written down at the moment', { retryAfterMs: 2000 })
        )
      const opinions = readFeedback(request.body)
      if (E.isLeft(opinions)) return sendFailure(request, reply, opinions.left)
      const { id } = request.caller ?? anybody
      const given = await giveFeedback(gateway, opinions.right, {
        caller: id,
        source: 'feedback',
        name
      })
      return E.isLeft(given)
        ? sendFailure(request, reply, given.left)
        : { object: 'feedback', ...given.right }
    }
  )
}
