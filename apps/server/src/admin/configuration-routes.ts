import type { FastifyInstance } from 'fastify'
import * as E from 'fp-ts/Either'
import type { Gateway } from '../gateway'
import { sendProblem } from '../http/problem'
import { withRole } from '../http/with-role'
import type { Reload } from '../reload'

/** Takes the configuration anew when it is asked to. */
export const addConfigurationRoutes = (
  app: FastifyInstance,
  gateway: Gateway,
  reload: Reload
): void => {
  app.post('/admin/v1/reload', { preHandler: withRole(gateway, 'admin') }, async (_, reply) => {
    const reloaded = await reload()
    return E.isLeft(reloaded)
      ? sendProblem(reply, {
          status: 409,
          title: 'the configuration stays as it is',
          detail: reloaded.left
        })
      : { status: 'reloaded' }
  })
}
