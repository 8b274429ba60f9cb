import * as E from 'fp-ts/Either'
import { configMessage, readConfig } from '../../src/config/read-config'
import type { GatewayConfig } from '../../src/config/gateway-config'
import { administer } from '../running/administration'
import { instant, startSimulated } from '../running/start-simulated'
import { modelAt, startGateway } from '../running/start-gateway'

const readFields = (fields: object): E.Either<string, GatewayConfig> => {
  const read = readConfig(JSON.stringify(fields), 'gateway.yaml')
  return E.isLeft(read) ? E.left(configMessage(read.left)) : read
}

/** A gateway whose configuration can be written anew. */
const rewritable = async () => {
  const { url } = await startSimulated([instant('a'), instant('b')])
  const usual = {
    version: 1,
    listen: { port: 0, drainMs: 2000 },
    state: { memory: true },
    budget: { usdPerQuery: 10, floatUsd: 1000 },
    stages: { maxDeployed: 2, schedule: { everyQueries: 100_000 } },
    routing: { context: 'none' },
    retries: { most: 2, firstMs: 1, longestMs: 2 },
    breaker: { failures: 1000 },
    upstreams: { u: { baseUrl: url } },
    models: [modelAt('u', 'a'), modelAt('u', 'b')],
    telemetry: { log: 'warn' },
    isOpen: true
  }
  let next: object = usual
  const gateway = await startGateway({
    upstreams: { u: url },
    models: [modelAt('u', 'a'), modelAt('u', 'b')],
    surroundings: { readAgain: () => Promise.resolve(readFields(next)) }
  })
  const rewrite = (fields: object): Promise<E.Either<string, void>> => {
    next = { ...usual, ...fields }
    return gateway.reload()
  }
  return { gateway, rewrite }
}

const chat = (url: string, model: string) =>
  fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'hi' }] })
  })

test('models that are taken out get no queries, and new settings hold for the next one', async () => {
  const { gateway, rewrite } = await rewritable()
  expect(await rewrite({ models: [modelAt('u', 'b')], stages: { maxDeployed: 1 } })).toEqual(
    E.right(undefined)
  )
  // It is open now: no key is needed.
  expect((await chat(gateway.url, 'a')).status).toBe(404)
  expect((await chat(gateway.url, 'b')).status).toBe(200)
})

test('a price that changes counts from the next query on', async () => {
  const { gateway, rewrite } = await rewritable()
  const costOf = async (id: string): Promise<number> => {
    const response = await fetch(`${gateway.url}/admin/v1/models`)
    const { models } = (await response.json()) as {
      readonly models: ReadonlyArray<{
        readonly id: string
        readonly costUsd: { readonly estimate: number }
      }>
    }
    return models.find((model) => model.id === id)?.costUsd.estimate ?? Number.NaN
  }
  await rewrite({})
  await chat(gateway.url, 'a')
  const before = await costOf('a')
  const price = { inputPerMillion: 300, outputPerMillion: 600 }
  await rewrite({ models: [modelAt('u', 'a', { price }), modelAt('u', 'b')] })
  expect(await costOf('a')).toBeCloseTo(3 * before, 12)
})

test('the budget can be raised while the server runs', async () => {
  const { gateway, rewrite } = await rewritable()
  await rewrite({ budget: { usdPerQuery: 10, floatUsd: 5000 } })
  // The keys of before are gone with their configuration.
  expect((await administer(gateway, 'POST', 'snapshot')).status).toBe(401)
  const { text } = await fetch(`${gateway.url}/metrics`).then(async (answer) => ({
    text: await answer.text()
  }))
  expect(text).toMatch(/^stageroute_budget_available_usd 5000$/m)
})

test.each([
  ['that makes no sense', { stages: { maxDeployed: 0 } }, 'gateway.yaml:1: stages.maxDeployed'],
  ['of another place to listen', { listen: { port: 1 } }, 'listen: a change of it needs'],
  ['of other breakers', { breaker: { failures: 2 } }, 'breaker: a change of it needs'],
  [
    'whose key is not there',
    { upstreams: { u: { baseUrl: 'http://127.0.0.1:1/v1', keyEnv: 'NOT_SET' } } },
    'upstreams.u: the environment variable NOT_SET is not set'
  ]
])('a configuration %s changes nothing', async (_, fields, problem) => {
  const { gateway, rewrite } = await rewritable()
  const reloaded = await rewrite({ ...fields, models: [modelAt('u', 'b')] })
  expect(reloaded).toMatchObject({ left: expect.stringContaining(problem) as string })
  // What was there before is still there: keys are needed, and both models answer.
  expect((await chat(gateway.url, 'a')).status).toBe(401)
  const answer = await fetch(`${gateway.url}/v1/models`, {
    headers: { authorization: `Bearer ${gateway.keys.read}` }
  })
  const { data } = (await answer.json()) as { data: ReadonlyArray<{ id: string }> }
  expect(data.map(({ id }) => id)).toEqual(['stageroute', 'a', 'b'])
})

test('an operator can ask for it, and hears why it is not done', async () => {
  const { gateway, rewrite } = await rewritable()
  await rewrite({ stages: { maxDeployed: 0 } })
  const refused = await administer(gateway, 'POST', 'reload')
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ title: 'the configuration stays as it is' })
})
