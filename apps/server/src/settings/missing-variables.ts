import type { GatewayConfig } from '../config/gateway-config'

/** Returns the environment variables that a configuration names and that are not set. */
export const missingVariables = (
  { upstreams, models, state }: GatewayConfig,
  env: Readonly<Record<string, string | undefined>>
): ReadonlyArray<string> => {
  const ofUpstreams = Object.values(upstreams).map(({ keyEnv }) => keyEnv)
  const ofHooks = models.flatMap(({ hooks }) =>
    [hooks?.start, hooks?.stop].map((hook) => (hook && 'url' in hook ? hook.secretEnv : null))
  )
  const ofState = 'postgresEnv' in state ? [state.postgresEnv] : []
  const named = [...ofUpstreams, ...ofHooks, ...ofState].filter((name) => name !== null)
  return [...new Set(named)].filter((name) => (env[name] ?? '') === '').sort()
}
