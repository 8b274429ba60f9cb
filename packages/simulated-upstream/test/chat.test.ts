import {
  chat,
  chatOf,
  chunksOf,
  closeAll,
  dataLines,
  jsonOf,
  streamed,
  sum,
  upstreamWith
} from './upstream-at'

afterEach(closeAll)

interface Message {
  readonly content: string | null
  readonly tool_calls?: ReadonlyArray<{
    readonly function: { readonly name: string; readonly arguments: string }
  }>
}

interface Completion {
  readonly id: string
  readonly object: string
  readonly model: string
  readonly choices: ReadonlyArray<{
    readonly index: number
    readonly message: Message
    readonly finish_reason: string
  }>
  readonly usage: unknown
}

interface Chunk {
  readonly object: string
  readonly choices: ReadonlyArray<{
    readonly index: number
    readonly delta: Message & { readonly role?: string }
    readonly finish_reason: string | null
  }>
  readonly usage?: unknown
}

test('a chat is answered, with what it used', async () => {
  const upstream = await upstreamWith()
  const reply = await chat(upstream, chatOf(sum))
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toBe('application/json')
  const { object, model, choices, usage } = jsonOf<Completion>(reply)
  expect({ object, model }).toEqual({ object: 'chat.completion', model: 'instant' })
  expect(choices).toHaveLength(1)
  expect(choices[0]).toMatchObject({ index: 0, finish_reason: 'stop' })
  expect(choices[0]?.message.content).toMatch(/^705( [a-z]+){15}$/)
  expect(usage).toEqual({
    prompt_tokens: 12,
    completion_tokens: 16,
    total_tokens: 28,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 }
  })
})

test('the input is the bytes of all messages by four, rounded up, whatever their form', async () => {
  const upstream = await upstreamWith()
  const messages = [
    { role: 'system', content: 'äöüß' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is 2 + 2?' },
        { type: 'image_url', image_url: { url: 'data:,' } }
      ]
    },
    { role: 'assistant', content: null },
    { role: 'user', content: [{ type: 'text', text: 'äöüäöü 2 + 5' }] }
  ]
  const { choices, usage } = jsonOf<Completion>(await chat(upstream, chatOf('', { messages })))
  // 8 + 14 + 18 bytes.
  expect(usage).toMatchObject({ prompt_tokens: 10 })
  expect(choices[0]?.message.content).toMatch(/^7 /)
})

test.each(['max_tokens', 'max_completion_tokens'])('%s cuts an answer', async (name) => {
  const upstream = await upstreamWith()
  const reply = await chat(upstream, chatOf(sum, { [name]: 2 }))
  const { choices, usage } = jsonOf<Completion>(reply)
  expect(choices[0]).toMatchObject({
    message: { content: '705 lorem' },
    finish_reason: 'length'
  })
  expect(usage).toMatchObject({ completion_tokens: 2 })
})

test('every choice is an answer, and all of them are used', async () => {
  const upstream = await upstreamWith()
  const { choices, usage } = jsonOf<Completion>(await chat(upstream, chatOf(sum, { n: 3 })))
  expect(choices.map(({ index }) => index)).toEqual([0, 1, 2])
  expect(usage).toMatchObject({ completion_tokens: 48 })
})

test('a stream tells its usage when asked to: null in chunks, and in the last one without choices', async () => {
  const upstream = await upstreamWith()
  const reply = await chat(upstream, chatOf(sum, streamed))
  expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(dataLines(reply.text).at(-1)).toBe('[DONE]')
  const chunks = chunksOf<Chunk>(reply.text)
  expect(new Set(chunks.map(({ object }) => object))).toEqual(new Set(['chat.completion.chunk']))
  expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant')
  const texts = chunks.map(({ choices }) => choices[0]?.delta.content ?? '')
  expect(texts.join('')).toMatch(/^705( [a-z]+){15}$/)
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop')
  const last = chunks.at(-1)
  expect(last?.choices).toEqual([])
  expect(last?.usage).toMatchObject({ prompt_tokens: 12, completion_tokens: 16, total_tokens: 28 })
  expect(chunks.slice(0, -1).map(({ usage }) => usage)).toEqual(Array(18).fill(null))
})

test('a stream tells no usage unless asked to', async () => {
  const upstream = await upstreamWith()
  const chunks = chunksOf<Chunk>((await chat(upstream, chatOf(sum, { stream: true }))).text)
  expect(chunks).toHaveLength(18)
  expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false)
})

test('the choices of a stream come side by side', async () => {
  const upstream = await upstreamWith()
  const body = chatOf(sum, { ...streamed, n: 2, max_tokens: 2 })
  const chunks = chunksOf<Chunk>((await chat(upstream, body)).text)
  expect(chunks.flatMap(({ choices }) => choices.map(({ index }) => index))).toEqual([
    0, 1, 0, 1, 0, 1, 0, 1
  ])
  expect(chunks.at(-1)?.usage).toMatchObject({ completion_tokens: 4 })
})

const tools = [
  {
    type: 'function',
    function: {
      name: 'look_up',
      parameters: { type: 'object', properties: { place: { type: 'string' } } }
    }
  }
]

test('a tool is called when the user says so', async () => {
  const upstream = await upstreamWith()
  const reply = await chat(upstream, chatOf('Please use the tool.', { tools }))
  const [choice] = jsonOf<Completion>(reply).choices
  expect(choice?.finish_reason).toBe('tool_calls')
  expect(choice?.message.content).toBeNull()
  expect(choice?.message.tool_calls).toMatchObject([
    { id: expect.any(String), type: 'function', function: { name: 'look_up' } }
  ])
  const text = choice?.message.tool_calls?.[0]?.function.arguments ?? ''
  expect(JSON.parse(text)).toEqual({ place: 'lorem' })
})

