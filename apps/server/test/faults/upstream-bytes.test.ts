import type { Socket } from 'node:net'
import type { RunningGateway } from '../running/start-gateway'
import { until } from '../running/until'
import {
  ask,
  envelope,
  expectUnharmed,
  mostCost,
  openPurse,
  question,
  readStream,
  type ErrorBody,
  type Purse
} from './asking'
import {
  chunkText,
  goodAnswer,
  goodEnd,
  saidText,
  startRaw,
  streamHead,
  usage,
  usageCost,
  wholeText,
  type RawScript,
  type RawUpstream
} from './raw-upstream'
import { startAt } from './start-faulty'

const good: RawScript = (socket) => void socket.write(wholeText(JSON.stringify(goodAnswer)))

let script = good
let upstream: RawUpstream
let gateway: RunningGateway
let key: Purse

beforeAll(async () => {
  upstream = await startRaw((...call) => script(...call))
  gateway = await startAt(upstream.url)
  key = await openPurse(gateway)
})

beforeEach(() => key.empty())

afterEach(async () => {
  script = good
  await expectUnharmed(gateway)
})

const streamed = { ...question, stream: true }
const failed: Partial<ErrorBody['error']> = { type: 'server_error', code: 'upstream_error' }

/** Answers with bytes, and ends the connection. */
const writing =
  (...bytes: ReadonlyArray<string | Uint8Array>): RawScript =>
  (socket) => {
    for (const part of bytes) socket.write(part)
    socket.end()
  }

const askWhole = async (
  fields: object = {}
): Promise<{ readonly response: Response; readonly told: unknown }> => {
  const response = await ask(gateway, { body: { ...question, ...fields }, key })
  return { response, told: await response.json() }
}

