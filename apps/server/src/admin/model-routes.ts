import type { FastifyInstance } from 'fastify'
import { inventoryOf } from '@stageroute/engine'
import { healthState, type HealthState } from '@stageroute/router'
import type { Gateway } from '../gateway'
import { withRole } from '../http/with-role'

const healthNames: Readonly<Record<HealthState, string>> = {
  [healthState.healthy]: 'healthy',
  [healthState.open]: 'resting',
  [healthState.halfOpen]: 'on trial'
}

/** What is known of every model that queries are routed to. */
export const describeModels = ({ engine, setup }: Gateway): ReadonlyArray<unknown> =>
  inventoryOf(engine).map((known) => {
    const arm = engine.memory.armOf.get(known.id) ?? -1
    const model = setup.models.get(known.id)
    return {
      id: known.id,
      upstream: model?.upstream ?? null,
      provider: known.provider,
      state: model?.entry.state ?? null,
      isDeployed: engine.deployed.includes(arm),
      isPriced: model?.entry.price !== 'unpriced',
      reward: known.reward,
      costUsd: known.cost,
      judgements: known.pulls,
      queriesUnderWay: engine.underWay[arm] ?? 0,
      health: healthNames[(engine.router.health.state[arm] ?? 0) as HealthState],
      shutdownDate: model?.entry.shutdownDate ?? null,
      arrivedAt: new Date(known.arrivedAt).toISOString(),
      stagesDeployed: known.stagesDeployed ?? 0
    }
  })

/** What is known of the models. */
export const addAdminModelRoutes = (app: FastifyInstance, gateway: Gateway): void => {
  app.get('/admin/v1/models', { preHandler: withRole(gateway, 'read', 'admin') }, () => ({
    models: describeModels(gateway)
  }))
}
