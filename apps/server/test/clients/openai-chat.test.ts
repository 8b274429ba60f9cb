import type { OpenAI } from 'openai'
import { accountOf, makeCallKey } from '../running/administration'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { instant, startSimulated } from '../running/start-simulated'
import { openaiFor, saying } from './openai-for'

let gateway: RunningGateway
let upstream: Awaited<ReturnType<typeof startSimulated>>
let openai: OpenAI

beforeAll(async () => {
  upstream = await startSimulated([instant('small'), instant('upstream-large')])
  gateway = await startGateway({
    upstreams: { simulated: upstream.url },
    models: [
      modelAt('simulated', 'small'),
      modelAt('simulated', 'large', { name: 'upstream-large' })
    ]
  })
  openai = openaiFor(gateway)
})

const messages = saying('What is 12 + 30?')

describe('A chat completion', () => {
  it('comes with its answer and its usage', async () => {
    const completion = await openai.chat.completions.create({ model: 'small', messages })
    expect(completion.object).toBe('chat.completion')
    expect(completion.choices[0]?.message).toMatchObject({ role: 'assistant' })
    expect(completion.choices[0]?.message.content).toMatch(/^42 /)
    expect(completion.choices[0]?.finish_reason).toBe('stop')
    expect(completion.usage).toMatchObject({ prompt_tokens: 4, completion_tokens: 5 })
  })

  it('says in its headers who answered, by which decision, at which cost and how fast', async () => {
    const { request_id, response } = await openai.chat.completions
      .create({ model: 'large', messages })
      .withResponse()
    const header = (name: string): string => response.headers.get(name) ?? ''
    expect(request_id).toMatch(/^req_[\w-]+$/)
    expect(header('x-request-id')).toBe(request_id)
    expect(header('x-stageroute-model')).toBe('large')
    expect(header('x-stageroute-decision')).toMatch(/^dec-\d+$/)
    expect(header('x-stageroute-stage')).toMatch(/^\d+$/)
    // 4 tokens of input at 100 micro-USD, 5 of output at 200.
    expect(header('x-stageroute-cost-usd')).toBe('0.001400')
    expect(header('x-stageroute-overhead-us')).toMatch(/^[1-9]\d*$/)
    expect(header('openai-processing-ms')).toMatch(/^\d+$/)
  })

  it('has a decision and a request of its own each time', async () => {
    const ask = () => openai.chat.completions.create({ model: 'small', messages }).withResponse()
    const headers = [await ask(), await ask()].map(({ response }) => response.headers)
    for (const name of ['x-request-id', 'x-stageroute-decision'])
      expect(new Set(headers.map((one) => one.get(name))).size).toBe(2)
  })

  it.each(['stageroute', 'auto'])(
    'is answered by whichever model is chosen when %s is asked',
    async (model) => {
      const { response } = await openai.chat.completions.create({ model, messages }).withResponse()
      expect(['small', 'large']).toContain(response.headers.get('x-stageroute-model'))
    }
  )

  it('keeps the number that the client gives its request', async () => {
    const completion = await openai.chat.completions.create(
      { model: 'small', messages },
      { headers: { 'X-Request-ID': 'mine-1.2_3' } }
    )
    expect(completion._request_id).toBe('mine-1.2_3')
  })

  it('has as many choices as are asked for, all of them paid', async () => {
    const { data: completion, response } = await openai.chat.completions
      .create({ model: 'small', messages, n: 2 })
      .withResponse()
    expect(completion.choices.map(({ index }) => index)).toEqual([0, 1])
    expect(completion.usage?.completion_tokens).toBe(10)
    expect(response.headers.get('x-stageroute-cost-usd')).toBe('0.002400')
  })

  it('calls a tool', async () => {
    const completion = await openai.chat.completions.create({
      model: 'small',
      messages: saying('What is 12 + 30? use the tool'),
      tools: [
        {
          type: 'function',
          function: {
            name: 'tell',
            parameters: { type: 'object', properties: { result: { type: 'number' } } }
          }
        }
      ]
    })
    const [choice] = completion.choices
    expect(choice?.finish_reason).toBe('tool_calls')
    expect(choice?.message.tool_calls).toMatchObject([
      { type: 'function', function: { name: 'tell', arguments: '{"result":42}' } }
    ])
  })

  it('is JSON where that is asked for', async () => {
    const completion = await openai.chat.completions.create({
      model: 'small',
      messages,
      response_format: { type: 'json_object' }
    })
    expect(completion.choices[0]?.message.content).toBe('{"answer":42}')
  })

  it('ends at its longest length', async () => {
    const completion = await openai.chat.completions.create({
      model: 'small',
      messages,
      max_completion_tokens: 2
    })
    expect(completion.choices[0]?.finish_reason).toBe('length')
    expect(completion.usage?.completion_tokens).toBe(2)
  })

  it.each(['duplicate-headers', 'odd-chunks', 'usage-null-details'])(
    'comes whole where the upstream writes %s',
    async (simulate) => {
      const { data: completion, response } = await openai.chat.completions
        .create({ model: 'small', messages, metadata: { simulate } })
        .withResponse()
      expect(completion.choices[0]?.message.content).toMatch(/^42( \w+){4}$/)
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(response.headers.get('x-stageroute-cost-usd')).toBe('0.001400')
    }
  )

  it('costs, with those beside it, what the account of all has spent and what the upstream has counted', async () => {
    const before = await accountOf(gateway)
    const answered = upstream.account().length
    const asked = Array.from({ length: 20 }, (_, i) =>
      openai.chat.completions
        .create({ model: i % 2 === 0 ? 'small' : 'stageroute', messages, n: 1 + (i % 3) })
        .withResponse()
    )
    const told = (await Promise.all(asked)).map(({ response }) =>
      Number(response.headers.get('x-stageroute-cost-usd'))
    )
    const sum = told.reduce((so, cost) => so + cost, 0)
    const counted = upstream
      .account()
      .slice(answered)
      .reduce((so, { input, output }) => so + input * 100 + output * 200, 0)
    const after = await accountOf(gateway)
    expect(after.spentUsd - before.spentUsd).toBeCloseTo(sum, 9)
    expect(counted).toBe(Math.round(sum * 1e6))
    expect(after.reservedUsd).toBe(0)
  })

  it('is paid by the account of all and by that of its key, to the micro-USD', async () => {
    const key = await makeCallKey(gateway)
    const before = await accountOf(gateway)
    await openaiFor(gateway, { apiKey: key.key }).chat.completions.create({
      model: 'small',
      messages
    })
    const after = await accountOf(gateway)
    expect(after.spentUsd - before.spentUsd).toBeCloseTo(0.0014, 9)
    expect(await accountOf(gateway, key)).toMatchObject({
      queries: 1,
      spentUsd: 0.0014,
      reservedUsd: 0
    })
  })
})
