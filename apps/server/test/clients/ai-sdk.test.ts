import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import {
  APICallError,
  embed,
  embedMany,
  generateText,
  jsonSchema,
  Output,
  streamText,
  tool
} from 'ai'
import { makeCallKey, spentBy, type MadeKey } from '../running/administration'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { instant, startSimulated } from '../running/start-simulated'

let gateway: RunningGateway
let upstream: Awaited<ReturnType<typeof startSimulated>>
let key: MadeKey

beforeAll(async () => {
  upstream = await startSimulated([instant('small'), instant('vectors')])
  gateway = await startGateway({
    upstreams: { simulated: upstream.url },
    models: [
      modelAt('simulated', 'small'),
      modelAt('simulated', 'failing', { name: 'small' }),
      modelAt('simulated', 'vectors', { serves: 'embeddings' })
    ]
  })
})

// Each test has an account of its own.
beforeEach(async () => {
  key = await makeCallKey(gateway)
})

interface Wanted {
  readonly apiKey?: string
  readonly simulate?: string
}

/** The provider of the AI SDK, as it is published, for the gateway. */
const provider = ({ apiKey = key.key, simulate }: Wanted = {}) =>
  createOpenAICompatible({
    name: 'stageroute',
    baseURL: `${gateway.url}/v1`,
    apiKey,
    includeUsage: true,
    supportsStructuredOutputs: true,
    ...(simulate === undefined
      ? {}
      : { transformRequestBody: (body) => ({ ...body, metadata: { simulate } }) })
  })

const prompt = 'What is 12 + 30?'

/** What a call is refused with. */
const refusal = async (call: PromiseLike<unknown>): Promise<APICallError> => {
  const thrown: unknown = await Promise.resolve(call).catch((error: unknown) => error)
  if (APICallError.isInstance(thrown)) return thrown
  throw new Error(`no refusal, but ${String(thrown)}`)
}

describe('The AI SDK', () => {
  it('gets a text with its usage, and who answered', async () => {
    const { text, usage, finishReason, response } = await generateText({
      model: provider()('stageroute'),
      prompt
    })
    expect(text).toMatch(/^42( \w+){4}$/)
    expect(finishReason).toBe('stop')
    expect(usage).toMatchObject({ inputTokens: 4, outputTokens: 5, totalTokens: 9 })
    expect(response.headers?.['x-stageroute-model']).toMatch(/^(small|failing)$/)
    expect(response.headers?.['x-stageroute-cost-usd']).toBe('0.001400')
  })

  it('gets a text as a stream, with its usage', async () => {
    const { textStream, usage, finishReason } = streamText({ model: provider()('small'), prompt })
    const parts: Array<string> = []
    for await (const part of textStream) parts.push(part)
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.join('')).toMatch(/^42( \w+){4}$/)
    expect(await finishReason).toBe('stop')
    expect(await usage).toMatchObject({ inputTokens: 4, outputTokens: 5 })
    expect(await spentBy(gateway, key)).toBe(1400)
  })

  it('calls a tool and sends its result back', async () => {
    const asked: Array<unknown> = []
    const tell = tool({
      description: 'Tells a result.',
      inputSchema: jsonSchema<{ result: number }>({
        type: 'object',
        properties: { result: { type: 'number' } },
        required: ['result']
      }),
      execute: (input) => {
        asked.push(input)
        return Promise.resolve('told')
      }
    })
    const { steps, text } = await generateText({
      model: provider()('small'),
      prompt: `${prompt} use the tool`,
      tools: { tell },
      stopWhen: ({ steps: made }) => made.length === 2
    })
    expect(asked).toEqual([{ result: 42 }])
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop'])
    expect(text).toMatch(/^42 /)
  })

  it('calls a tool in a stream', async () => {
    const { toolCalls } = streamText({
      model: provider()('small'),
      prompt: `${prompt} use the tool`,
      tools: {
        tell: tool({
          inputSchema: jsonSchema<{ result: number }>({
            type: 'object',
            properties: { result: { type: 'number' } }
          })
        })
      }
    })
    expect(await toolCalls).toMatchObject([{ toolName: 'tell', input: { result: 42 } }])
  })

  it('gets an object of a schema', async () => {
    const { output } = await generateText({
      model: provider()('small'),
      prompt,
      output: Output.object({
        schema: jsonSchema<{ sum: number }>({
          type: 'object',
          properties: { sum: { type: 'number' } },
          required: ['sum'],
          additionalProperties: false
        })
      })
    })
    expect(output).toEqual({ sum: 42 })
  })

  it('gets embeddings, one and many', async () => {
    const model = provider().embeddingModel('vectors')
    const { embedding, usage } = await embed({ model, value: 'one text' })
    expect(embedding.length).toBeGreaterThan(1)
    expect(usage.tokens).toBe(2)
    const { embeddings } = await embedMany({ model, values: ['one text', 'another text'] })
    expect(embeddings).toHaveLength(2)
    expect(embeddings[0]).toEqual(embedding)
    expect(await spentBy(gateway, key)).toBe((2 + 5) * 100)
  })
})

describe('An error', () => {
  it.each([
    ['of a wrong key', 401, 'small', { apiKey: 'sr-nobody' }],
    ['of a model that there is not', 404, 'nobody', {}],
    ['of a request that the upstream refuses', 400, 'small', { simulate: 'no such fault' }],
    ['of an upstream', 502, 'failing', { simulate: 'status:500' }]
  ] as const)('%s is an APICallError with status %d', async (_, status, model, wanted) => {
    const error = await refusal(
      generateText({ model: provider(wanted)(model), prompt, maxRetries: 0 })
    )
    expect(error.statusCode).toBe(status)
    expect(error.message).not.toBe('')
    expect(error.isRetryable).toBe(status >= 500)
    const { error: told } = JSON.parse(error.responseBody ?? '') as { error: object }
    expect(Object.keys(told).sort()).toEqual(['code', 'message', 'param', 'type'])
  })

  it('of a key that may not call is an APICallError with status 403', async () => {
    const model = provider({ apiKey: gateway.keys.read })('small')
    const { statusCode, isRetryable } = await refusal(
      generateText({ model, prompt, maxRetries: 0 })
    )
    expect({ statusCode, isRetryable }).toEqual({ statusCode: 403, isRetryable: false })
  })

  it('of requests that come too fast says when to come again', async () => {
    const { key: apiKey } = await makeCallKey(gateway, { requestsPerMinute: 1 })
    const model = provider({ apiKey })('small')
    await generateText({ model, prompt })
    const error = await refusal(generateText({ model, prompt, maxRetries: 0 }))
    expect(error).toMatchObject({ statusCode: 429, isRetryable: true })
    expect(Number(error.responseHeaders?.['retry-after'])).toBeGreaterThan(0)
  })

  it('in the middle of a stream comes after the text before it', async () => {
    const errors: Array<unknown> = []
    const { fullStream } = streamText({
      model: provider({ simulate: 'reset-mid' })('small'),
      prompt,
      maxRetries: 0,
      onError: ({ error }) => void errors.push(error)
    })
    const types: Array<string> = []
    for await (const { type } of fullStream) types.push(type)
    expect(types.indexOf('error')).toBeGreaterThan(types.indexOf('text-delta'))
    expect(types).toContain('text-delta')
    expect(JSON.stringify(errors)).toMatch(/upstream/)
  })
})
