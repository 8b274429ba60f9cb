import { OpenAI } from 'openai'
import { accountOf, makeCallKey } from '../running/administration'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { instant, startSimulated } from '../running/start-simulated'
import { openaiFor, saying } from './openai-for'

let gateway: RunningGateway
let upstream: Awaited<ReturnType<typeof startSimulated>>
let openai: OpenAI

beforeAll(async () => {
  const names = ['one', 'two', 'three']
  upstream = await startSimulated(names.map((name) => instant(name)))
  gateway = await startGateway({
    upstreams: { simulated: upstream.url },
    models: names.map((name) => modelAt('simulated', name))
  })
  openai = openaiFor(gateway)
})

const asked = { model: 'stageroute', messages: saying('What is 12 + 30?') }

/** A fault for the first requests of one test, whichever models they come to. */
const first = (times: number, key: string, fault: string) => ({
  ...asked,
  metadata: { simulate: `flaky:${times}:${key}:${fault}` }
})

/** Models that the upstream was asked for while something was done, in their order. */
const modelsDuring = async (work: () => Promise<unknown>): Promise<ReadonlyArray<string>> => {
  const before = upstream.account().length
  await work()
  return upstream
    .account()
    .slice(before)
    .map(({ model }) => model)
}

describe('A model that fails before the first byte', () => {
  it.each(['status:500', 'status:429:60', 'status:401', 'reset', 'garbage', 'truncate'])(
    'makes way for another one: %s',
    async (fault) => {
      let answeredBy: string | null = null
      const models = await modelsDuring(async () => {
        const { response } = await openai.chat.completions
          .create(first(1, `whole ${fault.replace(/:/g, ' ')}`, fault))
          .withResponse()
        answeredBy = response.headers.get('x-stageroute-model')
      })
      expect(models).toHaveLength(2)
      expect(models[1]).not.toBe(models[0])
      expect(answeredBy).toBe(models[1])
    }
  )

  it('makes way for another one also where a stream was asked for', async () => {
    let text = ''
    const models = await modelsDuring(async () => {
      const stream = await openai.chat.completions.create({
        ...first(1, 'stream', 'status:503'),
        stream: true
      })
      for await (const { choices } of stream) text += choices[0]?.delta.content ?? ''
    })
    expect(text).toMatch(/^42 /)
    expect(new Set(models).size).toBe(2)
  })

  it('is followed by every other one before it is asked again', async () => {
    const models = await modelsDuring(() =>
      openai.chat.completions.create(first(2, 'twice', 'status:500'))
    )
    expect(models).toHaveLength(3)
    expect(new Set(models).size).toBe(3)
  })

  it('stays the one that is asked where the client named it', async () => {
    const models = await modelsDuring(() =>
      openai.chat.completions.create({ ...first(1, 'named', 'status:500'), model: 'two' })
    )
    expect(models).toEqual(['two', 'two'])
  })

  it('costs only what the one that answers costs, where it used nothing', async () => {
    const key = await makeCallKey(gateway)
    await openaiFor(gateway, { apiKey: key.key }).chat.completions.create(
      first(1, 'paid', 'status:500')
    )
    expect(await accountOf(gateway, key)).toMatchObject({
      queries: 1,
      spentUsd: 0.0014,
      reservedUsd: 0
    })
  })

  it('is paid for as much as it can have used, where it may have used something', async () => {
    const key = await makeCallKey(gateway)
    const params = first(1, 'cut off', 'truncate')
    await openaiFor(gateway, { apiKey: key.key }).chat.completions.create(params)
    const most = Buffer.byteLength(JSON.stringify(params)) * 100 + 100 * 200
    expect((await accountOf(gateway, key)).spentUsd).toBeCloseTo((most + 1400) / 1e6, 9)
  })
})

describe('A model that fails after the first byte', () => {
  it.each(['reset-mid', 'truncate', 'error-event'])('is never replaced: %s', async (fault) => {
    const chunks: Array<OpenAI.ChatCompletionChunk> = []
    const read = async (): Promise<void> => {
      const key = `mid ${fault}`
      const params = { ...first(1, key, fault), stream: true } as const
      for await (const chunk of await openai.chat.completions.create(params)) chunks.push(chunk)
    }
    const models = await modelsDuring(async () => {
      await expect(read()).rejects.toBeInstanceOf(OpenAI.APIError)
    })
    expect(models).toHaveLength(1)
    expect(chunks.length).toBeGreaterThan(0)
    expect(new Set(chunks.map(({ model }) => model))).toEqual(new Set(models))
  })
})
