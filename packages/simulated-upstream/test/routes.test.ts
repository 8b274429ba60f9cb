import { request as openRequest } from 'node:http'
import type { SimulatedModel } from '@stageroute/simulated-upstream'
import {
  chat,
  chatOf,
  chunksOf,
  closeAll,
  instant,
  jsonOf,
  post,
  sum,
  upstreamWith
} from './upstream-at'

afterEach(closeAll)

interface Response {
  readonly status: string
  readonly incomplete_details: unknown
  readonly output: ReadonlyArray<{ readonly content: ReadonlyArray<{ readonly text: string }> }>
  readonly usage: unknown
}

interface ResponseEvent {
  readonly type: string
  readonly sequence_number: number
  readonly delta?: string
  readonly text?: string
  readonly response?: Response
}

const responses = '/responses'

test('a response is answered, with what it used', async () => {
  const upstream = await upstreamWith()
  const body = { model: 'instant', instructions: 'Be brief', input: sum }
  const reply = await post(upstream, responses, body)
  const { status, output, usage } = jsonOf<Response>(reply)
  expect(status).toBe('completed')
  expect(output[0]?.content[0]?.text).toMatch(/^705( [a-z]+){15}$/)
  expect(usage).toEqual({
    input_tokens: 14,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 16,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 30
  })
})

test('the input of a response may be a list, and its answer cut', async () => {
  const upstream = await upstreamWith()
  const input = [
    { role: 'user', content: 'Hi' },
    { role: 'user', content: [{ type: 'input_text', text: '3 * 4' }] }
  ]
  const body = { model: 'instant', input, max_output_tokens: 1 }
  const { status, incomplete_details, output } = jsonOf<Response>(
    await post(upstream, responses, body)
  )
  expect({ status, incomplete_details }).toEqual({
    status: 'incomplete',
    incomplete_details: { reason: 'max_output_tokens' }
  })
  expect(output[0]?.content[0]?.text).toBe('12')
})

test('a response is streamed in typed events, the last of which tells its usage', async () => {
  const upstream = await upstreamWith()
  const body = { model: 'instant', input: sum, stream: true }
  const { text } = await post(upstream, responses, body)
  const events = chunksOf<ResponseEvent>(text)
  expect([...text.matchAll(/^event: (.+)$/gm)].map(([, name]) => name)).toEqual(
    events.map(({ type }) => type)
  )
  expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()])
  expect([...new Set(events.map(({ type }) => type))]).toEqual([
    'response.created',
    'response.output_item.added',
    'response.content_part.added',
    'response.output_text.delta',
    'response.output_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.completed'
  ])
  const deltas = events.map(({ delta }) => delta ?? '').join('')
  expect(events.find(({ type }) => type === 'response.output_text.done')?.text).toBe(deltas)
  const last = events.at(-1)?.response
  expect(last?.output[0]?.content[0]?.text).toBe(deltas)
  expect(last?.usage).toMatchObject({ input_tokens: 12, output_tokens: 16 })
})

test('a streamed response that is cut ends as incomplete', async () => {
  const upstream = await upstreamWith()
  const body = { model: 'instant', input: sum, stream: true, max_output_tokens: 3 }
  const events = chunksOf<ResponseEvent>((await post(upstream, responses, body)).text)
  expect(events.at(-1)).toMatchObject({
    type: 'response.incomplete',
    response: { usage: { output_tokens: 3 } }
  })
})

test('a response is JSON when asked for', async () => {
  const upstream = await upstreamWith()
  const schema = { type: 'object', properties: { sum: { type: 'number' } } }
  const text = { format: { type: 'json_schema', name: 'a', schema } }
  const body = { model: 'instant', input: sum, text }
  const { output } = jsonOf<Response>(await post(upstream, responses, body))
  expect(JSON.parse(output[0]?.content[0]?.text ?? '')).toEqual({ sum: 705 })
})

interface Embeddings {
  readonly data: ReadonlyArray<{
    readonly index: number
    readonly embedding: ReadonlyArray<number>
  }>
  readonly usage: unknown
}

const embed = async (input: unknown, more: object = {}): Promise<Embeddings> =>
  jsonOf(await post(await upstreamWith(), '/embeddings', { model: 'instant', input, ...more }))

