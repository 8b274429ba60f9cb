import type { JsonRecord } from 'fp-ts/Json'
import { OpenAI } from 'openai'
import { administer, makeCallKey } from '../running/administration'
import { modelAt, startGateway, usualPrice, type RunningGateway } from '../running/start-gateway'
import { instant, startSimulated } from '../running/start-simulated'
import { openaiFor, saying } from './openai-for'

type Params = OpenAI.ChatCompletionCreateParamsNonStreaming

let gateway: RunningGateway
let upstream: Awaited<ReturnType<typeof startSimulated>>
let openai: OpenAI

beforeAll(async () => {
  upstream = await startSimulated([instant('small')])
  gateway = await startGateway({
    upstreams: { simulated: upstream.url },
    models: [
      modelAt('simulated', 'small', { capabilities: ['tools'] }),
      ...failing.map((id) => modelAt('simulated', id, { name: 'small' })),
      modelAt('simulated', 'unknown-upstream')
    ]
  })
  openai = openaiFor(gateway)
})

const asked: Params = { model: 'small', messages: saying('What is 12 + 30?') }

/** Models of which each fails in one test, so that none rests in another one. */
const failing = Array.from({ length: 12 }, (_, i) => `failing-${i}`)

const unused = [...failing]

const withFault = (simulate: string): Params => ({
  ...asked,
  model: unused.pop() ?? 'none is left',
  metadata: { simulate }
})

/** What a client is refused with. */
const refusal = async (
  params: Params,
  client = openai
): Promise<InstanceType<typeof OpenAI.APIError>> => {
  const thrown: unknown = await client.chat.completions
    .create(params)
    .catch((error: unknown) => error)
  if (thrown instanceof OpenAI.APIError) return thrown
  throw new Error(`no refusal, but ${JSON.stringify(thrown)}`)
}

/** Requests that came to the upstream while something was done. */
const callsDuring = async (work: () => Promise<unknown>): Promise<number> => {
  const before = upstream.account().length
  await work()
  return upstream.account().length - before
}

describe('A request that cannot be answered', () => {
  it.each([
    ['messages', { messages: [] }],
    ['model', { model: '' }],
    ['n', { n: 0 }],
    ['max_completion_tokens', { max_completion_tokens: -1 }],
    ['stream', { stream: 'yes' }]
  ])('is a BadRequestError that names %s', async (param, wrong) => {
    const error = await refusal({ ...asked, ...wrong } as Params)
    expect(error).toBeInstanceOf(OpenAI.BadRequestError)
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', param })
  })

  it('is a BadRequestError that says what the upstream says is wrong', async () => {
    const error = await refusal(withFault('no such fault'))
    expect(error).toBeInstanceOf(OpenAI.BadRequestError)
    expect(error.param).toBe('metadata.simulate')
    expect(error.message).toMatch(/no fault/)
  })

  it('is a NotFoundError where it names a model that there is not', async () => {
    const error = await refusal({ ...asked, model: 'nobody' })
    expect(error).toBeInstanceOf(OpenAI.NotFoundError)
    expect(error).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' })
  })

  it('is a NotFoundError where the model that it names cannot do it', async () => {
    const error = await refusal({ ...asked, response_format: { type: 'json_object' } })
    expect(error).toBeInstanceOf(OpenAI.NotFoundError)
    expect(error.code).toBe('model_not_found')
  })
})

describe('A key', () => {
  it.each([
    ['that is none', () => 'sk-of-somebody-else'],
    ['that nobody has', () => `sr-${'a'.repeat(12)}.${'b'.repeat(43)}`],
    ['whose end is another one', () => `${gateway.keys.call.slice(0, -2)}__`]
  ])('%s is an AuthenticationError', async (_, key) => {
    const error = await refusal(asked, openaiFor(gateway, { apiKey: key() }))
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError)
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key', param: null })
    expect(error.message).not.toContain(key())
  })

  it.each(['feedback', 'read', 'admin'] as const)(
    'that may only do other things is a PermissionDeniedError: %s',
    async (role) => {
      const error = await refusal(asked, openaiFor(gateway, { apiKey: gateway.keys[role] }))
      expect(error).toBeInstanceOf(OpenAI.PermissionDeniedError)
      expect(error).toMatchObject({ status: 403, code: 'insufficient_permissions' })
    }
  )

  it('is taken from the headers of other clients too', async () => {
    for (const name of ['x-api-key', 'api-key']) {
      const client = openaiFor(gateway, {
        defaultHeaders: { authorization: null, [name]: gateway.keys.call }
      })
      expect((await client.chat.completions.create(asked)).choices).toHaveLength(1)
    }
  })
})

