import * as E from 'fp-ts/Either'
import { retune } from '@stageroute/engine'
import { applySetup, setupOf } from './apply-setup'
import type { GatewayConfig } from './config/gateway-config'
import type { Gateway } from './gateway'
import { toHeldKey } from './keys/held-key'
import { engineSettings } from './settings/engine-settings'

/** Takes the configuration anew; says why the old one stays. */
export type Reload = () => Promise<E.Either<string, void>>

/** What decides how the server was made: a change of it needs a new start. */
const fixedParts = ({
  listen,
  state,
  seed,
  telemetry,
  breaker,
  routing: { exploration, shortage },
  feedback: { keepDecisions }
}: GatewayConfig): Readonly<Record<string, unknown>> => ({
  listen,
  state,
  seed,
  telemetry,
  breaker,
  'routing.exploration': exploration,
  'routing.shortage': shortage,
  'feedback.keepDecisions': keepDecisions
})

const findFixed = (before: GatewayConfig, after: GatewayConfig): string | undefined => {
  const parts = fixedParts(after)
  return Object.entries(fixedParts(before)).find(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(parts[name])
  )?.[0]
}

/** Returns what takes a configuration anew: all of it at once, or nothing. Requests under way end as they began. */
export const makeReload = (
  gateway: Gateway,
  {
    readAgain,
    env
  }: {
    readonly readAgain: () => Promise<E.Either<string, GatewayConfig>>
    readonly env: Readonly<Record<string, string | undefined>>
  }
): Reload => {
  return async () => {
    const config = await readAgain()
    if (E.isLeft(config)) return config
    const before = gateway.setup
    const stuck = findFixed(before.config, config.right)
    if (stuck !== undefined) return E.left(`${stuck}: a change of it needs a new start`)
    const setup = setupOf(config.right, env)
    if (E.isLeft(setup)) return setup
    gateway.setup = setup.right
    gateway.keys.setConfigured(config.right.keys.map(toHeldKey), gateway.clock.now())
    retune(gateway.engine.memory, engineSettings(config.right))
    await applySetup(gateway)
    gateway.log.info({}, 'the configuration was taken anew')
    for (const upstream of before.upstreams.values()) void upstream.close()
    return E.right(undefined)
  }
}
