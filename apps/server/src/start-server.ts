import type { AddressInfo } from 'node:net'
import * as E from 'fp-ts/Either'
import {
  commonAccount,
  commonAllowance,
  handOver,
  keepAccount,
  makeEngine,
  setModels,
  takeOver
} from '@stageroute/engine'
import type { Store } from '@stageroute/store'
import type { GatewayConfig } from './config/gateway-config'
import { addConfigurationRoutes, type Reload } from './admin/configuration-routes'
import { addKeyRoutes } from './admin/key-routes'
import { addAdminModelRoutes } from './admin/model-routes'
import { addMoneyRoutes } from './admin/money-routes'
import { addRecordRoutes } from './admin/record-routes'
import { addStageRoutes } from './admin/stage-routes'
import { addFeedbackRoute } from './feedback/feedback-route'
import type { Clock, Gateway, Setup } from './gateway'
import { makeHooks } from './hooks/run-hooks'
import { createApp } from './http/create-app'
import { addModelRoutes } from './http/open-api-routes'
import { addOperationsRoutes } from './http/operations-routes'
import { toHeldKey } from './keys/held-key'
import { makeKeyBook } from './keys/key-book'
import { servedModels, toCard } from './serving/served-model'
import { engineSettings } from './settings/engine-settings'
import { openUpstreams } from './settings/open-upstreams'
import { makeKeeper } from './state/keeper'
import { keepAll } from './state/keep-event'
import { openStore } from './state/open-store'
import { findState, type FoundState } from './state/server-state'
import { takeSnapshot } from './state/snapshots'
import { makeStageDesk, type StageDesk } from './stages/stage-desk'
import { startPlanner } from './stages/planner-thread'
import { makeLog, type Log } from './telemetry/log'
import { makeMeters } from './telemetry/meters'
import { openTraces } from './telemetry/open-traces'

/** What a server is given by the process that it runs in. */
export interface ServerSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  /** A uniform number in [0, 1). */
  readonly random: () => number
  readonly writeLog: (line: string) => void
  /** Reads the configuration again, or says why it cannot be used. */
  readonly readAgain: () => Promise<E.Either<string, GatewayConfig>>
}

/** A server that runs. */
export interface RunningServer {
  readonly url: string
  /** Takes no new requests, waits for those under way as long as it may, and keeps everything. */
  readonly stop: () => Promise<void>
  readonly reload: Reload
}

/** How often it is looked whether a stage is due, milliseconds. */
const TICK_MS = 100
/** How often a snapshot is kept, milliseconds. */
const SNAPSHOT_MS = 300_000
/** Events that can be handed in before a snapshot is worth it. */
const DRAIN_LOOK_MS = 20

const setupOf = (
  config: GatewayConfig,
  env: ServerSurroundings['env']
): E.Either<string, Setup> => {
  const upstreams = openUpstreams(config, env)
  return E.isLeft(upstreams)
    ? E.left(upstreams.left.problem)
    : E.right({ config, models: servedModels(config), upstreams: upstreams.right })
}

/**
 * Starts the server of a configuration. Resolves when it listens and, where there are models, has deployed some.
 *
 * Errors: one line that says what keeps it from starting; nothing is left running then.
 */
export const startServer = async (
  config: GatewayConfig,
  surroundings: ServerSurroundings
): Promise<E.Either<string, RunningServer>> => {
  const { env, writeLog } = surroundings
  const log = makeLog(config.telemetry.log, writeLog)
  const setup = setupOf(config, env)
  if (E.isLeft(setup)) return setup
  const store = await openStore(config.state, env)()
  if (E.isLeft(store)) return E.left(store.left.problem)
  const found = await findState(store.right, engineSettings(config))()
  if (E.isLeft(found)) {
    await store.right.close()
    return E.left(`the state cannot be used: ${found.left.problem}`)
  }
  return begin(
    makeGateway(setup.right, store.right, found.right, { ...surroundings, log }),
    surroundings
  )
}

const makeGateway = (
  setup: Setup,
  store: Store,
  found: FoundState,
  { clock, random, log }: ServerSurroundings & { readonly log: Log }
): Gateway => {
  for (const { position, problem } of found.refused)
    log.warn({ position, problem }, 'a snapshot is not used')
  const configured = setup.config.keys.map(toHeldKey)
  return {
    setup,
    engine: makeEngine(found.memory),
    store,
    keeper: makeKeeper(store, (problem) =>
      problem === null
        ? log.info({}, 'everything is kept again')
        : log.error({ problem: problem.problem }, 'nothing can be kept at the moment')
    ),
    covering: { pending: null },
    keys: makeKeyBook([...found.keys.values(), ...configured], clock.now()),
    clock,
    random,
    log,
    meters: makeMeters(),
    traces: openTraces(setup.config.telemetry),
    underWay: 0,
    isDraining: false
  }
}

