import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import * as E from 'fp-ts/Either'
import { takeOver } from '@stageroute/engine'
import { addConfigurationRoutes } from './admin/configuration-routes'
import { addKeyRoutes } from './admin/key-routes'
import { addAdminModelRoutes } from './admin/model-routes'
import { addMoneyRoutes } from './admin/money-routes'
import { addRecordRoutes } from './admin/record-routes'
import { addStageRoutes } from './admin/stage-routes'
import { applySetup } from './apply-setup'
import type { GatewayConfig } from './config/gateway-config'
import { addFeedbackRoute } from './feedback/feedback-route'
import type { Gateway } from './gateway'
import { makeHooks } from './hooks/run-hooks'
import { createApp } from './http/create-app'
import { addModelRoutes } from './http/model-routes'
import { addDescriptionRoute } from './http/openapi'
import { addOperationsRoutes } from './http/operations-routes'
import { openGateway, type Surroundings } from './open-gateway'
import { makeReload, type Reload } from './reload'
import { makeStageDesk, type StageDesk } from './stages/stage-desk'
import { planHere } from './stages/plan-here'
import { startPlanner, type PlannerThread } from './stages/planner-thread'
import { keepAll } from './state/keep-event'
import { makeForgetting } from './state/forgetting'
import { makeSnapshots } from './state/snapshots'
import { closeGateway, drain } from './stop-server'
import { version } from './version'

/** What a server is given by the process that it runs in, and how it reads its configuration again. */
export interface ServerSurroundings extends Surroundings {
  readonly readAgain: () => Promise<E.Either<string, GatewayConfig>>
}

/** A server that runs. */
export interface RunningServer {
  readonly url: string
  /** Takes no new requests, waits for those under way as long as it may, and keeps everything. */
  readonly stop: () => Promise<void>
  readonly reload: Reload
}

/** How often it is looked whether a stage or a snapshot is due, or something old, milliseconds. */
const TICK_MS = 100

/**
 * Starts the server of a configuration. Resolves when it listens and, where there are models, has deployed some.
 *
 * Errors: one line that says what keeps it from starting; nothing is left running then.
 */
export const startServer = async (
  config: GatewayConfig,
  surroundings: ServerSurroundings
): Promise<E.Either<string, RunningServer>> => {
  const opened = await openGateway(config, surroundings)
  if (E.isLeft(opened)) return opened
  const gateway = opened.right
  if (!(await takeStateOver(gateway)) || !(await applySetup(gateway))) {
    await gateway.store.close()
    return E.left(`the state cannot be written: ${gateway.keeper.problem()?.problem ?? ''}`)
  }
  const planner = startPlanner()
  const hooks = makeHooks(gateway, surroundings.env)
  // Before there is a request, none has to wait for a plan.
  const plan: PlannerThread['plan'] = (input) => Promise.resolve(planHere(input))
  await makeStageDesk(gateway, { plan }, hooks).tick()
  const desk = makeStageDesk(gateway, planner, hooks)
  const reload = makeReload(gateway, surroundings)
  const app = createApp(gateway)
  addRoutes(app, gateway, { desk, reload })
  const url = await listen(app, config.listen)
  if (E.isLeft(url)) {
    await planner.stop()
    await closeGateway(gateway)
    return url
  }
  const snapshots = makeSnapshots(gateway)
  const forgetting = makeForgetting(gateway)
  const timers = [
    setInterval(() => void desk.tick(), TICK_MS),
    setInterval(() => void snapshots.tick(), TICK_MS),
    setInterval(() => void forgetting.tick(), TICK_MS)
  ]
  const stop = async (): Promise<void> => {
    timers.forEach((timer) => clearInterval(timer))
    await drain(gateway)
    app.server.closeAllConnections()
    await app.close()
    await planner.stop()
    await closeGateway(gateway)
  }
  return E.right({ url: url.right, stop, reload })
}

/** Says what queries may have spent of which the process before left no record. */
const takeStateOver = (gateway: Gateway): Promise<boolean> => {
  const { engine, clock, log } = gateway
  const lost = takeOver(engine.memory, clock.now())
  for (const event of lost)
    if (event._tag === 'lost')
      log.warn(
        { account: event.account, usd: event.amount / 1e6 },
        'counted as spent: the process before left no record of it'
      )
  return keepAll(gateway, lost)
}

const listen = async (
  app: FastifyInstance,
  { host, port }: GatewayConfig['listen']
): Promise<E.Either<string, string>> => {
  try {
    await app.listen({ host, port })
  } catch (error) {
    return E.left(`cannot listen on ${host}:${port}: ${(error as Error).message}`)
  }
  const address = app.server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return E.right(`http://${name}:${address.port}`)
}

const addRoutes = (
  app: FastifyInstance,
  gateway: Gateway,
  { desk, reload }: { readonly desk: StageDesk; readonly reload: Reload }
): void => {
  addModelRoutes(app, gateway)
  addFeedbackRoute(app, gateway)
  addOperationsRoutes(app, gateway)
  addAdminModelRoutes(app, gateway)
  addStageRoutes(app, gateway, desk)
  addKeyRoutes(app, gateway)
  addMoneyRoutes(app, gateway)
  addRecordRoutes(app, gateway)
  addConfigurationRoutes(app, gateway, reload)
  addDescriptionRoute(app, version)
}
