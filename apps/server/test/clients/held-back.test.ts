import type { ServerResponse } from 'node:http'
import { OpenAI } from 'openai'
import { accountOf, makeCallKey, spentBy, type MadeKey } from '../running/administration'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { sendJson, startRecording, type RecordingUpstream } from '../running/start-recording'
import { until } from '../running/until'
import { openaiFor, saying } from './openai-for'

const usage = { prompt_tokens: 4, completion_tokens: 30, total_tokens: 34 }

const write = (response: ServerResponse, value: unknown): void =>
  void response.write(`data: ${JSON.stringify(value)}\n\n`)

/** What the upstream still has to say, which it does when a test lets it. */
const unsaid: Array<() => void> = []

const begin = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  write(response, { choices: [{ index: 0, delta: { content: 'first' } }] })
  unsaid.push(() => {
    write(response, { choices: [{ index: 0, delta: { content: ' last' }, finish_reason: 'stop' }] })
    write(response, { choices: [], usage })
    response.end('data: [DONE]\n\n')
  })
}

let gateway: RunningGateway
let upstream: RecordingUpstream
let key: MadeKey
let openai: OpenAI

beforeAll(async () => {
  upstream = await startRecording(({ body }, response) =>
    body['stream'] === true
      ? begin(response)
      : void unsaid.push(() => sendJson(response, 200, { choices: [], usage }))
  )
  gateway = await startGateway({
    upstreams: { recording: upstream.url },
    models: [modelAt('recording', 'held'), modelAt('recording', 'other')]
  })
})

beforeEach(async () => {
  key = await makeCallKey(gateway)
  openai = openaiFor(gateway, { apiKey: key.key })
})

const asked = { model: 'stageroute', messages: saying('What is 12 + 30?') }

/** Once the upstream was asked, what it still has to say. */
const heldBack = (): Promise<() => void> => until(() => unsaid.shift() ?? null)

/** Long enough for a server on this machine to notice that a client has gone. */
const noticed = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50))

/** 4 tokens of input at 100 micro-USD, 30 of output at 200. */
const COST = 6400

describe('What a client does not wait for', () => {
  it('is read to its end when it is a stream, so that all that it used is paid', async () => {
    const stream = await openai.chat.completions.create({ ...asked, stream: true })
    for await (const { choices } of stream)
      if (choices[0]?.delta.content === 'first') stream.controller.abort()
    await noticed()
    const sayTheRest = await heldBack()
    expect(await accountOf(gateway, key)).toMatchObject({ spentUsd: 0 })
    sayTheRest()
    expect(await spentBy(gateway, key)).toBe(COST)
  })

  it('is paid also when nothing of it had come', async () => {
    const leaving = new AbortController()
    const asking = openai.chat.completions.create(asked, { signal: leaving.signal })
    const refused = expect(asking).rejects.toBeInstanceOf(OpenAI.APIUserAbortError)
    const sayAll = await heldBack()
    leaving.abort()
    await refused
    await noticed()
    sayAll()
    expect(await spentBy(gateway, key)).toBe(COST)
  })

  it('is not asked for again', () => {
    expect(upstream.calls).toHaveLength(2)
  })
})

describe('More requests than may be under way', () => {
  it('are refused until there is room again', async () => {
    const narrow = await startGateway({
      upstreams: { recording: upstream.url },
      models: [modelAt('recording', 'held')],
      fields: { listen: { port: 0, drainMs: 2000, maxConcurrent: 1 } }
    })
    const first = openaiFor(narrow).chat.completions.create(asked)
    const sayAll = await heldBack()
    const second = openaiFor(narrow).chat.completions.create(asked)
    await expect(second).rejects.toBeInstanceOf(OpenAI.InternalServerError)
    await expect(second).rejects.toMatchObject({ status: 503, code: 'overloaded' })
    sayAll()
    expect(await first).toMatchObject({ usage })
    const third = openaiFor(narrow).chat.completions.create(asked)
    const sayMore = await heldBack()
    sayMore()
    expect(await third).toMatchObject({ usage })
  })
})
