import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway'
import { setGauges } from '../telemetry/gauges'
import { withRole } from './with-role'

/** Why the server cannot take requests at the moment; nothing where it can. */
export const notReadyBecause = ({ keeper, engine, isDraining }: Gateway): ReadonlyArray<string> => [
  ...(isDraining ? ['the server is stopping'] : []),
  ...(engine.deployed.length === 0 ? ['no model is deployed'] : []),
  ...(keeper.problem() === null ? [] : ['nothing can be written down'])
]

/** Whether the server lives, whether it can take requests, and what it has counted. */
export const addOperationsRoutes = (app: FastifyInstance, gateway: Gateway): void => {
  app.get('/healthz', () => ({ status: 'ok' }))
  app.get('/readyz', (_, reply) => {
    const reasons = notReadyBecause(gateway)
    return reply
      .code(reasons.length === 0 ? 200 : 503)
      .send({ status: reasons.length === 0 ? 'ready' : 'not ready', reasons })
  })
  app.get('/metrics', { preHandler: withRole(gateway, 'read') }, async (_, reply) => {
    setGauges(gateway)
    const { registry } = gateway.meters
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
