import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { promisify } from 'node:util'
import type { ModelEntry } from '../config/gateway-config'

/** What is done when a model is deployed or taken out. */
export type Hook = NonNullable<NonNullable<ModelEntry['hooks']>['start']>

/** What a hook is told: what is to be done with which model, and when that was said. */
export interface HookCall {
  readonly action: 'start' | 'stop'
  readonly model: string
  /** Milliseconds since 1970. */
  readonly at: number
}

type Environment = Readonly<Record<string, string | undefined>>

const run = promisify(execFile)

/** The body of a call and the header that proves who wrote it, and when. */
export const signBody = (
  secret: string,
  { action, model, at }: HookCall
): { readonly body: string; readonly signature: string } => {
  const body = JSON.stringify({ action, model, at })
  return { body, signature: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
}

/** Calls a hook. Rejects where it fails, or takes longer than it may. A command gets no variable but those that it takes to run one. */
export const callHook = (hook: Hook, call: HookCall, env: Environment): Promise<unknown> =>
  'command' in hook ? runCommand(hook, call, env) : postWebhook(hook, call, env)

const runCommand = (
  { command, timeoutMs }: Extract<Hook, { readonly command: unknown }>,
  { action, model }: HookCall,
  env: Environment
): Promise<unknown> => {
  const [program = '', ...args] = command
  const own = { STAGEROUTE_ACTION: action, STAGEROUTE_MODEL: model }
  return run(program, args, {
    timeout: timeoutMs,
    env: { PATH: env['PATH'], HOME: env['HOME'], ...own }
  })
}

const postWebhook = async (
  { url, secretEnv, timeoutMs }: Extract<Hook, { readonly url: unknown }>,
  call: HookCall,
  env: Environment
): Promise<void> => {
  const { body, signature } = signBody(env[secretEnv] ?? '', call)
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-stageroute-signature': signature },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs)
  })
  await answer.body?.cancel()
  if (!answer.ok) await Promise.reject(new Error(`status ${answer.status}`))
}
