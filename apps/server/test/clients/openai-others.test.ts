import { OpenAI } from 'openai'
import { makeCallKey, spentBy, type MadeKey } from '../running/administration'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { instant, startSimulated } from '../running/start-simulated'
import { openaiFor } from './openai-for'

let gateway: RunningGateway
let key: MadeKey
let openai: OpenAI

beforeAll(async () => {
  const upstream = await startSimulated(['small', 'large', 'vectors'].map((name) => instant(name)))
  gateway = await startGateway({
    upstreams: { simulated: upstream.url },
    models: [
      modelAt('simulated', 'vendor/small', {
        name: 'small',
        released: '2024-07-18',
        shutdownDate: '2100-01-01'
      }),
      modelAt('simulated', 'odd/50%?#', { name: 'small' }),
      modelAt('simulated', 'large', { state: 'forbidden' }),
      modelAt('simulated', 'vectors', { serves: 'embeddings' })
    ]
  })
})

// Each test has an account of its own.
beforeEach(async () => {
  key = await makeCallKey(gateway)
  openai = openaiFor(gateway, { apiKey: key.key })
})

describe('Models', () => {
  it('are those that may be named, and the name that stands for any', async () => {
    const ids: Array<string> = []
    for await (const { id } of openai.models.list()) ids.push(id)
    expect(ids.sort()).toEqual(['odd/50%?#', 'stageroute', 'vectors', 'vendor/small'])
  })

  it('are told one by one, whatever is in their names', async () => {
    expect((await openai.models.retrieve('odd/50%?#')).id).toBe('odd/50%?#')
    const { _request_id, ...found } = await openai.models.retrieve('vendor/small')
    expect(_request_id).toMatch(/^req_/)
    expect(found).toEqual({
      id: 'vendor/small',
      object: 'model',
      created: Date.UTC(2024, 6, 18) / 1000,
      owned_by: 'simulated',
      shutdown_date: '2100-01-01'
    })
  })

  it.each(['large', 'nobody'])('are not found where they are not deployed: %s', async (id) => {
    const asked = openai.models.retrieve(id)
    await expect(asked).rejects.toBeInstanceOf(OpenAI.NotFoundError)
    await expect(asked).rejects.toMatchObject({ code: 'model_not_found', param: 'model' })
  })
})

describe('Embeddings', () => {
  const input = ['one text', 'another text']

  it('are numbers, in the encoding that the client asks for by itself and in the other one', async () => {
    const encoded = await openai.embeddings.create({ model: 'vectors', input })
    const plain = await openai.embeddings.create({
      model: 'vectors',
      input,
      encoding_format: 'float'
    })
    expect(encoded.data.map(({ index }) => index)).toEqual([0, 1])
    for (const [i, { embedding }] of encoded.data.entries())
      embedding.forEach((x, j) => expect(x).toBeCloseTo(plain.data[i]?.embedding[j] ?? NaN, 5))
    expect(plain.data[0]?.embedding.length).toBeGreaterThan(1)
    expect(encoded.data[0]?.embedding).toHaveLength(plain.data[0]?.embedding.length ?? -1)
  })

  it('are paid by their tokens, and say so', async () => {
    const { data, response, request_id } = await openai.embeddings
      .create({ model: 'vectors', input })
      .withResponse()
    expect(data.usage).toEqual({ prompt_tokens: 5, total_tokens: 5 })
    expect(response.headers.get('x-stageroute-model')).toBe('vectors')
    expect(response.headers.get('x-stageroute-cost-usd')).toBe('0.000500')
    expect(request_id).toMatch(/^req_/)
    expect(await spentBy(gateway, key)).toBe(500)
  })

  it('are those of the only model where none is named', async () => {
    const { data } = await openai.embeddings.create({ model: 'stageroute', input: 'x' })
    expect(data).toHaveLength(1)
  })

  it('come from no model of chats', async () => {
    const asked = openai.embeddings.create({ model: 'vendor/small', input })
    await expect(asked).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  })
})

describe('A response', () => {
  const asked = { model: 'vendor/small', input: 'What is 12 + 30?' }

  it('comes whole, with its text, its usage and its cost', async () => {
    const { data, response, request_id } = await openai.responses.create(asked).withResponse()
    expect(data.output_text).toMatch(/^42( \w+){4}$/)
    expect(data.usage).toMatchObject({ input_tokens: 4, output_tokens: 5 })
    expect(response.headers.get('x-stageroute-cost-usd')).toBe('0.001400')
    expect(response.headers.get('x-stageroute-model')).toBe('vendor/small')
    expect(request_id).toMatch(/^req_/)
  })

  it('comes as a stream of events, in their order, and is paid', async () => {
    const types: Array<string> = []
    let text = ''
    for await (const event of await openai.responses.create({ ...asked, stream: true })) {
      expect(event.sequence_number).toBe(types.length)
      types.push(event.type)
      if (event.type === 'response.output_text.delta') text += event.delta
      if (event.type === 'response.completed') expect(event.response.usage?.output_tokens).toBe(5)
    }
    expect(types[0]).toBe('response.created')
    expect(types.at(-1)).toBe('response.completed')
    expect(text).toMatch(/^42( \w+){4}$/)
    expect(await spentBy(gateway, key)).toBe(1400)
  })

  it('is put together by the client from the stream', async () => {
    const response = await openai.responses.stream(asked).finalResponse()
    expect(response.output_text).toMatch(/^42 /)
  })

  it.each(['reset-mid', 'truncate', 'error-event'])(
    'that breaks off ends with an error that the client understands: %s',
    async (simulate) => {
      const types: Array<string> = []
      const read = async (): Promise<void> => {
        const stream = await openai.responses.create({
          ...asked,
          stream: true,
          metadata: { simulate }
        })
        for await (const { type } of stream) types.push(type)
      }
      const reading = read()
      await expect(reading).rejects.toBeInstanceOf(OpenAI.APIError)
      await expect(reading).rejects.toMatchObject({ code: 'upstream_error', param: null })
      expect(types[0]).toBe('response.created')
    }
  )

  it('is JSON where that is asked for', async () => {
    const response = await openai.responses.create({
      ...asked,
      text: { format: { type: 'json_object' } }
    })
    expect(response.output_text).toBe('{"answer":42}')
  })
})
