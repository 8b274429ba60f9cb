import { OpenAI } from 'openai'
import { makeCallKey, spentBy, type MadeKey } from '../running/administration'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { instant, startSimulated } from '../running/start-simulated'
import { openaiFor, saying } from './openai-for'

type Chunk = OpenAI.ChatCompletionChunk
type Params = OpenAI.ChatCompletionCreateParamsStreaming

let gateway: RunningGateway
let upstream: Awaited<ReturnType<typeof startSimulated>>
let key: MadeKey
let openai: OpenAI

beforeAll(async () => {
  upstream = await startSimulated([instant('small'), instant('large')])
  gateway = await startGateway({
    upstreams: { simulated: upstream.url },
    models: [modelAt('simulated', 'small'), modelAt('simulated', 'large')],
    // Long streams are dear.
    fields: { budget: { usdPerQuery: 10, floatUsd: 100_000 } }
  })
})

// Each test has an account of its own.
beforeEach(async () => {
  key = await makeCallKey(gateway)
  openai = openaiFor(gateway, { apiKey: key.key })
})

const asked: Params = { model: 'small', messages: saying('What is 12 + 30?'), stream: true }

const withFault = (simulate: string): Params => ({ ...asked, metadata: { simulate } })

interface Streamed {
  readonly chunks: ReadonlyArray<Chunk>
  readonly text: string
  readonly failure: unknown
}

/** Reads a stream to its end, or to what it breaks off with. */
const streamed = async (params: Params): Promise<Streamed> => {
  const chunks: Array<Chunk> = []
  let failure: unknown = null
  try {
    for await (const chunk of await openai.chat.completions.create(params)) chunks.push(chunk)
  } catch (thrown) {
    failure = thrown
  }
  const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')
  return { chunks, text, failure }
}

/** 4 tokens of input at 100 micro-USD, 5 of output at 200. */
const COST = 1400

describe('A stream', () => {
  it('brings the answer word by word and ends', async () => {
    const { chunks, text, failure } = await streamed(asked)
    expect(failure).toBeNull()
    expect(text).toMatch(/^42( \w+){4}$/)
    expect(chunks.every(({ object }) => object === 'chat.completion.chunk')).toBe(true)
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop')
  })

  it('has no chunk with usage for who did not ask, and is paid all the same', async () => {
    const { chunks } = await streamed(asked)
    expect(chunks.filter(({ usage }) => usage)).toEqual([])
    expect(chunks.filter(({ choices }) => choices.length === 0)).toEqual([])
    expect(await spentBy(gateway, key)).toBe(COST)
  })

  it('has exactly one last chunk with usage and no choices for who asked', async () => {
    const { chunks } = await streamed({ ...asked, stream_options: { include_usage: true } })
    const withUsage = chunks.filter(({ usage }) => usage)
    expect(withUsage).toHaveLength(1)
    expect(withUsage[0]).toBe(chunks.at(-1))
    expect(withUsage[0]?.choices).toEqual([])
    expect(withUsage[0]?.usage).toMatchObject({ prompt_tokens: 4, completion_tokens: 5 })
    expect(await spentBy(gateway, key)).toBe(COST)
  })

  it('says in its headers who answers', async () => {
    const { data: stream, response } = await openai.chat.completions.create(asked).withResponse()
    for await (const chunk of stream) void chunk
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    expect(response.headers.get('x-stageroute-model')).toBe('small')
    expect(response.headers.get('x-stageroute-decision')).toMatch(/^dec-\d+$/)
    expect(response.headers.get('x-stageroute-stage')).toMatch(/^\d+$/)
    expect(response.headers.get('x-stageroute-overhead-us')).toMatch(/^[1-9]\d*$/)
  })

  it('brings the choices side by side', async () => {
    const { chunks } = await streamed({ ...asked, n: 2 })
    const ended = chunks.flatMap(({ choices }) => choices).filter((one) => one.finish_reason)
    expect(ended.map(({ index }) => index).sort()).toEqual([0, 1])
    expect(await spentBy(gateway, key)).toBe(COST + 5 * 200)
  })

  it('brings the call of a tool', async () => {
    const messages = saying('What is 12 + 30? use the tool')
    const parameters = { type: 'object', properties: { result: { type: 'number' } } }
    const runner = openai.chat.completions.stream({
      ...asked,
      messages,
      tools: [{ type: 'function', function: { name: 'tell', parameters } }]
    })
    const completion = await runner.finalChatCompletion()
    expect(completion.choices[0]?.message.tool_calls).toMatchObject([
      { function: { name: 'tell', arguments: '{"result":42}' } }
    ])
  })

  it.each(['odd-chunks', 'usage-with-choices', 'usage-null-details'])(
    'is whole and paid where the upstream writes %s',
    async (fault) => {
      const { text, failure } = await streamed(withFault(fault))
      expect(failure).toBeNull()
      expect(text).toMatch(/^42( \w+){4}$/)
      expect(await spentBy(gateway, key)).toBe(COST)
    }
  )

  it('is whole however long it is', async () => {
    const { text, failure } = await streamed(withFault('huge:3000000'))
    expect(failure).toBeNull()
    expect(text).toHaveLength(3_000_000)
  })

  it('is taken for as much as it can have cost where the upstream does not tell', async () => {
    const params = withFault('no-usage')
    const { failure } = await streamed(params)
    expect(failure).toBeNull()
    const bytes = Buffer.byteLength(JSON.stringify(params))
    expect(await spentBy(gateway, key)).toBe(bytes * 100 + 100 * 200)
  })
})

describe('A long stream that its client leaves unread', () => {
  it('is read to its end all the same, and paid', async () => {
    // More than the buffers on the way hold, so that the stream stands still before the client leaves.
    const response = await openai.chat.completions.create(withFault('huge:16000000')).asResponse()
    await new Promise((resolve) => setTimeout(resolve, 200))
    await response.body?.cancel()
    expect(await spentBy(gateway, key)).toBe(4 * 100 + 4_000_000 * 200)
  })
})

describe('A stream that breaks off', () => {
  it.each(['reset-mid', 'truncate', 'error-event'])(
    'ends with an error that the client understands after %s',
    async (fault) => {
      const { chunks, failure } = await streamed(withFault(fault))
      expect(chunks.length).toBeGreaterThan(0)
      expect(failure).toBeInstanceOf(OpenAI.APIError)
      expect(failure).toMatchObject({
        type: 'server_error',
        code: 'upstream_error',
        param: null,
        error: { message: expect.any(String) }
      })
    }
  )

  it('is not begun anew, by its model or by another one', async () => {
    const before = upstream.account().length
    const { failure } = await streamed({ ...withFault('reset-mid'), model: 'stageroute' })
    expect(failure).toBeInstanceOf(OpenAI.APIError)
    expect(await spentBy(gateway, key)).toBeGreaterThan(0)
    expect(upstream.account().slice(before)).toHaveLength(1)
  })

  it('is taken for as much as it can have cost', async () => {
    const params = withFault('truncate')
    await streamed(params)
    const bytes = Buffer.byteLength(JSON.stringify(params))
    expect(await spentBy(gateway, key)).toBe(bytes * 100 + 100 * 200)
  })
})
