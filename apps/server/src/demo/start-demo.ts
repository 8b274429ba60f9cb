import { randomBytes } from 'node:crypto'
import * as E from 'fp-ts/Either'
import { hashKey, makeApiKey } from '@stageroute/gateway'
import {
  routerBenchModels,
  startSimulatedUpstream,
  type SimulatedModel
} from '@stageroute/simulated-upstream'
import { configMessage, readConfig } from '../config/read-config'
import { startServer } from '../start-server'
import { liveSurroundings } from '../run-server'
import { DEMO_BUDGET, demoConfig } from './demo-config'
import { mixOf, startTraffic, type Traffic } from './traffic'

/** A demonstration that runs. */
export interface RunningDemo {
  readonly url: string
  /** May call, give feedback and read. */
  readonly key: string
  /** How it goes, in a line. */
  readonly tell: () => string
  readonly stop: () => Promise<void>
}

/** What a demonstration is started with: `rate` in requests per second, `requests` in all. */
export interface DemoOptions {
  readonly port: number
  readonly rate: number
  readonly requests: number
  readonly seed: number
}

const SHOWN = 4

/** Time goes so many times as fast as it would: nobody wants to wait for what is simulated. */
const HASTE = 5

const hasty = (model: SimulatedModel): SimulatedModel => ({
  ...model,
  firstMs: model.firstMs / HASTE,
  perTokenMs: model.perTokenMs / HASTE
})

const percent = (part: number): string => `${Math.round(100 * part)} %`

const tellOf = ({ counts }: Traffic, spentUsd: number): string => {
  const mix = mixOf(counts)
    .slice(0, SHOWN)
    .map(([model, part]) => `${model} ${percent(part)}`)
    .join(', ')
  const { answered, sent, refused, reward } = counts
  const mean = answered === 0 ? '-' : (reward / answered).toFixed(3)
  const perQuery = sent === 0 ? 0 : spentUsd / sent
  return `${sent} requests, ${refused} refused; mean reward ${mean}; ${perQuery.toFixed(6)} USD per query of ${DEMO_BUDGET}; lately ${mix}`
}

const spentBy = async (url: string, key: string): Promise<number> => {
  const answer = await fetch(`${url}/admin/v1/budgets`, {
    headers: { authorization: `Bearer ${key}` }
  })
  const { budgets } = (await answer.json()) as { budgets: ReadonlyArray<{ spentUsd: number }> }
  return budgets[0]?.spentUsd ?? 0
}

/**
 * Starts simulated models with the published figures of RouterBench, a server that learns which of them to keep, and traffic that says what answers were
 * worth. Nothing leaves this machine, and nothing is kept.
 */
export const startDemo = async ({
  port,
  rate,
  requests,
  seed
}: DemoOptions): Promise<E.Either<string, RunningDemo>> => {
  const upstream = await startSimulatedUpstream({
    models: routerBenchModels().map(hasty),
    seed,
    port: 0
  })()
  if (E.isLeft(upstream)) return E.left('the simulated upstream cannot be started')
  const { id, token } = makeApiKey(randomBytes)
  const key = { id, hash: await hashKey(token, randomBytes) }
  const config = readConfig(demoConfig({ port, upstreamUrl: upstream.right.url, key }), 'demo')
  if (E.isLeft(config)) return E.left(configMessage(config.left))
  const surroundings = liveSurroundings(() => Promise.resolve(config))
  const server = await startServer(config.right, surroundings)
  if (E.isLeft(server)) {
    await upstream.right.close()
    return server
  }
  const { url } = server.right
  const traffic = startTraffic({ url, key: token, rate, requests, seed })
  let spentUsd = 0
  const look = setInterval(
    () =>
      void spentBy(url, token).then(
        (spent) => (spentUsd = spent),
        () => undefined
      ),
    1000
  )
  return E.right({
    url,
    key: token,
    tell: () => tellOf(traffic, spentUsd),
    stop: async () => {
      clearInterval(look)
      await traffic.stop()
      await server.right.stop()
      await upstream.right.close()
    }
  })
}
