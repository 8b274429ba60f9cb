import type { ServerResponse } from 'node:http'
import type { OpenAI } from 'openai'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { sendJson, startRecording, type RecordingUpstream } from '../running/start-recording'
import { openaiFor } from './openai-for'

const usage = { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 }

/** Fields that no version of the API has, as one of them may have tomorrow. */
const answer = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'named-by-upstream',
  choices: [
    { index: 0, message: { role: 'assistant', content: 'ï ok 👍' }, finish_reason: 'stop' }
  ],
  usage,
  brand_new: { nested: [1, null, 'x'] }
}

const events = [
  { choices: [{ index: 0, delta: { content: 'ok' }, finish_reason: 'stop' }], brand_new: true },
  { choices: [], usage }
]

const sendEvents = (response: ServerResponse, sent: ReadonlyArray<unknown>): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of sent) response.write(`data: ${JSON.stringify(event)}\n\n`)
  response.end('data: [DONE]\n\n')
}

let upstream: RecordingUpstream
let gateway: RunningGateway
let openai: OpenAI

beforeAll(async () => {
  upstream = await startRecording(({ body }, response) =>
    body['stream'] === true
      ? sendEvents(response, body['empty'] === true ? [] : events)
      : sendJson(response, 200, answer)
  )
  gateway = await startGateway({
    upstreams: { recording: upstream.url },
    models: [
      modelAt('recording', 'eyes', { name: 'vendor/eyes-1' }),
      modelAt('recording', 'vectors', { serves: 'embeddings' })
    ],
    fields: {
      upstreams: {
        recording: {
          baseUrl: upstream.url,
          keyEnv: 'UPSTREAM_KEY',
          headers: { 'X-Team': 'ours' },
          query: { 'api-version': '1' }
        }
      }
    },
    surroundings: { env: { UPSTREAM_KEY: 'secret-of-upstream' } }
  })
  openai = openaiFor(gateway)
})

const lastCall = () => upstream.calls.at(-1)

/** A request with parts and parameters of many kinds, some of them of no client's types. */
const request = {
  model: 'eyes',
  messages: [
    { role: 'system', content: 'Be brief. \u2028 "quoted" \\ ü' },
    {
      role: 'user',
      name: 'somebody',
      content: [
        { type: 'text', text: 'What is this?' },
        {
          type: 'image_url',
          image_url: { url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'low' }
        },
        { type: 'image_url', image_url: { url: 'https://example.org/a.png' } }
      ]
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"a": 1.50}' } }
      ]
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'done' }
  ],
  temperature: 0,
  seed: 7,
  stop: ['\n\n'],
  logit_bias: { '50256': -100 },
  response_format: {
    type: 'json_schema',
    json_schema: { name: 's', strict: true, schema: { type: 'object', properties: {} } }
  },
  tools: [{ type: 'function', function: { name: 'f', parameters: {} } }],
  metadata: { team: 'a' },
  parallel_tool_calls: false,
  user: 'u-1',
  parameter_of_tomorrow: { deep: [true, null, { x: 0.1 }] },
  max_tokens: null
}

const asked = request as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming

describe('What is passed on', () => {
  it('is the body as the client sent it, under the name that the upstream has for the model', async () => {
    await openai.chat.completions.create(asked)
    expect(lastCall()?.body).toEqual({ ...request, model: 'vendor/eyes-1' })
    expect(lastCall()?.path).toBe('/v1/chat/completions?api-version=1')
  })

  it('is for a stream the same body, which asks for usage too', async () => {
    const stream = await openai.chat.completions.create({
      ...asked,
      stream: true,
      stream_options: { include_obfuscation: false }
    })
    for await (const chunk of stream) void chunk
    expect(lastCall()?.body).toEqual({
      ...request,
      model: 'vendor/eyes-1',
      stream: true,
      stream_options: { include_obfuscation: false, include_usage: true }
    })
  })

  it('is for embeddings the same body too', async () => {
    const body = { model: 'vectors', input: ['a', 'b'], dimensions: 4, user: 'u-1', later: 1 }
    const sent = { ...body, encoding_format: 'float' as const }
    await openai.embeddings.create(sent)
    expect(lastCall()?.body).toEqual(sent)
    expect(lastCall()?.path).toBe('/v1/embeddings?api-version=1')
  })

  it('is for a response the same body too', async () => {
    const sent = {
      model: 'eyes',
      input: [
        {
          role: 'user' as const,
          content: [
            {
              type: 'input_image' as const,
              image_url: 'data:image/png;base64,iVB=',
              detail: 'auto' as const
            }
          ]
        }
      ],
      reasoning: { effort: 'low' as const },
      include: ['reasoning.encrypted_content' as const],
      later: 1
    }
    await openai.responses.create(sent)
    expect(lastCall()?.body).toEqual({ ...sent, model: 'vendor/eyes-1' })
    expect(lastCall()?.path).toBe('/v1/responses?api-version=1')
  })

  it('comes with the key of the upstream and with none of the client', async () => {
    const secret = 'session=secret-of-client'
    const headers = {
      cookie: secret,
      'x-api-key': 'secret-of-client',
      'openai-organization': 'org'
    }
    await openaiFor(gateway, { defaultHeaders: headers }).chat.completions.create(asked)
    const sent = lastCall()?.headers ?? {}
    expect(sent).toMatchObject({
      authorization: 'Bearer secret-of-upstream',
      'x-team': 'ours',
      'content-type': 'application/json'
    })
    expect(JSON.stringify(sent)).not.toMatch(/secret-of-client|sr-|"cookie"/)
  })

  it('comes with the number of the request', async () => {
    const completion = await openai.chat.completions.create(asked)
    expect(lastCall()?.headers['x-request-id']).toBe(completion._request_id)
  })
})

describe('What comes back', () => {
  it('is the answer as the upstream sent it', async () => {
    const response = await openai.chat.completions.create(asked).asResponse()
    expect(await response.text()).toBe(JSON.stringify(answer))
  })

  it('is each event as the upstream sent it, without the one that only the gateway asked for', async () => {
    const response = await openai.chat.completions.create({ ...asked, stream: true }).asResponse()
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(await response.text()).toBe(`data: ${JSON.stringify(events[0])}\n\ndata: [DONE]\n\n`)
  })

  it('has all its headers also where a stream has nothing in it', async () => {
    const params = { ...asked, stream: true as const, empty: true }
    const response = await openai.chat.completions.create(params).asResponse()
    expect(await response.text()).toBe('data: [DONE]\n\n')
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('x-stageroute-model')).toBe('eyes')
    expect(response.headers.get('x-stageroute-decision')).toMatch(/^dec-/)
  })
})