const cardsOf = ({ models }: Setup) =>
  [...models.values()].filter(({ entry }) => entry.serves === 'chat').map(toCard)

/** Says what is true of this configuration: what may be spent, and which models there are. */
const applySetup = (gateway: Gateway): Promise<boolean> => {
  const { engine, clock, setup } = gateway
  const now = clock.now()
  const opened = keepAccount(
    engine.memory,
    commonAccount,
    commonAllowance(engine.memory.settings),
    now
  )
  const events = [
    ...(E.isRight(opened) ? opened.right : []),
    ...setModels(engine, cardsOf(setup), now)
  ]
  return keepAll(gateway, events)
}

const begin = async (
  gateway: Gateway,
  surroundings: ServerSurroundings
): Promise<E.Either<string, RunningServer>> => {
  const { engine, clock, log, setup } = gateway
  const lost = takeOver(engine.memory, clock.now())
  for (const event of lost)
    if (event._tag === 'lost')
      log.warn(
        { account: event.account, usd: event.amount / 1e6 },
        'counted as spent: the process before left no record of it'
      )
  const areKept = await keepAll(gateway, lost)
  if (!areKept || !(await applySetup(gateway)))
    return E.left(`the state cannot be written: ${gateway.keeper.problem()?.problem ?? ''}`)
  const planner = startPlanner()
  const hooks = makeHooks(gateway, surroundings.env)
  const desk = makeStageDesk(gateway, planner, hooks)
  await desk.tick()
  const reload = reloadOf(gateway, surroundings)
  const app = createApp(gateway)
  addRoutes(app, gateway, { desk, reload })
  const { host, port } = setup.config.listen
  try {
    await app.listen({ host, port })
  } catch (error) {
    await planner.stop()
    await gateway.store.close()
    return E.left(`cannot listen on ${host}:${port}: ${(error as Error).message}`)
  }
  const timers = [
    setInterval(() => void desk.tick(), TICK_MS),
    setInterval(() => void takeSnapshot(gateway), SNAPSHOT_MS)
  ]
  const address = app.server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  const stop = async (): Promise<void> => {
    timers.forEach((timer) => clearInterval(timer))
    await drain(gateway)
    await app.close()
    await planner.stop()
    await finishState(gateway)
  }
  return E.right({ url: `http://${name}:${address.port}`, stop, reload })
}

const addRoutes = (
  app: ReturnType<typeof createApp>,
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
}

/** Waits for the requests under way, as long as the configuration allows. */
const drain = async (gateway: Gateway): Promise<void> => {
  gateway.isDraining = true
  const until = gateway.clock.elapsed() + gateway.setup.config.listen.drainMs
  while (gateway.underWay > 0 && gateway.clock.elapsed() < until)
    await new Promise((resolve) => setTimeout(resolve, DRAIN_LOOK_MS))
}

/** Keeps everything. Marks come down only where nothing is under way any more. */
const finishState = async (gateway: Gateway): Promise<void> => {
  const { engine, clock, keeper, store, log, traces, setup } = gateway
  if (gateway.underWay === 0) {
    await keepAll(gateway, [handOver(engine.memory, clock.now())])
    await takeSnapshot(gateway)
  } else log.warn({ requests: gateway.underWay }, 'requests were still under way')
  const unkept = await keeper.stop()
  if (unkept > 0) log.error({ events: unkept }, 'events could not be kept')
  await store.close()
  for (const upstream of setup.upstreams.values()) void upstream.close()
  await traces.stop()
}

/** Fields that need a new process. */
const fixed = ['listen', 'state', 'seed', 'budget', 'feedback'] as const

/**
 * Returns what takes a configuration anew: all of it at once, or nothing.
 */
const reloadOf = (gateway: Gateway, { readAgain, env }: ServerSurroundings): Reload => {
  return async () => {
    const config = await readAgain()
    if (E.isLeft(config)) return config
    const before = gateway.setup
    const stuck = fixed.find(
      (field) => JSON.stringify(config.right[field]) !== JSON.stringify(before.config[field])
    )
    if (stuck !== undefined) return E.left(`${stuck}: a change of it needs a new start`)
    const setup = setupOf(config.right, env)
    if (E.isLeft(setup)) return setup
    gateway.setup = setup.right
    gateway.keys.setConfigured(config.right.keys.map(toHeldKey), gateway.clock.now())
    await applySetup(gateway)
    gateway.log.info({}, 'the configuration was taken anew')
    for (const upstream of before.upstreams.values()) void upstream.close()
    return E.right(undefined)
  }
}
