import { randomBytes } from 'node:crypto'
import type { JsonRecord } from 'fp-ts/Json'
import { OpenAI } from 'openai'
import { hashKey, makeApiKey } from '@stageroute/gateway'
import { accountOf, administer, makeCallKey } from '../running/administration'
import { modelAt, startGateway, usualPrice, type RunningGateway } from '../running/start-gateway'
import { instant, startSimulated } from '../running/start-simulated'
import { openaiFor, saying } from './openai-for'

let gateway: RunningGateway
let upstream: Awaited<ReturnType<typeof startSimulated>>

beforeAll(async () => {
  upstream = await startSimulated([instant('small')])
  gateway = await startGateway({
    upstreams: { simulated: upstream.url },
    models: [
      modelAt('simulated', 'small'),
      modelAt('simulated', 'dear', { name: 'small', price: { ...usualPrice, perRequestUsd: 1 } })
    ]
  })
})

const ask = (apiKey: string, model = 'small'): Promise<OpenAI.ChatCompletion> =>
  openaiFor(gateway, { apiKey }).chat.completions.create({
    model,
    messages: saying('What is 12 + 30?')
  })

const listed = async (): Promise<ReadonlyArray<JsonRecord>> => {
  const response = await administer(gateway, 'GET', 'keys')
  return ((await response.json()) as { readonly keys: ReadonlyArray<JsonRecord> }).keys
}

describe('A key of the configuration', () => {
  it('opens the server, of which only its hash is known', async () => {
    const { id, token } = makeApiKey(randomBytes)
    const { salt, hash } = await hashKey(token, randomBytes)
    const own = await startGateway({
      upstreams: { simulated: upstream.url },
      models: [modelAt('simulated', 'small')],
      fields: { keys: [{ id, hash: { salt, hash }, roles: ['call'] }] }
    })
    const models = await openaiFor(own, { apiKey: token }).models.list()
    expect(models.data.length).toBeGreaterThan(0)
    const others = openaiFor(own, { apiKey: own.keys.all }).models.list()
    await expect(others).rejects.toBeInstanceOf(OpenAI.AuthenticationError)
  })

  it('cannot be taken away but in the configuration', async () => {
    const [first] = await listed()
    const response = await administer(gateway, 'DELETE', `keys/${String(first?.['id'])}`)
    expect(response.status).toBe(409)
  })
})

describe('A key that is made', () => {
  it('is told once, and opens the server from then on', async () => {
    const response = await administer(gateway, 'POST', 'keys', {
      roles: ['call'],
      name: 'team',
      requestsPerMinute: 60
    })
    const { key, id, ...told } = (await response.json()) as { key: string; id: string }
    expect(response.status).toBe(201)
    expect(key).toMatch(/^sr-[\w-]{12}\.[\w-]{43}$/)
    expect(key).toContain(id)
    expect(told).toEqual({
      name: 'team',
      roles: ['call'],
      budgetUsd: null,
      period: 'total',
      requestsPerMinute: 60,
      tokensPerMinute: null,
      isConfigured: false
    })
    expect(await ask(key)).toMatchObject({ object: 'chat.completion' })
    const list = await listed()
    expect(list.find((one) => one['id'] === id)).toEqual({ id, ...told })
    expect(JSON.stringify(list)).not.toContain(key.slice(-43))
    expect(JSON.stringify(list)).not.toMatch(/hash|salt/)
  })

  it('may do no more than its roles', async () => {
    const { key } = await makeCallKey(gateway)
    const headers = { authorization: `Bearer ${key}` }
    for (const path of ['/admin/v1/keys', '/admin/v1/budgets', '/metrics'])
      expect((await fetch(gateway.url + path, { headers })).status).toBe(403)
  })

  it('opens nothing from the moment on at which it is taken away', async () => {
    const { key, id } = await makeCallKey(gateway)
    await ask(key)
    expect((await administer(gateway, 'DELETE', `keys/${id}`)).status).toBe(204)
    await expect(ask(key)).rejects.toBeInstanceOf(OpenAI.AuthenticationError)
    expect((await administer(gateway, 'DELETE', `keys/${id}`)).status).toBe(404)
    expect((await listed()).map((one) => one['id'])).not.toContain(id)
  })

  it('takes nothing from another one when it is taken away', async () => {
    const gone = await makeCallKey(gateway, { requestsPerMinute: 1 })
    const stays = await makeCallKey(gateway, { requestsPerMinute: 1 })
    await ask(stays.key)
    await administer(gateway, 'DELETE', `keys/${gone.id}`)
    const next = await makeCallKey(gateway, { requestsPerMinute: 1 })
    await ask(next.key)
    await expect(ask(stays.key)).rejects.toBeInstanceOf(OpenAI.RateLimitError)
  })

  it('begins with all that it may, also after another one used its own up', async () => {
    const gone = await makeCallKey(gateway, { requestsPerMinute: 1 })
    await ask(gone.key)
    await administer(gateway, 'DELETE', `keys/${gone.id}`)
    const next = await makeCallKey(gateway, { requestsPerMinute: 1 })
    expect(await ask(next.key)).toMatchObject({ object: 'chat.completion' })
  })
})