test('a tool is called in a stream, its arguments in pieces', async () => {
  const upstream = await upstreamWith()
  const reply = await chat(upstream, chatOf('use the tool', { tools, ...streamed }))
  const chunks = chunksOf<Chunk>(reply.text)
  const calls = chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? [])
  expect(calls[0]?.function.name).toBe('look_up')
  const text = calls.map((call) => call.function.arguments).join('')
  expect(JSON.parse(text)).toEqual({ place: 'lorem' })
  expect(calls.length).toBeGreaterThan(2)
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('tool_calls')
})

test('a tool is not called unless the user says so, and not again once it has answered', async () => {
  const upstream = await upstreamWith()
  const answered = [
    { role: 'user', content: 'use the tool' },
    { role: 'assistant', content: null },
    { role: 'tool', tool_call_id: 'a', content: '{}' }
  ]
  for (const body of [
    chatOf(sum, { tools }),
    chatOf('use the tool'),
    chatOf('', { tools, messages: answered })
  ]) {
    const [choice] = jsonOf<Completion>(await chat(upstream, body)).choices
    expect(choice?.finish_reason).toBe('stop')
    expect(choice?.message.tool_calls).toBeUndefined()
  }
})

test.each<[string, object, unknown]>([
  ['a question', { type: 'json_object' }, { answer: 705 }],
  [
    'a schema',
    {
      type: 'json_schema',
      json_schema: { name: 'a', schema: { properties: { total: { type: 'number' } } } }
    },
    { total: 705 }
  ]
])('JSON is answered to %s when asked for', async (_, format, expected) => {
  const upstream = await upstreamWith()
  const reply = await chat(upstream, chatOf(sum, { response_format: format }))
  const content = jsonOf<Completion>(reply).choices[0]?.message.content ?? ''
  expect(JSON.parse(content)).toEqual(expected)
})

test('any other text is answered with words, in JSON too', async () => {
  const upstream = await upstreamWith()
  const content = async (more: object): Promise<string> =>
    jsonOf<Completion>(await chat(upstream, chatOf('Hello!', more))).choices[0]?.message.content ??
    ''
  expect(await content({})).toMatch(/^lorem ipsum/)
  expect(JSON.parse(await content({ response_format: { type: 'json_object' } }))).toEqual({
    text: expect.stringMatching(/^lorem ipsum/)
  })
})

test('the same seed and order give the same answers', async () => {
  const figures = {
    name: 'instant',
    quality: 0.5,
    outputTokens: { mean: 9, spread: 5 },
    firstMs: 0,
    perTokenMs: 0,
    failureShare: 0.2
  }
  const repliesOf = async (seed: number): Promise<ReadonlyArray<string>> => {
    const upstream = await upstreamWith({ seed, models: [figures] })
    const replies: Array<string> = []
    for (let asked = 0; asked < 12; asked++) {
      const { status, text } = await chat(upstream, chatOf(sum, { n: 2 }))
      const choices = status === 200 ? jsonOf<Completion>({ text }).choices : []
      replies.push(`${status} ${choices.map(({ message }) => message.content).join('|')}`)
    }
    return replies
  }
  const replies = await repliesOf(21)
  expect(await repliesOf(21)).toEqual(replies)
  expect(await repliesOf(22)).not.toEqual(replies)
})

test('failures come with the share that the figures say', async () => {
  const upstream = await upstreamWith({
    models: [
      {
        name: 'instant',
        quality: 1,
        outputTokens: { mean: 1, spread: 0 },
        firstMs: 0,
        perTokenMs: 0,
        failureShare: 0.5
      }
    ]
  })
  const statuses: Array<number> = []
  for (let asked = 0; asked < 60; asked++) statuses.push((await chat(upstream, chatOf(sum))).status)
  const failed = statuses.filter((status) => status === 500)
  expect(failed.length + statuses.filter((status) => status === 200).length).toBe(60)
  // Four standard errors around a half.
  expect(Math.abs(failed.length - 30)).toBeLessThan(16)
})

test('a stream comes at its pace, and whole', async () => {
  const upstream = await upstreamWith({
    models: [
      {
        name: 'instant',
        quality: 1,
        outputTokens: { mean: 12, spread: 0 },
        firstMs: 4,
        perTokenMs: 2,
        failureShare: 0
      }
    ]
  })
  const response = await fetch(`${upstream.url}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify(chatOf(sum, streamed))
  })
  const parts: Array<string> = []
  for await (const part of response.body ?? []) parts.push(Buffer.from(part).toString())
  expect(parts.length).toBeGreaterThan(1)
  expect(chunksOf<Chunk>(parts.join('')).at(-1)?.usage).toMatchObject({ completion_tokens: 12 })
})

test('an answer that takes its time comes whole', async () => {
  const slow = {
    name: 'instant',
    quality: 1,
    outputTokens: { mean: 5, spread: 0 },
    firstMs: 2,
    perTokenMs: 1,
    failureShare: 0
  }
  const upstream = await upstreamWith({ models: [slow] })
  expect(jsonOf<Completion>(await chat(upstream, chatOf(sum))).usage).toMatchObject({
    completion_tokens: 5
  })
})
