import * as E from 'fp-ts/Either'
import {
  commonAccount,
  commonAllowance,
  keepAccount,
  setModels,
  type ModelCard
} from '@stageroute/engine'
import type { GatewayConfig } from './config/gateway-config'
import type { Gateway, Setup } from './gateway'
import { servedModels, toCard } from './serving/served-model'
import { openUpstreams } from './settings/open-upstreams'
import { keepAll } from './state/keep-event'

/** Returns what a configuration makes of the server, or what in it cannot be. */
export const setupOf = (
  config: GatewayConfig,
  env: Readonly<Record<string, string | undefined>>
): E.Either<string, Setup> => {
  const upstreams = openUpstreams(config, env)
  return E.isLeft(upstreams)
    ? E.left(upstreams.left.problem)
    : E.right({ config, models: servedModels(config), upstreams: upstreams.right })
}

const cardsOf = ({ models }: Setup): ReadonlyArray<ModelCard> =>
  [...models.values()].filter(({ entry }) => entry.serves === 'chat').map(toCard)

/** Tells the engine what is true of this configuration: what may be spent, and which models there are. False where that cannot be kept. */
export const applySetup = (gateway: Gateway): Promise<boolean> => {
  const { engine, clock, setup } = gateway
  const now = clock.now()
  const allowance = commonAllowance(engine.memory.settings)
  const opened = keepAccount(engine.memory, commonAccount, allowance, now)
  const arrivals = setModels(engine, cardsOf(setup), now)
  return keepAll(gateway, [...(E.isRight(opened) ? opened.right : []), ...arrivals])
}