test('a text has an embedding of eight numbers that is its own', async () => {
  const { data, usage } = await embed(['first', 'second', 'first'])
  expect(usage).toEqual({ prompt_tokens: 4, total_tokens: 4 })
  expect(data.map(({ index }) => index)).toEqual([0, 1, 2])
  const [first, second, again] = data.map(({ embedding }) => embedding)
  expect(first).toHaveLength(8)
  expect(Math.hypot(...(first ?? []))).toBeCloseTo(1, 4)
  expect(again).toEqual(first)
  expect(second).not.toEqual(first)
})

test('embeddings take one text, and tokens', async () => {
  const one = await embed('first')
  expect(one.data).toHaveLength(1)
  expect(one.usage).toMatchObject({ prompt_tokens: 2 })
  const tokens = await embed([1, 2, 3])
  expect(tokens.data).toHaveLength(1)
  expect(tokens.usage).toMatchObject({ prompt_tokens: 3 })
  const lists = await embed([[1, 2], [3]])
  expect(lists.data).toHaveLength(2)
  expect(lists.usage).toMatchObject({ prompt_tokens: 3 })
})

test('embeddings are not streamed', async () => {
  expect((await embed('first', { stream: true })).data).toHaveLength(1)
})

test('embeddings come in base64 when asked for', async () => {
  const plain = (await embed('first')).data[0]?.embedding ?? []
  const encoded: unknown = (await embed('first', { encoding_format: 'base64' })).data[0]?.embedding
  const bytes = Buffer.from(String(encoded), 'base64')
  expect(bytes.length).toBe(32)
  for (const [index, entry] of plain.entries())
    expect(bytes.readFloatLE(4 * index)).toBeCloseTo(entry, 5)
})

const get = async (url: string): Promise<{ readonly status: number; readonly text: string }> => {
  const response = await fetch(url)
  return { status: response.status, text: await response.text() }
}

test('models are listed, and the server says that it is well', async () => {
  const upstream = await upstreamWith({ models: [instant, { ...instant, name: 'a/b' }] })
  const { data } = jsonOf<{ readonly data: ReadonlyArray<unknown> }>(
    await get(`${upstream.url}/models`)
  )
  expect(data).toMatchObject([
    { id: 'instant', object: 'model' },
    { id: 'a/b', object: 'model' }
  ])
  expect((await get(`http://127.0.0.1:${upstream.port}/health`)).status).toBe(200)
})

test('figures are replaced while the upstream runs', async () => {
  const upstream = await upstreamWith()
  const root = { url: `http://127.0.0.1:${upstream.port}` }
  const models: ReadonlyArray<SimulatedModel> = [{ ...instant, name: 'other', failureShare: 1 }]
  expect((await post(root, '/_models', { models })).status).toBe(200)
  expect((await chat(upstream, chatOf(sum))).status).toBe(404)
  expect((await chat(upstream, chatOf(sum, { model: 'other' }))).status).toBe(500)
})

test('figures that cannot be are not taken', async () => {
  const upstream = await upstreamWith()
  const root = { url: `http://127.0.0.1:${upstream.port}` }
  const reply = await post(root, '/_models', { models: [{ ...instant, quality: 2 }] })
  expect(reply.status).toBe(400)
  expect(jsonOf<Envelope>(reply).error.message).toContain('models[0].quality')
  expect((await chat(upstream, chatOf(sum))).status).toBe(200)
})

interface Envelope {
  readonly error: Readonly<Record<string, unknown>> & { readonly message: string }
}

