import type { RunningGateway } from '../running/start-gateway'
import {
  ask,
  envelope,
  expectUnharmed,
  mostCost,
  openPurse,
  readStream,
  withFault,
  type ErrorBody,
  type Purse
} from './asking'
import { nowhere } from './raw-upstream'
import { startAt, startFaulty } from './start-faulty'

let gateway: RunningGateway
let key: Purse

beforeAll(async () => {
  gateway = (await startFaulty()).gateway
  key = await openPurse(gateway)
})

beforeEach(() => key.empty())

afterEach(() => expectUnharmed(gateway))

type Cost = 'nothing' | 'most' | number

const costOf = (cost: Cost, body: ReturnType<typeof withFault>): number => {
  if (cost === 'nothing') return 0
  return cost === 'most' ? mostCost(body) : cost
}

/** 4 tokens of input at 100 micro-USD, 5 of output at 200. */
const KNOWN = 1400

const slow: Partial<ErrorBody['error']> = { type: 'server_error', code: 'timeout' }
const failed: Partial<ErrorBody['error']> = { type: 'server_error', code: 'upstream_error' }
const busy: Partial<ErrorBody['error']> = {
  type: 'rate_limit_exceeded',
  code: 'rate_limit_exceeded'
}

type Failure = readonly [
  fault: string,
  status: number,
  error: Partial<ErrorBody['error']>,
  cost: Cost
]

/** What there is no answer to, be it asked for whole or as a stream. */
const unanswered: ReadonlyArray<Failure> = [
  ['hang', 504, slow, 'most'],
  ['reset', 502, failed, 'most'],
  ['garbage', 502, failed, 'most'],
  ['status:500', 502, failed, 'nothing'],
  ['status:503', 502, failed, 'nothing'],
  ['status:429', 429, busy, 'nothing'],
  ['status:401', 502, failed, 'nothing'],
  ['status:404', 502, failed, 'nothing']
]

/** What is no whole answer. */
const halfWhole: ReadonlyArray<Failure> = [
  ['hang-mid', 504, slow, 'most'],
  ['reset-mid', 502, failed, 'most'],
  ['truncate', 502, failed, 'most'],
  ['invalid-utf8', 502, failed, 'most'],
  ['error-event', 502, failed, 'most'],
  ['huge:300000', 502, failed, 'most']
]

/** Streams that break off. */
const halfStreams: ReadonlyArray<readonly [string, Partial<ErrorBody['error']>, Cost]> = [
  ['hang-mid', slow, 'most'],
  ['reset-mid', failed, 'most'],
  ['truncate', failed, 'most'],
  ['error-event', failed, 'most'],
  ['huge:1000000', failed, 'most']
]

describe('An upstream that gives no answer', () => {
  it.each([...unanswered, ...halfWhole])(
    'is told as an error, and paid for what it may have used: %s',
    async (fault, status, error, cost) => {
      const body = withFault(fault)
      const response = await ask(gateway, { body, key })
      expect([response.status, await response.json()]).toEqual([status, envelope(error)])
      expect(response.headers.get('x-request-id')).toMatch(/^req_/)
      expect(await key.spent()).toBe(costOf(cost, body))
    }
  )

  it.each(unanswered)(
    'is told as an error also where a stream was asked for: %s',
    async (fault, status, error, cost) => {
      const body = withFault(fault, { stream: true })
      const response = await ask(gateway, { body, key })
      expect([response.status, await response.json()]).toEqual([status, envelope(error)])
      expect(await key.spent()).toBe(costOf(cost, body))
    }
  )

  it.each(['status:400', 'status:413', 'status:422'])(
    'refuses the request with its own words and costs nothing: %s',
    async (fault) => {
      for (const stream of [false, true]) {
        const response = await ask(gateway, { body: withFault(fault, { stream }), key })
        expect(response.status).toBe(Number(fault.split(':')[1]))
        const told = (await response.json()) as ErrorBody
        expect(Object.keys(told.error).sort()).toEqual(['code', 'message', 'param', 'type'])
        expect(told.error.message).toMatch(/simulated/)
      }
      expect(await key.spent()).toBe(0)
    }
  )

  it('costs nothing where it cannot be reached', async () => {
    const lonely = await startAt(await nowhere())
    const other = await openPurse(lonely)
    for (const stream of [false, true]) {
      const response = await ask(lonely, { body: withFault('no', { stream }), key: other })
      expect([response.status, await response.json()]).toEqual([502, envelope(failed)])
    }
    expect(await other.spent()).toBe(0)
  })
})

