import * as E from 'fp-ts/Either'
import type { Gateway } from '../gateway'
import type { ModelEntry } from '../config/gateway-config'
import { callHook } from './call-hook'
import { isReady } from './is-ready'

/** Starts and stops deployments that are ours to run. */
export interface Hooks {
  /** Starts models and waits until they are ready; says which one is not. */
  readonly start: (models: ReadonlyArray<string>) => Promise<E.Either<string, void>>
  /** Stops models when they have no queries left. */
  readonly stop: (models: ReadonlyArray<string>) => void
}

type Environment = Readonly<Record<string, string | undefined>>

/** Longest time that a model's last queries are waited for, and how often it is looked whether it has some, milliseconds. */
const LONGEST_DRAIN_MS = 600_000
const LOOK_MS = 200

const pause = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, LOOK_MS))

const hooksOf = ({ setup }: Gateway, id: string): ModelEntry['hooks'] =>
  setup.models.get(id)?.entry.hooks ?? null

/** Returns the hooks of a server's configuration. */
export const makeHooks = (gateway: Gateway, env: Environment): Hooks => ({
  start: async (models) => {
    const started = await Promise.all(models.map((id) => startModel(gateway, id, env)))
    return started.find(E.isLeft) ?? E.right(undefined)
  },
  stop: (models) => models.forEach((id) => void stopModel(gateway, id, env))
})

const startModel = async (
  gateway: Gateway,
  model: string,
  env: Environment
): Promise<E.Either<string, void>> => {
  const hooks = hooksOf(gateway, model)
  if (hooks === null) return E.right(undefined)
  const { clock } = gateway
  try {
    if (hooks.start !== null)
      await callHook(hooks.start, { action: 'start', model, at: clock.now() }, env)
  } catch (error) {
    return E.left(`the model ${model} cannot be started: ${(error as Error).message}`)
  }
  const until = clock.elapsed() + hooks.readyMs
  while (hooks.readyPath !== null && !(await isReady(gateway, model, hooks.readyPath))) {
    if (clock.elapsed() > until)
      return E.left(`the model ${model} is not ready after ${hooks.readyMs} ms`)
    await pause()
  }
  return E.right(undefined)
}

const stopModel = async (gateway: Gateway, model: string, env: Environment): Promise<void> => {
  const hook = hooksOf(gateway, model)?.stop ?? null
  if (hook === null) return
  const { clock, engine, log } = gateway
  const arm = engine.memory.armOf.get(model) ?? -1
  const until = clock.elapsed() + LONGEST_DRAIN_MS
  while ((engine.underWay[arm] ?? 0) > 0 && clock.elapsed() < until) await pause()
  // It may have been deployed again meanwhile.
  if (engine.deployed.includes(arm)) return
  try {
    await callHook(hook, { action: 'stop', model, at: clock.now() }, env)
  } catch (error) {
    log.error({ model, problem: (error as Error).message }, 'a model was not stopped')
  }
}
