import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as E from 'fp-ts/Either'
import { startSimulatedUpstream, type RunningUpstream } from '@stageroute/simulated-upstream'
import { startBareProxy } from '../../src/gateway/bare-proxy'
import { upstreamModels } from '../../src/gateway/contender'
import { checkAnswers } from '../../src/gateway/measure'
import { scenarios } from '../../src/gateway/scenario'

let upstream: RunningUpstream
let proxy: Server

beforeEach(async () => {
  const started = await startSimulatedUpstream({ models: upstreamModels, seed: 1, port: 0 })()
  upstream = E.isRight(started) ? started.right : fail('no upstream')
  proxy = await startBareProxy(new URL(upstream.url).origin, 0)
})

afterEach(async () => {
  proxy.closeAllConnections()
  await new Promise((resolve) => proxy.close(resolve))
  await upstream.close()
})

const chatUrl = (): string =>
  `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/v1/chat/completions`

const caller = (model: string) => ({
  name: 'bare' as const,
  chatUrl: chatUrl(),
  headers: { 'content-type': 'application/json' },
  model
})

test('every kind of request is answered through the proxy as the upstream answers it', async () => {
  expect(await checkAnswers(caller('instant'), scenarios)).toEqual([])
})

test('what is wrong with answers is told', async () => {
  const faults = await checkAnswers(caller('nobody'), scenarios.slice(0, 1))
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(/^bare node:http \+ undici, chat, 1 KB, 32 connections: status 404/)
})

test('a body that is no JSON is not passed on', async () => {
  const response = await fetch(chatUrl(), { method: 'POST', body: 'none' })
  expect(response.status).toBe(502)
  expect(upstream.account()).toEqual([])
})