describe('An answer that is none', () => {
  it.each([
    ['no HTTP', 'hello there\r\n\r\n'],
    ['nothing', ''],
    ['half a head', 'HTTP/1.1 200 OK\r\ncontent-ty'],
    ['a head without a body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n'],
    ['chunks that are none', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\nabc\r\n'],
    ['a chunk without an end', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{}'],
    ['headers without end', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(300_000)}`],
    ['a header with a NUL', 'HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 2\r\n\r\n{}'],
    ['a control character', 'HTTP/1.1 200 OK\r\nx: a\u0001b\r\ncontent-length: 2\r\n\r\n{}'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    [
      'another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'
    ],
    ['an announcement alone', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'],
    ['an empty body', wholeText('')],
    ['no content', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['a page', wholeText('<html></html>', ['content-type: text/html'])],
    ['a list', wholeText('[1]')],
    ['null', wholeText('null')],
    ['a text', wholeText('"x"')],
    ['a number too many', wholeText(`${JSON.stringify(goodAnswer)}7`)],
    ['bytes that are no text', wholeText(Uint8Array.of(0x7b, 0xff, 0x7d))],
    ['an error with status 200', wholeText('{"error":{"message":"overloaded"}}')],
    ['the way to somewhere else', wholeText('{}', ['location: http://127.0.0.1:1/'], '302 Found')]
  ])('is an error for the client: %s', async (_, bytes) => {
    script = writing(bytes)
    for (const body of [question, streamed]) {
      const response = await ask(gateway, { body, key })
      expect([response.status, await response.json()]).toEqual([502, envelope(failed)])
    }
    expect(await key.spent()).toBeLessThanOrEqual(mostCost(question) + mostCost(streamed))
  })

  it('is no reason to read on where it is too long', async () => {
    let wrote = 0
    let isBroken = false
    script = (socket) => {
      socket.on('close', () => (isBroken = true))
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n')
      const write = (): void => {
        while (!socket.destroyed && socket.write('x'.repeat(10_000))) wrote += 10_000
      }
      socket.on('drain', write)
      write()
    }
    const { response, told } = await askWhole()
    expect([response.status, told]).toEqual([502, envelope(failed)])
    await until(() => (isBroken ? true : null))
    expect(wrote).toBeLessThan(20_000_000)
    expect(await key.spent()).toBe(mostCost(question))
  })

  it('is not put in the place of the answer to another request', async () => {
    const stray = { ...goodAnswer, choices: [{ message: { content: 'stray' } }] }
    const answer = wholeText(JSON.stringify(goodAnswer))
    script = (socket) => socket.write(Buffer.concat([answer, wholeText(JSON.stringify(stray))]))
    for (let i = 0; i < 3; i++)
      expect(JSON.stringify((await askWhole()).told)).not.toContain('stray')
  })
})

describe('A refusal that is cut off', () => {
  it.each([
    ['500 Internal Server Error', 502, failed],
    ['429 Too Many Requests', 429, { type: 'rate_limit_exceeded', code: 'rate_limit_exceeded' }]
  ] as const)('is a refusal, and costs nothing: %s', async (status, expected, error) => {
    script = writing(`HTTP/1.1 ${status}\r\ncontent-length: 100\r\nretry-after: 7\r\n\r\n{"err`)
    const { response, told } = await askWhole()
    expect([response.status, told]).toEqual([expected, envelope(error)])
    expect(response.headers.get('retry-after')).toBe(expected === 429 ? '7' : null)
    expect(await key.spent()).toBe(0)
  })

  it('is one also where its words are none', async () => {
    const bodies = [
      '',
      'no',
      '[]',
      '{"error":"text"}',
      '{"error":{"message":7,"type":[],"code":9}}'
    ]
    for (const body of bodies) {
      script = writing(wholeText(body, ['content-type: application/json'], '400 Bad Request'))
      const { response, told } = await askWhole()
      expect([response.status, told]).toEqual([400, envelope({ type: 'invalid_request_error' })])
    }
    expect(await key.spent()).toBe(0)
  })
})

describe('Usage that cannot be', () => {
  it.each([
    ['missing', undefined],
    ['null', null],
    ['a text', 'many'],
    ['a list', [1, 2]],
    ['negative', { prompt_tokens: -5, completion_tokens: 3 }],
    ['broken', { prompt_tokens: 1.5, completion_tokens: 3 }],
    ['more than there are numbers for', { prompt_tokens: 1e300, completion_tokens: 3 }],
    ['more than anybody can pay', { prompt_tokens: 2 ** 53 - 1, completion_tokens: 2 ** 53 - 1 }],
    ['more cached than there is', { ...usage, prompt_tokens_details: { cached_tokens: 11 } }]
  ])('is taken for the most that it can be: %s', async (_, told) => {
    script = writing(wholeText(JSON.stringify({ ...goodAnswer, usage: told })))
    const { response } = await askWhole()
    expect(response.status).toBe(200)
    expect(await key.spent()).toBe(mostCost(question))
  })

  it.each([
    ['missing', ''],
    ['null', chunkText({ choices: [], usage: null })]
  ])('is taken for the most that it can be also in a stream: %s', async (_, told) => {
    script = writing(streamHead, saidText('good'), told, 'data: [DONE]\n\n')
    const stream = await readStream(await ask(gateway, { body: streamed, key }))
    expect(stream).toMatchObject({ text: 'good', isDone: true, error: null })
    expect(await key.spent()).toBe(mostCost(streamed))
  })

  it('breaks a stream off before the client takes it for complete', async () => {
    const absurd = { prompt_tokens: 2 ** 53 - 1, completion_tokens: 2 ** 53 - 1 }
    script = writing(streamHead, saidText('good'), chunkText({ choices: [], usage: absurd }))
    const stream = await readStream(await ask(gateway, { body: streamed, key }))
    expect(stream).toMatchObject({ text: 'good', isDone: false, error: envelope(failed) })
    expect(await key.spent()).toBe(mostCost(streamed))
  })

  it('is never added up to more than an account can hold', async () => {
    // Each of them an amount that there is, and two of them none.
    const absurd = { prompt_tokens: 2e13, completion_tokens: 2e13 }
    script = writing(wholeText(JSON.stringify({ ...goodAnswer, usage: absurd })))
    for (let i = 0; i < 3; i++) expect((await askWhole()).response.status).toBe(200)
    expect(await key.spent()).toBe(3 * mostCost(question))
  })
})

describe('A stream', () => {
  const answerTo = async (...bytes: ReadonlyArray<string | Uint8Array>) => {
    script = writing(...bytes)
    const response = await ask(gateway, { body: streamed, key })
    return { response, ...(await readStream(response)) }
  }

  const whole = [
    ': first a comment\n\n',
    saidText('go'),
    'event: message\nid: 7\nretry: 10\n',
    saidText('od'),
    ': \u{1f44d} ü\r\n\r\n',
    goodEnd
  ].join('')

  it.each([
    ['at once', [whole]],
    ['with other line ends', [whole.replace(/\r?\n/g, '\r\n')]],
    ['with a mark of its order of bytes', [`\ufeff${whole}`]],
    ['with blank lines between', [whole.replace(/\n\n/g, '\n\n\n\n')]],
    ['with no end of its last event but that of the stream', [whole.slice(0, -1)]]
  ])('is understood however its lines end: %s', async (name, parts) => {
    const stream = await answerTo(streamHead, ...parts)
    if (name.includes('no end')) return expect(stream.error).toEqual(envelope(failed))
    expect(stream).toMatchObject({ text: 'good', isDone: true, error: null })
    expect(await key.spent()).toBe(usageCost)
  })

  it('is understood wherever it is cut', async () => {
    const bytes = Buffer.from(whole.replace(/\n\n/g, '\r\n\r\n'))
    script = (socket: Socket) => {
      socket.setNoDelay(true)
      socket.write(streamHead)
      let at = 0
      const write = (): void => {
        if (at >= bytes.length) return void socket.end()
        socket.write(bytes.subarray(at, (at += 3)))
        setImmediate(write)
      }
      write()
    }
    const stream = await readStream(await ask(gateway, { body: streamed, key }))
    expect(stream).toMatchObject({ text: 'good', isDone: true, error: null })
    expect(await key.spent()).toBe(usageCost)
  })

  it.each([
    ['no JSON', 'data: hello\n\n'],
    ['half of it', 'data: {"choices":[\n\n'],
    ['a list', 'data: []\n\n'],
    ['no fields', 'hello\n\n'],
    ['an error', 'data: {"error":{"message":"secret"}}\n\n'],
    ['an event of that name', 'event: error\ndata: {"message":"x"}\n\n'],
    ['an end too soon', '']
  ])('that goes wrong ends with an error: %s', async (name, bytes) => {
    const stream = await answerTo(streamHead, saidText('good'), bytes)
    expect(stream).toMatchObject({ text: 'good', isDone: false, error: envelope(failed) })
    expect(stream.data.join('')).not.toContain('secret')
    expect(await key.spent()).toBe(mostCost(streamed))
    expect(name).not.toBe('')
  })

  it('pays what it told when it goes wrong after that', async () => {
    const told = chunkText({ choices: [], usage })
    const stream = await answerTo(streamHead, saidText('good'), told, 'data: nonsense\n\n')
    expect(stream.error).toEqual(envelope(failed))
    expect(await key.spent()).toBe(usageCost)
  })

  it('ends where it says so, whatever comes after', async () => {
    const stream = await answerTo(streamHead, saidText('good'), goodEnd, saidText('late'), 'x\n\n')
    expect(stream).toMatchObject({ text: 'good', isDone: true, error: null })
    expect(await key.spent()).toBe(usageCost)
  })

  it('ends where it says so, though its connection stays open', async () => {
    let isBroken = false
    script = (socket) => {
      socket.on('close', () => (isBroken = true))
      socket.write(streamHead + saidText('good') + goodEnd)
    }
    const stream = await readStream(await ask(gateway, { body: streamed, key }))
    expect(stream).toMatchObject({ text: 'good', isDone: true, error: null })
    expect(isBroken).toBe(false)
    await until(() => (isBroken ? true : null))
  })

  it('has no event without end', async () => {
    const long = await startAt(
      upstream.url,
      {},
      { maxAnswerBytes: 1e15, totalMs: 600_000, firstByteMs: 5000 }
    )
    let isBroken = false
    script = (socket) => {
      socket.write(`${streamHead}${saidText('good')}data: `)
      const write = (): void => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536)));
      }
      socket.on('drain', write)
      socket.on('close', () => (isBroken = true))
      write()
    }
    const stream = await readStream(await ask(long, { body: streamed }))
    expect(stream).toMatchObject({ text: 'good', isDone: false, error: envelope(failed) })
    // Nobody reads what it goes on to say.
    await until(() => (isBroken ? true : null))
    script = good
    await expectUnharmed(long)
  })

  it('may be cut within its head', async () => {
    const answer = Buffer.from(streamHead + whole)
    script = (socket) => {
      socket.setNoDelay(true)
      socket.write(answer.subarray(0, 20))
      setTimeout(() => socket.end(answer.subarray(20)), 20)
    }
    const stream = await readStream(await ask(gateway, { body: streamed, key }))
    expect(stream).toMatchObject({ text: 'good', isDone: true })
  })
})

describe('Headers of an upstream', () => {
  it.each([
    ['of another alphabet', 'content-type: application/json; x=\u0100'],
    ['that are the ones of this server', 'x-request-id: theirs\r\nx-stageroute-cost-usd: 9'],
    ['that would set cookies', 'set-cookie: a=b\r\nset-cookie: c=d'],
    ['that would end the connection', 'connection: close'],
    ['that are there twice', 'content-type: application/json\r\ncontent-type: text/html'],
    ['that there are none of', 'x-nothing: 1']
  ])('do no harm: %s', async (_, header) => {
    const body = JSON.stringify(goodAnswer)
    script = writing(
      Buffer.from(`HTTP/1.1 200 OK\r\n${header}\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
    )
    const { response, told } = await askWhole()
    expect([response.status, told]).toEqual([200, goodAnswer])
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    expect(response.headers.get('x-stageroute-cost-usd')).toBe('0.001600')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  })
})
