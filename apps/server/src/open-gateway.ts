import * as E from 'fp-ts/Either'
import { makeEngine } from '@stageroute/engine'
import { setupOf } from './apply-setup'
import type { GatewayConfig } from './config/gateway-config'
import type { Clock, Gateway } from './gateway'
import { toHeldKey } from './keys/held-key'
import { makeKeyBook } from './keys/key-book'
import { makeResponseOwners } from './serving/response-owners'
import { engineSettings } from './settings/engine-settings'
import { makeKeeper, type Keeper } from './state/keeper'
import { steadyClock } from './steady-clock'
import { openStore } from './state/open-store'
import { findState, type FoundState } from './state/server-state'
import { makeLog, type Log } from './telemetry/log'
import { makeMeters, makeQuickMeters } from './telemetry/meters'
import { openTraces } from './telemetry/open-traces'

/** What a server is given by the process that it runs in. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  /** A uniform number in [0, 1). */
  readonly random: () => number
  readonly writeLog: (line: string) => void
}

/**
 * Opens what a configuration names and finds the state as it was.
 *
 * Errors: one line that says what cannot be opened; nothing stays open then.
 */
export const openGateway = async (
  config: GatewayConfig,
  { env, clock: given, random, writeLog }: Surroundings
): Promise<E.Either<string, Gateway>> => {
  const clock = steadyClock(given)
  const setup = setupOf(config, env)
  if (E.isLeft(setup)) return setup
  const opened = await openStore(config.state, env)()
  if (E.isLeft(opened)) return E.left(opened.left.problem)
  const store = opened.right
  const found = await findState(store, engineSettings(config))()
  if (E.isLeft(found)) {
    await store.close()
    return E.left(`the state cannot be used: ${found.left.problem}`)
  }
  const log = makeLog(config.telemetry.log, writeLog)
  tellRefused(log, found.right)
  const { memory, keys } = found.right
  const meters = makeMeters()
  return E.right({
    setup: setup.right,
    engine: makeEngine(memory),
    store,
    keeper: keeperOf(store, log),
    covering: { pending: null },
    owners: makeResponseOwners(),
    keys: makeKeyBook([...keys.values(), ...config.keys.map(toHeldKey)], clock.now()),
    clock,
    random,
    log,
    meters,
    quick: makeQuickMeters(meters),
    traces: await openTraces(config.telemetry),
    snapshots: [],
    underWay: 0,
    isDraining: false
  })
}

const tellRefused = (log: Log, { refused }: FoundState): void => {
  for (const { position, problem } of refused)
    log.warn({ position, problem }, 'a snapshot is not used')
}

const keeperOf = (store: Gateway['store'], log: Log): Keeper =>
  makeKeeper(store, (problem) =>
    problem === null
      ? log.info({}, 'everything is kept again')
      : log.error({ problem: problem.problem }, 'nothing can be kept at the moment')
  )