test.each<[string, string, unknown, number, object]>([
  ['no JSON', '/chat/completions', '{', 400, { param: null }],
  ['no object', '/chat/completions', '[]', 400, { param: 'model' }],
  ['no model', '/chat/completions', {}, 400, { param: 'model' }],
  [
    'an unknown model',
    '/chat/completions',
    chatOf(sum, { model: 'x' }),
    404,
    { param: 'model', code: 'model_not_found' }
  ],
  ['no messages', '/chat/completions', chatOf('', { messages: [] }), 400, { param: 'messages' }],
  ['too many choices', '/chat/completions', chatOf(sum, { n: 129 }), 400, { param: 'n' }],
  [
    'no room at all',
    '/chat/completions',
    chatOf(sum, { max_tokens: 0 }),
    400,
    { param: 'max_tokens' }
  ],
  [
    'a stream that is neither',
    '/chat/completions',
    chatOf(sum, { stream: 1 }),
    400,
    { param: 'stream' }
  ],
  [
    'an unknown fault',
    '/chat/completions',
    chatOf(sum, { metadata: { simulate: 'hagn' } }),
    400,
    { param: 'metadata.simulate' }
  ],
  ['no input', '/responses', { model: 'instant', input: '' }, 400, { param: 'input' }],
  ['no input to embed', '/embeddings', { model: 'instant', input: [] }, 400, { param: 'input' }],
  [
    'more to embed than may be',
    '/embeddings',
    { model: 'instant', input: Array(2049).fill('a') },
    400,
    { param: 'input' }
  ],
  ['nothing that is there', '/chat', {}, 404, { code: 'not_found' }],
  ['the wrong method', '/models', {}, 405, { code: 'method_not_allowed' }]
])('%s is refused', async (_, path, body, status, error) => {
  const upstream = await upstreamWith()
  const reply = await post(upstream, path, body)
  expect(reply.status).toBe(status)
  const told = jsonOf<Envelope>(reply).error
  expect(Object.keys(told)).toEqual(['message', 'type', 'param', 'code'])
  expect(told).toMatchObject({ type: 'invalid_request_error', ...error })
  expect(upstream.account()).toEqual([])
})

test('with a key, only who sends it is let in, but anybody may ask how the server is', async () => {
  const upstream = await upstreamWith({ key: 'secret' })
  const asked = (headers: Record<string, string>) =>
    post(upstream, '/chat/completions', chatOf(sum), headers)
  for (const headers of [{}, { authorization: 'Bearer other' }, { authorization: 'secret' }]) {
    const reply = await asked(headers as Record<string, string>)
    expect(reply.status).toBe(401)
    expect(jsonOf<Envelope>(reply).error).toMatchObject({ code: 'invalid_api_key' })
  }
  expect((await asked({ authorization: 'Bearer secret' })).status).toBe(200)
  expect((await get(`http://127.0.0.1:${upstream.port}/_account`)).status).toBe(401)
  expect((await get(`http://127.0.0.1:${upstream.port}/health`)).status).toBe(200)
})

test('the name of a request is told back', async () => {
  const upstream = await upstreamWith()
  const named = await post(upstream, '/chat/completions', chatOf(sum), { 'x-request-id': 'r1' })
  expect(named.headers.get('x-request-id')).toBe('r1')
  expect((await chat(upstream, chatOf(sum))).headers.get('x-request-id')).toBeNull()
})

/** Sends a body of which the length is told, or chunks of it, and returns the status of the answer. */
const statusOf = (url: string, length: number | null, chunks: number): Promise<number> =>
  new Promise((resolve) => {
    const sent = openRequest(`${url}/chat/completions`, {
      method: 'POST',
      agent: false,
      headers: length === null ? {} : { 'content-length': length }
    })
    sent.on('response', (response) => {
      resolve(response.statusCode ?? 0)
      sent.destroy()
    })
    sent.on('error', () => undefined)
    sent.flushHeaders()
    for (let at = 0; at < chunks; at++) sent.write(Buffer.alloc(1_000_000, ' '))
  })

test('a model may have any name', async () => {
  const upstream = await upstreamWith({ models: [{ ...instant, name: 'größe "1"' }] })
  const body = chatOf(sum, { model: 'größe "1"' })
  expect(jsonOf(await chat(upstream, body))).toMatchObject({ model: 'größe "1"' })
  const { text } = await chat(upstream, { ...body, stream: true })
  expect(chunksOf(text)[0]).toMatchObject({ model: 'größe "1"' })
})

test('a body of more than 50 MB is refused, by what it says and by what it is', async () => {
  const { url } = await upstreamWith()
  expect(await statusOf(url, 50_000_001, 0)).toBe(413)
  expect(await statusOf(url, null, 51)).toBe(413)
})

test('a body of some MB is read', async () => {
  const upstream = await upstreamWith()
  const reply = await chat(upstream, chatOf('x'.repeat(3_000_000)))
  expect(jsonOf<Response>(reply).usage).toMatchObject({ prompt_tokens: 750_000 })
})
