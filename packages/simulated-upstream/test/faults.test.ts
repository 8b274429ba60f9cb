import {
  chat,
  chatOf,
  chunksOf,
  closeAll,
  dataLines,
  faulty,
  hear,
  jsonOf,
  post,
  streamed,
  sum,
  upstreamWith
} from './upstream-at'

afterEach(closeAll)

const path = '/chat/completions'
const few = { ...streamed, max_tokens: 6 }

interface Chunk {
  readonly choices?: ReadonlyArray<unknown>
  readonly usage?: unknown
  readonly error?: unknown
}

test.each([[{}], [streamed]])('hang: nothing comes, with %j', async (more) => {
  const upstream = await upstreamWith()
  const waiting = hear(upstream, path, faulty('hang', more))
  // Whoever comes later is answered, while the first one waits.
  expect((await chat(upstream, chatOf(sum))).status).toBe(200)
  await upstream.close()
  expect(await waiting).toMatchObject({ status: 0, outcome: 'broken' })
})

test('hang-mid: a stream stops after three chunks, and stays open', async () => {
  const upstream = await upstreamWith()
  const waiting = hear(
    upstream,
    path,
    faulty('hang-mid', few),
    (text) => dataLines(text).length >= 3
  )
  const { status, bytes, outcome } = await waiting
  expect({ status, outcome }).toEqual({ status: 200, outcome: 'broken' })
  expect(chunksOf(bytes.toString())).toHaveLength(3)
})

test('hang-mid: half of an answer comes', async () => {
  const upstream = await upstreamWith()
  const { bytes, outcome, rawHeaders } = await hear(
    upstream,
    path,
    faulty('hang-mid'),
    (text) => text !== ''
  )
  expect(outcome).toBe('broken')
  const promised = Number(rawHeaders[rawHeaders.indexOf('content-length') + 1])
  expect(bytes.length).toBe(Math.ceil(promised / 2))
})

test('reset: the connection breaks before there are headers', async () => {
  const upstream = await upstreamWith()
  for (const more of [{}, streamed])
    expect(await hear(upstream, path, faulty('reset', more))).toMatchObject({
      status: 0,
      outcome: 'broken'
    })
})