describe('The budget of a key', () => {
  it('ends with insufficient_quota, before it is overdrawn, and for nobody else', async () => {
    const poor = await makeCallKey(gateway, { budgetUsd: 2.5 })
    const rich = await makeCallKey(gateway)
    await ask(poor.key, 'dear')
    await ask(poor.key, 'dear')
    const refused = ask(poor.key, 'dear')
    await expect(refused).rejects.toBeInstanceOf(OpenAI.RateLimitError)
    await expect(refused).rejects.toMatchObject({ code: 'insufficient_quota', param: null })
    expect(await accountOf(gateway, poor)).toMatchObject({ spentUsd: 2.0028, reservedUsd: 0 })
    expect(await ask(rich.key, 'dear')).toMatchObject({ object: 'chat.completion' })
  })

  it('is not overdrawn by requests that come together', async () => {
    const poor = await makeCallKey(gateway, { budgetUsd: 2.5 })
    const asked = await Promise.allSettled(Array.from({ length: 6 }, () => ask(poor.key, 'dear')))
    const refused = asked.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(4)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'insufficient_quota' })
    expect((await accountOf(gateway, poor)).spentUsd).toBeCloseTo(2.0028, 9)
  })

  it('is there again when its period begins anew', async () => {
    let now = Date.UTC(2030, 0, 1, 23)
    const daily = await startGateway({
      upstreams: { simulated: upstream.url },
      models: [modelAt('simulated', 'small', { price: { ...usualPrice, perRequestUsd: 1 } })],
      surroundings: { clock: { now: () => now, elapsed: () => performance.now() } }
    })
    const { key } = await makeCallKey(daily, { budgetUsd: 1.5, period: 'day' })
    const asking = () =>
      openaiFor(daily, { apiKey: key }).chat.completions.create({
        model: 'small',
        messages: saying('What is 12 + 30?')
      })
    await asking()
    await expect(asking()).rejects.toMatchObject({ code: 'insufficient_quota' })
    now += 60 * 60_000
    expect(await asking()).toMatchObject({ object: 'chat.completion' })
    await expect(asking()).rejects.toMatchObject({ code: 'insufficient_quota' })
  })
})

describe('The tokens of a key', () => {
  it('are limited by the minute, and what was not needed is given back', async () => {
    // A request is taken for the bytes of its body by four and its longest answer; it needs 9 tokens.
    const { key } = await makeCallKey(gateway, { tokensPerMinute: 60 })
    const client = openaiFor(gateway, { apiKey: key })
    const asked = { model: 'small', messages: saying('What is 12 + 30?'), max_tokens: 10 }
    const { response } = await client.chat.completions.create(asked).withResponse()
    expect(response.headers.get('x-ratelimit-limit-tokens')).toBe('60')
    const left = Number(response.headers.get('x-ratelimit-remaining-tokens'))
    expect(left).toBeGreaterThan(0)
    const next = await client.chat.completions.create(asked).withResponse()
    expect(Number(next.response.headers.get('x-ratelimit-remaining-tokens'))).toBeGreaterThan(
      left - 20
    )
  })

  it('refuse a request for good that can never be answered with them', async () => {
    const { key } = await makeCallKey(gateway, { tokensPerMinute: 60 })
    const asking = openaiFor(gateway, { apiKey: key, maxRetries: 5 }).chat.completions.create({
      model: 'small',
      messages: saying('What is 12 + 30?'),
      max_tokens: 100
    })
    await expect(asking).rejects.toBeInstanceOf(OpenAI.RateLimitError)
    await expect(asking).rejects.toMatchObject({ code: 'rate_limit_exceeded' })
  })
})

describe('An open server', () => {
  it('asks nobody for a key but those who administer it', async () => {
    const open = await startGateway({
      upstreams: { simulated: upstream.url },
      models: [modelAt('simulated', 'small')],
      fields: { isOpen: true }
    })
    const client = openaiFor(open, { apiKey: 'whatever' })
    const asked = { model: 'small', messages: saying('What is 12 + 30?') }
    expect(await client.chat.completions.create(asked)).toMatchObject({ object: 'chat.completion' })
    expect((await fetch(`${open.url}/admin/v1/keys`)).status).toBe(401)
    expect((await administer(open, 'GET', 'keys')).status).toBe(200)
  })
})
