import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { findPortkey } from './portkey'
import { freePort, startProcess, type RunningProcess, type Start } from './running-process'
import { configText, makeBenchKey, stageRouteCommand } from './stageroute'
import { workspaceRoot } from './workspace-root'

/** Who is measured. `mock` is the upstream itself, without anything between. */
export type ContenderName = 'mock' | 'bare' | 'ours' | 'portkey'

/** How each is called in what is printed. */
export const titles: Readonly<Record<ContenderName, string>> = {
  mock: 'upstream alone',
  bare: 'bare node:http + undici',
  ours: 'StageRoute',
  portkey: 'Portkey'
}

/** How a contender is started and called. */
export interface Recipe {
  readonly name: ContenderName
  readonly start: Start
  readonly chatUrl: string
  readonly headers: Readonly<Record<string, string>>
  /** The name of the model that it is asked for. */
  readonly model: string
}

/** A contender that answers. */
export interface Contender extends Recipe {
  readonly process: RunningProcess
}

const MODEL = 'instant'

/** The model of the upstream: it answers at once, with as many words as it is asked for. */
export const upstreamModels = [
  {
    name: MODEL,
    quality: 1,
    outputTokens: { mean: 50, spread: 0 },
    firstMs: 0,
    perTokenMs: 0,
    failureShare: 0
  }
] as const

const json = { 'content-type': 'application/json' }

const at = (port: number): string => `http://127.0.0.1:${port}`

export const mockRecipe = async (folder: string, seed: number): Promise<Recipe> => {
  const port = await freePort()
  const models = join(folder, 'models.json')
  writeFileSync(models, JSON.stringify(upstreamModels))
  const script = join(workspaceRoot, 'packages', 'simulated-upstream', 'dist', 'main.js')
  const words = ['--models', models, '--seed', String(seed), '--no-account']
  return {
    name: 'mock',
    start: { args: [script, '--port', String(port), ...words], aliveUrl: `${at(port)}/health` },
    chatUrl: `${at(port)}/v1/chat/completions`,
    headers: json,
    model: MODEL
  }
}

export const bareRecipe = async (upstream: Recipe): Promise<Recipe> => {
  const port = await freePort()
  const script = join(__dirname, 'bare-proxy-main.js')
  return {
    name: 'bare',
    start: {
      args: [script, new URL(upstream.chatUrl).origin, String(port)],
      aliveUrl: at(port)
    },
    chatUrl: `${at(port)}/v1/chat/completions`,
    headers: json,
    model: MODEL
  }
}

/** Writes a configuration and a key of its own: every start of it begins with an empty state. */
export const oursRecipe = async (
  upstream: Recipe,
  folder: string,
  seed: number
): Promise<E.Either<string, Recipe>> => {
  const key = makeBenchKey()
  if (E.isLeft(key)) return key
  const port = await freePort()
  const file = join(folder, `stageroute-${port}.yaml`)
  const database = join(folder, `state-${port}.db`)
  const words = { port, key: key.right, seed, model: MODEL, database }
  const upstreamUrl = upstream.chatUrl.replace('/chat/completions', '')
  writeFileSync(file, configText({ ...words, upstreamUrl }))
  return E.right({
    name: 'ours',
    start: {
      args: [stageRouteCommand, 'serve', '--config', file],
      aliveUrl: `${at(port)}/healthz`
    },
    chatUrl: `${at(port)}/v1/chat/completions`,
    headers: { ...json, authorization: `Bearer ${key.right.token}` },
    model: 'stageroute'
  })
}

export const portkeyRecipe = async (
  upstream: Recipe,
  cache: string
): Promise<E.Either<string, Recipe>> => {
  const script = findPortkey(cache)
  if (E.isLeft(script)) return script
  const port = await freePort()
  return E.right({
    name: 'portkey',
    start: { args: [script.right, `--port=${port}`, '--headless'], aliveUrl: at(port) },
    chatUrl: `${at(port)}/v1/chat/completions`,
    headers: {
      ...json,
      authorization: 'Bearer none',
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': upstream.chatUrl.replace('/chat/completions', '')
    },
    model: MODEL
  })
}

export const startContender = async (recipe: Recipe): Promise<E.Either<string, Contender>> => {
  const started = await startProcess(recipe.start)
  return E.isLeft(started)
    ? E.left(`${titles[recipe.name]} ${started.left}`)
    : E.right({ ...recipe, process: started.right })
}