test('reset-mid: the connection breaks in the middle', async () => {
  const upstream = await upstreamWith()
  const stream = await hear(upstream, path, faulty('reset-mid', few))
  expect(stream).toMatchObject({ status: 200, outcome: 'broken' })
  expect(chunksOf(stream.bytes.toString())).toHaveLength(3)
  const whole = await hear(upstream, path, faulty('reset-mid'))
  expect(whole).toMatchObject({ status: 200, outcome: 'broken' })
  expect(whole.bytes.toString()).toMatch(/^\{"id"/)
})

test('truncate: a stream ends cleanly, without its end and its usage', async () => {
  const upstream = await upstreamWith()
  const { bytes, outcome } = await hear(upstream, path, faulty('truncate', few))
  expect(outcome).toBe('ended')
  expect(dataLines(bytes.toString())).not.toContain('[DONE]')
  const chunks = chunksOf<Chunk>(bytes.toString())
  expect(chunks).toHaveLength(7)
  expect(chunks.every(({ usage }) => usage === null)).toBe(true)
})

test('truncate: half of an answer ends cleanly', async () => {
  const upstream = await upstreamWith()
  const { bytes, outcome } = await hear(upstream, path, faulty('truncate'))
  expect(outcome).toBe('ended')
  expect(bytes.toString()).toMatch(/^\{"id"/)
  expect(() => JSON.parse(bytes.toString()) as unknown).toThrow()
})

test.each<[string, number, string | null]>([
  ['status:429:7', 429, '7'],
  ['status:429', 429, null],
  ['status:500', 500, null],
  ['status:503', 503, null],
  ['status:400', 400, null]
])('%s', async (simulate, status, retryAfter) => {
  const upstream = await upstreamWith()
  const reply = await chat(upstream, faulty(simulate, streamed))
  expect(reply.status).toBe(status)
  expect(reply.headers.get('retry-after')).toBe(retryAfter)
  expect(Object.keys(jsonOf<{ readonly error: object }>(reply).error)).toEqual([
    'message',
    'type',
    'param',
    'code'
  ])
})

test('garbage: what should be JSON is none', async () => {
  const upstream = await upstreamWith()
  const whole = await chat(upstream, faulty('garbage'))
  expect(whole.status).toBe(200)
  expect(() => JSON.parse(whole.text) as unknown).toThrow()
  const [line] = dataLines((await chat(upstream, faulty('garbage', streamed))).text)
  expect(line).not.toBe('[DONE]')
  expect(() => JSON.parse(line ?? '{}') as unknown).toThrow()
})

test.each<[string, string, object]>([
  ['an answer', path, faulty('invalid-utf8')],
  ['a stream', path, faulty('invalid-utf8', streamed)],
  ['a response', '/responses', { ...faulty('invalid-utf8'), input: sum }],
  ['embeddings', '/embeddings', { ...faulty('invalid-utf8'), input: 'a' }]
])('invalid-utf8: %s has bytes that no text has', async (_, route, body) => {
  const upstream = await upstreamWith()
  const { bytes, outcome } = await hear(upstream, route, body)
  expect(outcome).toBe('ended')
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow()
  expect(bytes.includes(Buffer.from([0xff, 0xfe]))).toBe(true)
})

test('error-event: a stream tells of an error after two chunks', async () => {
  const upstream = await upstreamWith()
  const { text } = await chat(upstream, faulty('error-event', few))
  const chunks = chunksOf<Chunk>(text)
  expect(chunks).toHaveLength(3)
  expect(chunks[2]?.error).toMatchObject({ type: 'server_error' })
  expect(dataLines(text)).not.toContain('[DONE]')
})

test('error-event: a streamed response has an event of that name', async () => {
  const upstream = await upstreamWith()
  const body = { ...faulty('error-event', { stream: true }), input: sum }
  const { text } = await post(upstream, '/responses', body)
  expect(text).toContain('event: error\n')
  expect(chunksOf(text).at(-1)).toMatchObject({ type: 'error', sequence_number: 2 })
})

test('error-event: an answer is an error with a status that is none', async () => {
  const upstream = await upstreamWith()
  const reply = await chat(upstream, faulty('error-event'))
  expect(reply.status).toBe(200)
  expect(jsonOf<Chunk>(reply).error).toMatchObject({ type: 'server_error' })
})

test('slow: the bytes come one by one', async () => {
  const upstream = await upstreamWith()
  for (const more of [{}, streamed]) {
    const { bytes, chunks } = await hear(
      upstream,
      path,
      faulty('slow', more),
      (text) => text.length >= 4
    )
    expect(chunks.some(({ length }) => length === 1)).toBe(true)
    expect(bytes.length).toBeLessThan(100)
  }
})

test('odd-chunks: a stream says the same in odd line ends, with comments, cut anywhere', async () => {
  const upstream = await upstreamWith()
  const { bytes, chunks, outcome } = await hear(upstream, path, faulty('odd-chunks', few))
  expect(outcome).toBe('ended')
  const text = bytes.toString()
  expect(chunks.length).toBeGreaterThan(5)
  expect(text.split('\n').every((line) => line === '' || line.endsWith('\r'))).toBe(true)
  expect(text).toContain('\r\n: ')
  expect(dataLines(text).at(-1)).toBe('[DONE]')
  expect(chunksOf<Chunk>(text).at(-1)?.usage).toMatchObject({ completion_tokens: 6 })
})

test('odd-chunks: an answer in odd pieces is whole', async () => {
  const upstream = await upstreamWith()
  const { bytes, chunks } = await hear(upstream, path, faulty('odd-chunks'))
  expect(chunks.length).toBeGreaterThan(1)
  expect(jsonOf<Chunk>({ text: bytes.toString() }).usage).toMatchObject({ completion_tokens: 16 })
})

test('usage-with-choices: a stream tells its usage in a chunk that has choices, asked or not', async () => {
  const upstream = await upstreamWith()
  for (const more of [few, { stream: true }]) {
    const { text } = await chat(upstream, faulty('usage-with-choices', more))
    const told = chunksOf<Chunk>(text).filter(({ usage }) => (usage ?? null) !== null)
    expect(told).toHaveLength(1)
    expect(told[0]?.choices).toHaveLength(1)
    expect(told[0]).toBe(told.at(-1))
  }
})

test('usage-null-details: the details of the usage are null', async () => {
  const upstream = await upstreamWith()
  const chatUsage = { prompt_tokens_details: null, completion_tokens_details: null }
  const fault = 'usage-null-details'
  const whole = await chat(upstream, faulty(fault))
  expect(jsonOf<Chunk>(whole).usage).toMatchObject({ prompt_tokens: 12, ...chatUsage })
  const { text } = await chat(upstream, faulty(fault, few))
  expect(chunksOf<Chunk>(text).at(-1)?.usage).toMatchObject(chatUsage)
  const response = await post(upstream, '/responses', { ...faulty(fault), input: sum })
  expect(jsonOf<Chunk>(response).usage).toMatchObject({
    input_tokens: 12,
    input_tokens_details: null,
    output_tokens_details: null
  })
})

test('no-usage: none is told', async () => {
  const upstream = await upstreamWith()
  const whole = await chat(upstream, faulty('no-usage'))
  expect(jsonOf<Chunk>(whole)).not.toHaveProperty('usage')
  const { text } = await chat(upstream, faulty('no-usage', few))
  expect(text).not.toContain('usage')
  expect(text).toContain('[DONE]')
  const response = await post(upstream, '/responses', { ...faulty('no-usage'), input: sum })
  expect(jsonOf<Chunk>(response).usage).toBeNull()
  const embeddings = await post(upstream, '/embeddings', { ...faulty('no-usage'), input: 'a' })
  expect(jsonOf<Chunk>(embeddings)).not.toHaveProperty('usage')
})

test('cached and reasoning: so many tokens, and no more cached ones than there are', async () => {
  const upstream = await upstreamWith()
  const usage = async (simulate: string): Promise<unknown> =>
    jsonOf<Chunk>(await chat(upstream, faulty(simulate))).usage
  expect(await usage('cached:5')).toMatchObject({ prompt_tokens_details: { cached_tokens: 5 } })
  expect(await usage('cached:99')).toMatchObject({ prompt_tokens_details: { cached_tokens: 12 } })
  expect(await usage('reasoning:20')).toMatchObject({
    completion_tokens: 36,
    completion_tokens_details: { reasoning_tokens: 20 }
  })
})

interface Said {
  readonly choices: ReadonlyArray<{
    readonly message?: { readonly content: string }
    readonly delta?: { readonly content?: string }
  }>
  readonly usage?: unknown
}

test('huge: so many bytes of text', async () => {
  const upstream = await upstreamWith()
  const body = faulty('huge:300001', { max_tokens: 1 })
  const { choices, usage } = jsonOf<Said>(await chat(upstream, body))
  expect(choices[0]?.message?.content).toHaveLength(300_001)
  expect(usage).toMatchObject({ completion_tokens: 75_001 })
  const chunks = chunksOf<Said>((await chat(upstream, { ...body, ...streamed })).text)
  const text = chunks.map((chunk) => chunk.choices[0]?.delta?.content ?? '').join('')
  expect(text).toHaveLength(300_001)
  expect(chunks.at(-1)?.usage).toMatchObject({ completion_tokens: 75_001 })
})

test('duplicate-headers: there are headers twice, and the answer is whole', async () => {
  const upstream = await upstreamWith()
  for (const more of [{}, streamed]) {
    const { rawHeaders, bytes } = await hear(upstream, path, faulty('duplicate-headers', more))
    const names = rawHeaders.filter((_, index) => index % 2 === 0)
    for (const name of ['content-type', 'set-cookie'])
      expect(names.filter((one) => one === name)).toHaveLength(2)
    expect(bytes.toString()).toContain('705')
  }
})

test('flaky: the first requests with a key get the fault, later ones are answered', async () => {
  const upstream = await upstreamWith()
  const statuses = async (simulate: string): Promise<ReadonlyArray<number>> => {
    const found: Array<number> = []
    for (let asked = 0; asked < 4; asked++)
      found.push((await chat(upstream, faulty(simulate))).status)
    return found
  }
  expect(await statuses('flaky:2:a:status:429:1')).toEqual([429, 429, 200, 200])
  expect(await statuses('flaky:1:b:status:503')).toEqual([503, 200, 200, 200])
  expect(await statuses('flaky:2:a:status:500')).toEqual([200, 200, 200, 200])
})

test.each([
  'status:200',
  'status:429:soon',
  'status',
  'cached',
  'cached:-1',
  'cached:1:2',
  'huge:999999999',
  'flaky:2:a',
  'flaky:2::hang',
  'flaky:1:a:flaky:1:b:hang',
  'flaky:1:a:nothing',
  'none',
  ''
])('%j is no fault', async (simulate) => {
  const upstream = await upstreamWith()
  expect((await chat(upstream, faulty(simulate))).status).toBe(400)
})

test('a fault that is no text is refused', async () => {
  const upstream = await upstreamWith()
  expect((await chat(upstream, chatOf(sum, { metadata: { simulate: 1 } }))).status).toBe(400)
  expect((await chat(upstream, chatOf(sum, { metadata: { user: 'a' } }))).status).toBe(200)
})