describe('Too many requests', () => {
  it('are a RateLimitError that says when to come again', async () => {
    const { key } = await makeCallKey(gateway, { requestsPerMinute: 1 })
    const client = openaiFor(gateway, { apiKey: key })
    const { response } = await client.chat.completions.create(asked).withResponse()
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('1')
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('0')
    const error = await refusal(asked, client)
    expect(error).toBeInstanceOf(OpenAI.RateLimitError)
    expect(error).toMatchObject({ code: 'rate_limit_exceeded', type: 'rate_limit_exceeded' })
    const seconds = Number(error.headers?.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(Number(error.headers?.get('retry-after-ms'))).toBeLessThanOrEqual(seconds * 1000)
    expect(error.headers?.get('x-should-retry')).toBeNull()
  })

  it('are tried again by the client when it was told to, and answered then', async () => {
    let now = Date.now()
    const limited = await startGateway({
      upstreams: { simulated: upstream.url },
      models: [modelAt('simulated', 'small')],
      surroundings: { clock: { now: () => now, elapsed: () => now } }
    })
    const { key } = await makeCallKey(limited, { requestsPerMinute: 1 })
    const statuses: Array<number> = []
    const client = openaiFor(limited, {
      apiKey: key,
      maxRetries: 1,
      fetch: async (url, init) => {
        const response = await fetch(url, init)
        statuses.push(response.status)
        // The time that the client now waits passes on the clock of the gateway.
        if (response.status === 429) now += 123
        return response
      }
    })
    await client.chat.completions.create(asked)
    now += 60_000 - 123
    const wait = jest.spyOn(globalThis, 'setTimeout')
    await client.chat.completions.create(asked)
    expect(statuses).toEqual([200, 429, 200])
    expect(wait.mock.calls.map(([, delay]) => delay)).toContain(123)
  })

  it('of an upstream are a RateLimitError, with the time for which the upstream asks', async () => {
    const limited = await startGateway({
      upstreams: { simulated: upstream.url },
      models: [modelAt('simulated', 'small')],
      fields: { retries: { most: 0 }, breaker: { failures: 1 } }
    })
    const busy = { ...asked, metadata: { simulate: 'status:429:7' } }
    const error = await refusal(busy, openaiFor(limited))
    expect(error).toBeInstanceOf(OpenAI.RateLimitError)
    expect(error.code).toBe('rate_limit_exceeded')
    expect(error.headers?.get('retry-after')).toBe('7')
    // The model rests as long as the upstream asked.
    const next = await refusal(asked, openaiFor(limited))
    expect(next).toBeInstanceOf(OpenAI.InternalServerError)
    expect(next).toMatchObject({ status: 503, code: 'overloaded' })
    expect(Number(next.headers?.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(next.headers?.get('retry-after'))).toBeLessThanOrEqual(7)
  })
})

describe('A budget that is gone', () => {
  it('is a RateLimitError that is not worth another try, and no upstream is asked', async () => {
    // One answer costs 1400 micro-USD, and before it is known 20000 and more are set aside.
    const { key } = await makeCallKey(gateway, { budgetUsd: 0.04 })
    const sent: Array<string> = []
    const client = openaiFor(gateway, {
      apiKey: key,
      maxRetries: 5,
      fetch: (url, init) => {
        sent.push(String(url))
        return fetch(url, init)
      }
    })
    const answered = await callsDuring(async () => {
      while ((await client.chat.completions.create(asked).catch(() => null)) !== null);
    })
    expect(answered).toBeGreaterThan(0)
    sent.length = 0
    const calls = await callsDuring(async () => {
      const error = await refusal(asked, client)
      expect(error).toBeInstanceOf(OpenAI.RateLimitError)
      expect(error).toMatchObject({ code: 'insufficient_quota', type: 'insufficient_quota' })
      expect(error.headers?.get('x-should-retry')).toBe('false')
      expect(error.headers?.get('retry-after')).toBeNull()
    })
    expect(calls).toBe(0)
    expect(sent).toHaveLength(1)
  })

  it('of all keys together is the same', async () => {
    const price = { ...usualPrice, perRequestUsd: 0.1 }
    const poor = await startGateway({
      upstreams: { simulated: upstream.url },
      models: [modelAt('simulated', 'small', { price })],
      fields: { budget: { usdPerQuery: 0.001, floatUsd: 0.25 } }
    })
    const client = openaiFor(poor, { maxRetries: 5 })
    await client.chat.completions.create(asked)
    await client.chat.completions.create(asked)
    const calls = await callsDuring(async () => {
      const error = await refusal(asked, client)
      expect(error).toBeInstanceOf(OpenAI.RateLimitError)
      expect(error).toMatchObject({ code: 'insufficient_quota', type: 'insufficient_quota' })
      expect(error.headers?.get('x-should-retry')).toBe('false')
    })
    expect(calls).toBe(0)
  })
})

describe('An upstream that fails', () => {
  it('is asked as often as the configuration says, and is then an InternalServerError', async () => {
    const calls = await callsDuring(async () => {
      const error = await refusal(withFault('status:500'))
      expect(error).toBeInstanceOf(OpenAI.InternalServerError)
      expect(error).toMatchObject({ status: 502, type: 'server_error', code: 'upstream_error' })
    })
    expect(calls).toBe(3)
  })

  it.each(['reset', 'garbage', 'reset-mid', 'truncate', 'invalid-utf8'])(
    'is an InternalServerError as well when it answers with %s',
    async (fault) => {
      const error = await refusal(withFault(fault))
      expect(error).toBeInstanceOf(OpenAI.InternalServerError)
      expect(error).toMatchObject({ status: 502, code: 'upstream_error' })
    }
  )

  it('before a stream is an error before the stream', async () => {
    const asking = openai.chat.completions.create({ ...withFault('status:500'), stream: true })
    await expect(asking).rejects.toBeInstanceOf(OpenAI.InternalServerError)
  })

  it('is not the fault of the key of the client when it refuses that of the gateway', async () => {
    const error = await refusal(withFault('status:401'))
    expect(error).toBeInstanceOf(OpenAI.InternalServerError)
    expect(error.message).not.toMatch(/key/)
  })

  it('has no model of that name: that is no fault of the client', async () => {
    const error = await refusal({ ...asked, model: 'unknown-upstream' })
    expect(error).toBeInstanceOf(OpenAI.InternalServerError)
  })

  it('and answers in the end is only slower', async () => {
    const calls = await callsDuring(async () => {
      const completion = await openai.chat.completions.create(
        withFault('flaky:2:slower:status:503')
      )
      expect(completion.choices[0]?.message.content).toMatch(/^42 /)
    })
    expect(calls).toBe(3)
  })

  it('costs nothing where it used nothing', async () => {
    const key = await makeCallKey(gateway)
    await refusal(withFault('status:500'), openaiFor(gateway, { apiKey: key.key }))
    const response = await administer(gateway, 'GET', 'budgets')
    const { budgets } = (await response.json()) as { budgets: ReadonlyArray<{ account: string }> }
    expect(budgets.find(({ account }) => account === `key:${key.id}`)).toMatchObject({
      queries: 1,
      spentUsd: 0,
      reservedUsd: 0
    })
  })
})

describe('An upstream that is silent', () => {
  const impatient = (limits: JsonRecord): Promise<RunningGateway> =>
    startGateway({
      upstreams: {},
      models: [modelAt('simulated', 'small')],
      fields: {
        retries: { most: 0 },
        upstreams: { simulated: { baseUrl: upstream.url, ...limits } }
      }
    })

  it('is an InternalServerError when its time is over', async () => {
    const client = openaiFor(await impatient({ firstByteMs: 30 }))
    const error = await refusal({ ...asked, metadata: { simulate: 'hang' } }, client)
    expect(error).toBeInstanceOf(OpenAI.InternalServerError)
    expect(error).toMatchObject({ status: 504, code: 'timeout' })
  })

  it('in the middle of a stream is an error in the stream', async () => {
    const client = openaiFor(await impatient({ totalMs: 300 }))
    const chunks: Array<unknown> = []
    const read = async (): Promise<void> => {
      const params = { ...asked, stream: true, metadata: { simulate: 'hang-mid' } } as const
      for await (const chunk of await client.chat.completions.create(params)) chunks.push(chunk)
    }
    const reading = read()
    await expect(reading).rejects.toBeInstanceOf(OpenAI.APIError)
    await expect(reading).rejects.toMatchObject({ code: 'timeout' })
    expect(chunks.length).toBeGreaterThan(0)
  })
})