describe('A stream that breaks off', () => {
  it.each(halfStreams)('ends with an error event: %s', async (fault, error, cost) => {
    const body = withFault(fault, { stream: true })
    const response = await ask(gateway, { body, key })
    expect(response.status).toBe(200)
    const stream = await readStream(response)
    expect(stream.text).not.toBe('')
    expect(stream.isDone).toBe(false)
    expect(stream.error).toEqual(envelope(error))
    expect(await key.spent()).toBe(costOf(cost, body))
  })
})

describe('A response', () => {
  const path = '/v1/responses'
  const asking = (fault: string, fields = {}): ReturnType<typeof withFault> => ({
    model: 'steady',
    input: 'What is 12 + 30?',
    metadata: { simulate: fault },
    ...fields
  })

  it.each(unanswered)('that fails is an error: %s', async (fault, status, error, cost) => {
    for (const stream of [false, true]) {
      await key.empty()
      const body = asking(fault, { stream })
      const response = await ask(gateway, { path, body, key })
      expect([response.status, await response.json()]).toEqual([status, envelope(error)])
      expect(await key.spent()).toBe(costOf(cost, body))
    }
  })

  it.each(halfStreams)(
    'whose stream breaks off ends with an error event: %s',
    async (fault, error, cost) => {
      const body = asking(fault, { stream: true })
      const response = await ask(gateway, { path, body, key })
      expect(response.status).toBe(200)
      const text = await response.text()
      const [, last = ''] = /\n\nevent: error\ndata: (.*)\n\n$/.exec(text) ?? []
      const { type, code, message, param } = JSON.parse(last) as Record<string, unknown>
      expect({ type, code, message, param }).toEqual({
        type: 'error',
        code: error.code,
        message: expect.stringMatching(/./) as string,
        param: null
      })
      expect(text).not.toContain('response.completed"')
      expect(await key.spent()).toBe(costOf(cost, body))
    }
  )

  it.each(['odd-chunks', 'usage-null-details', 'duplicate-headers'])(
    'is understood where it is written in a rare way: %s',
    async (fault) => {
      const body = asking(fault, { stream: true })
      const text = await (await ask(gateway, { path, body, key })).text()
      expect(text).toContain('"type":"response.completed"')
      expect(await key.spent()).toBe(KNOWN)
    }
  )
})

describe('Embeddings', () => {
  const path = '/v1/embeddings'
  const asking = (fault: string): ReturnType<typeof withFault> => ({
    model: 'vectors',
    input: 'What is 12 + 30?',
    metadata: { simulate: fault }
  })

  it.each(unanswered)('that fail are an error: %s', async (fault, status, error, cost) => {
    const body = asking(fault)
    const response = await ask(gateway, { path, body, key })
    expect([response.status, await response.json()]).toEqual([status, envelope(error)])
    const most = Buffer.byteLength(JSON.stringify(body)) * 100
    expect(await key.spent()).toBe(cost === 'most' ? most : 0)
  })

  it('cost what they use', async () => {
    const response = await ask(gateway, { path, body: asking('odd-chunks'), key })
    expect(response.status).toBe(200)
    expect(await key.spent()).toBe(400)
  })
})

describe('An upstream that writes what is rare', () => {
  it.each([
    ['odd-chunks', KNOWN],
    ['usage-with-choices', KNOWN],
    ['usage-null-details', KNOWN],
    ['duplicate-headers', KNOWN],
    ['cached:2', KNOWN],
    ['no-usage', 'most']
  ] as const)('is understood, whole and as a stream: %s', async (fault, cost) => {
    const whole = withFault(fault)
    const response = await ask(gateway, { body: whole, key })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      choices: [{ message: { content: expect.stringMatching(/^42( \w+){4}$/) as string } }]
    })
    expect(await key.spent()).toBe(costOf(cost, whole))
    const body = withFault(fault, { stream: true })
    const stream = await readStream(await ask(gateway, { body, key }))
    expect(stream).toMatchObject({ isDone: true, error: null })
    expect(stream.text).toMatch(/^42( \w+){4}$/)
    expect(await key.spent()).toBe(costOf(cost, whole) + costOf(cost, body))
  })

  it('may be slow', async () => {
    const patient = await startFaulty({}, {})
    const body = withFault('slow', { max_tokens: 1 })
    const response = await ask(patient.gateway, { body })
    expect([response.status, await response.json()]).toEqual([504, envelope(slow)])
    await expectUnharmed(patient.gateway)
  })

  it('may write a stream that is no UTF-8, which is passed on as it is', async () => {
    const body = withFault('invalid-utf8', { stream: true })
    const response = await ask(gateway, { body, key })
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.includes(Buffer.from([0xff, 0xfe]))).toBe(true)
    expect(bytes.toString('latin1')).toMatch(/data: \[DONE\]\n\n$/)
    expect(await key.spent()).toBe(KNOWN)
  })
})
