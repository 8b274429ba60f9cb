import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { promisify } from 'node:util'
import * as E from 'fp-ts/Either'
import type { ModelEntry } from '../config/gateway-config'
import type { Gateway } from '../gateway'

type Hook = NonNullable<NonNullable<ModelEntry['hooks']>['start']>

/** Starts and stops deployments that are ours to run. */
export interface Hooks {
  /** Starts models and waits until they are ready; says which one is not. */
  readonly start: (models: ReadonlyArray<string>) => Promise<E.Either<string, void>>
  /** Stops models when they have no queries left. */
  readonly stop: (models: ReadonlyArray<string>) => void
}

const run = promisify(execFile)

/** Longest time that a model's last queries are waited for, and how often it is looked whether it has some. */
const LONGEST_DRAIN_MS = 600_000
const LOOK_MS = 200

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

/** The body of a call and the header that proves who wrote it, and when. */
export const signBody = (
  secret: string,
  { action, model, at }: { readonly action: string; readonly model: string; readonly at: number }
): { readonly body: string; readonly signature: string } => {
  const body = JSON.stringify({ action, model, at })
  return { body, signature: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
}

/** Returns the hooks of a server's configuration. */
export const makeHooks = (
  gateway: Gateway,
  env: Readonly<Record<string, string | undefined>>
): Hooks => {
  const hooksOf = (id: string): ModelEntry['hooks'] =>
    gateway.setup.models.get(id)?.entry.hooks ?? null
  const call = async (hook: Hook, action: string, model: string): Promise<void> => {
    if ('command' in hook) {
      const [program = '', ...args] = hook.command
      const own = { STAGEROUTE_ACTION: action, STAGEROUTE_MODEL: model }
      await run(program, args, {
        timeout: hook.timeoutMs,
        env: { PATH: env['PATH'], HOME: env['HOME'], ...own }
      })
      return
    }
    const secret = env[hook.secretEnv] ?? ''
    const { body, signature } = signBody(secret, { action, model, at: gateway.clock.now() })
    const answer = await fetch(hook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-stageroute-signature': signature },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(hook.timeoutMs)
    })
    await answer.body?.cancel()
    if (!answer.ok) await Promise.reject(new Error(`status ${answer.status}`))
  }
  const isReady = async (id: string, path: string): Promise<boolean> => {
    const model = gateway.setup.models.get(id)
    const upstream = model && gateway.setup.upstreams.get(model.upstream)
    if (upstream === undefined) return false
    return new Promise((resolve) => {
      let status = 0
      upstream.send(
        { method: 'GET', path, headers: {}, body: null },
        {
          onBegin: (given) => (status = given),
          onChunk: () => undefined,
          onEnd: () => resolve(status < 300),
          onFailure: () => resolve(false)
        }
      )
    })
  }
  const startOne = async (id: string): Promise<E.Either<string, void>> => {
    const hooks = hooksOf(id)
    if (hooks === null) return E.right(undefined)
    try {
      if (hooks.start !== null) await call(hooks.start, 'start', id)
    } catch (error) {
      return E.left(`the model ${id} cannot be started: ${(error as Error).message}`)
    }
    const until = gateway.clock.elapsed() + hooks.readyMs
    while (hooks.readyPath !== null && !(await isReady(id, hooks.readyPath))) {
      if (gateway.clock.elapsed() > until)
        return E.left(`the model ${id} is not ready after ${hooks.readyMs} ms`)
      await pause(LOOK_MS)
    }
    return E.right(undefined)
  }
  const stopOne = async (id: string): Promise<void> => {
    const hook = hooksOf(id)?.stop ?? null
    if (hook === null) return
    const arm = gateway.engine.memory.armOf.get(id) ?? -1
    const until = gateway.clock.elapsed() + LONGEST_DRAIN_MS
    while ((gateway.engine.underWay[arm] ?? 0) > 0 && gateway.clock.elapsed() < until)
      await pause(LOOK_MS)
    // It may have been deployed again meanwhile.
    if (gateway.engine.deployed.includes(arm)) return
    try {
      await call(hook, 'stop', id)
    } catch (error) {
      gateway.log.error({ model: id, problem: (error as Error).message }, 'a model was not stopped')
    }
  }
  return {
    start: async (models) => {
      const started = await Promise.all(models.map(startOne))
      return started.find(E.isLeft) ?? E.right(undefined)
    },
    stop: (models) => models.forEach((id) => void stopOne(id))
  }
}
