import { request } from 'node:http'
import type { RunningUpstream } from '@stageroute/simulated-upstream'
import type { RunningGateway } from '../running/start-gateway'
import { until } from '../running/until'
import {
  expectEnvelope,
  expectUnharmed,
  openPurse,
  question,
  readEvents,
  withFault,
  type Purse
} from './asking'
import { answersIn, connectTo, converse, headOf } from './raw-client'
import { startFaulty } from './start-faulty'

let gateway: RunningGateway
let upstream: RunningUpstream
let key: Purse

beforeAll(async () => {
  const started = await startFaulty()
  gateway = started.gateway
  upstream = started.upstream
  key = await openPurse(gateway)
})

beforeEach(() => key.empty())

afterEach(() => expectUnharmed(gateway))

const body = JSON.stringify(question)
const streamBody = JSON.stringify({ ...question, stream: true })

/** What one call costs: 4 tokens of input at 100 micro-USD, 5 of output at 200. */
const COST = 1400

const post = 'POST /v1/chat/completions HTTP/1.1'
const auth = (): string => `Authorization: Bearer ${key.key}`
const length = (text = body): string => `Content-Length: ${Buffer.byteLength(text)}`
const close = 'Connection: close'
const te = 'Transfer-Encoding: chunked'
const chunked = (text = body): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`

/** A request of a chat, with headers beside the key. */
const chat = (headers: ReadonlyArray<string>, text = body): string =>
  headOf(post, auth(), ...headers) + text

type Shape = readonly [name: string, write: () => string]

const expectError = async (text: string, status: number): Promise<void> => {
  const answers = await converse(gateway, Buffer.from(text, 'latin1'))
  expect(answers.map((answer) => answer.status)).toEqual([status])
  const [answer] = answers
  expect(answer?.headers['x-request-id']).toMatch(/^req_/)
  expect(answer?.headers['content-type']).toMatch(/^application\/json/)
  expectEnvelope(JSON.parse(answer?.body ?? ''))
}

describe('A request of which two servers would understand different things', () => {
  const shapes: ReadonlyArray<Shape> = [
    ['two lengths', () => chat([length(), 'Content-Length: 5'])],
    ['the same length twice', () => chat([length(), length()])],
    ['a list of lengths', () => chat([`${length()}, ${body.length}`])],
    ['a length with a sign', () => chat([`Content-Length: +${body.length}`])],
    ['a length of another base', () => chat([`Content-Length: 0x${body.length.toString(16)}`])],
    ['a length below 0', () => chat(['Content-Length: -1'])],
    ['a length that no number holds', () => chat([`Content-Length: ${'9'.repeat(30)}`])],
    ['a length and chunks', () => chat([length(), te], chunked())],
    ['chunks and a length', () => chat([te, length()], chunked())],
    ['another encoding', () => chat(['Transfer-Encoding: identity'])],
    ['chunks that are not the last encoding', () => chat([`${te}, identity`], chunked())],
    ['an encoding that nobody knows', () => chat(['Transfer-Encoding: xchunked'], chunked())],
    ['chunks twice', () => chat([te, te], chunked())],
    ['a space before the colon', () => chat([`Content-Length : ${body.length}`])],
    ['a header on two lines', () => chat(['X: a\r\n b', length()])],
    ['line ends that are half of them', () => chat([length()]).replace(/\r\n/g, '\n')],
    ['a NUL', () => chat(['X: a\0b', length()])],
    ['a chunk of no length', () => chat([te], 'zz\r\nabc\r\n0\r\n\r\n')],
    ['a chunk of a length below 0', () => chat([te], '-5\r\nabcde\r\n0\r\n\r\n')],
    ['a chunk longer than numbers', () => chat([te], `${'f'.repeat(17)}\r\nabc\r\n0\r\n\r\n`)],
    ['a chunk with an endless remark', () => chat([te], `5;${'x'.repeat(40_000)}\r\nabcde\r\n`)],
    ['no server', () => `${post}\r\n${auth()}\r\n${length()}\r\n\r\n${body}`],
    ['two servers', () => chat(['Host: another', length()])],
    [
      'no length in a version without chunks',
      () => headOf(post.replace('1.1', '1.0'), auth()) + body
    ],
    ['another version', () => chat([length()]).replace('HTTP/1.1', 'HTTP/2.0')],
    ['a version that there is not', () => chat([length()]).replace('HTTP/1.1', 'HTTP/9.9')],
    ['the beginning of another protocol', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a handshake', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a target without a server', () => headOf('GET http:// HTTP/1.1', close)],
    ['a method that there is not', () => headOf('FOO / HTTP/1.1')],
    ['a NUL in its path', () => headOf('GET /v1/mo\0dels HTTP/1.1', auth())],
    ['bytes in its path', () => headOf('GET /v1/\xff HTTP/1.1', auth())]
  ]

  it.each(shapes)('is refused, and nobody is asked: %s', async (_, write) => {
    const before = upstream.account().length
    await expectError(write(), 400)
    expect(upstream.account()).toHaveLength(before)
    expect(await key.spent()).toBe(0)
  })

  it.each([
    ['the right one first', () => [auth(), 'Authorization: Bearer other']],
    ['the right one last', () => ['Authorization: Bearer other', auth()]],
    ['the right one twice', () => [auth(), auth()]],
    ['in the other header', () => [`X-Api-Key: ${key.key}`, 'X-Api-Key: other']]
  ])('is refused when it has two keys: %s', async (_, headers) => {
    await expectError(headOf(post, ...headers(), length(), close) + body, 401)
    expect(await key.spent()).toBe(0)
  })

  it('ends its connection, whatever is hidden behind it', async () => {
    const hidden = headOf('GET /v1/models HTTP/1.1', auth(), close)
    for (const text of [
      chat([length(), te], chunked() + hidden),
      chat(['Content-Length: 0', length()], hidden),
      chat([te], `0\r\n\r\n${hidden}`).replace(te, `${te}\r\nTransfer-Encoding: x`)
    ]) {
      const answers = await converse(gateway, text)
      expect(answers.map(({ status }) => status)).toEqual([400])
    }
  })
})

describe('Headers', () => {
  it('may not be endless, nor those behind the body', async () => {
    const long = `X: ${'y'.repeat(20_000)}`
    await expectError(chat([long, length()]), 431)
    await expectError(chat([te], chunked().replace(/\r\n$/, `${long}\r\n\r\n`)), 431)
    await expectError(chat(Array.from({ length: 20_000 }, () => 'X: 1')), 431)
  })

  it('may be many', async () => {
    const many = Array.from({ length: 1500 }, (_, i) => `x${i}: 1`)
    const [answer] = await converse(gateway, chat([...many, length(), close]))
    expect(answer?.status).toBe(200)
  })

  it('may not expect what nobody does', async () => {
    await expectError(chat(['Expect: magic', length(), close]), 417)
    const [answer] = await converse(gateway, chat(['Expect: 100-continue', length(), close]))
    expect(answer?.status).toBe(200)
    expect(await key.spent()).toBe(COST)
  })
})

describe('A body', () => {
  it.each([
    ['a key of its own', () => key.key],
    ['a wrong key', () => 'nobody']
  ])('that is announced too large is refused before it comes: %s', async (name, token) => {
    const status = name.includes('wrong') ? 401 : 413
    await expectError(
      headOf(post, `Authorization: Bearer ${token()}`, 'Content-Length: 100001'),
      status
    )
    await expectError(
      headOf(
        post,
        `Authorization: Bearer ${token()}`,
        'Content-Length: 100001',
        'Expect: 100-continue'
      ),
      status
    )
  })

  const upload = (bytes: number, headers: Readonly<Record<string, string | number>>) =>
    new Promise<string>((resolve) => {
      const sent = request(
        `${gateway.url}/v1/chat/completions`,
        {
          method: 'POST',
          agent: false,
          headers: { authorization: `Bearer ${key.key}`, ...headers }
        },
        (response) => {
          let text = ''
          response.on('data', (chunk: Buffer) => (text += chunk.toString()))
          response.on('end', () => resolve(`${response.statusCode} ${text}`))
          response.on('error', () => resolve('broken'))
        }
      )
      sent.on('error', () => resolve('broken'))
      const piece = Buffer.alloc(65_536, ' ')
      let left = bytes
      const write = (): void => {
        while (left > 0) {
          left -= piece.length
          if (!sent.write(piece)) return void sent.once('drain', write)
        }
        sent.end()
      }
      write()
    })

  it.each([
    ['announced', { 'content-length': 65_536 * 160 }],
    ['in chunks', {}]
  ])('that is too large is refused while it comes: %s', async (_, headers) => {
    expect(await upload(65_536 * 160, headers)).toMatch(
      /^413 \{"error":\{"message":"the body is longer/
    )
  })

  it.each([100_000, 99_999])('may be as long as it may be: %d bytes', async (bytes) => {
    const text = body + ' '.repeat(bytes - body.length)
    const [announced] = await converse(gateway, chat([length(text), close], text))
    const [inChunks] = await converse(gateway, chat([te, close], chunked(text)))
    expect([announced?.status, inChunks?.status]).toEqual([200, 200])
  })

  it('may not be longer by a byte', async () => {
    const text = body + ' '.repeat(100_001 - body.length)
    await expectError(chat([length(text)], text), 413)
    await expectError(chat([te], chunked(text)), 413)
  })

  it('that ends too soon is refused', async () => {
    for (const text of [chat([length()], body.slice(0, -5)), chat([te], `fff\r\n${body}`)]) {
      const client = await connectTo(gateway)
      client.socket.end(text)
      expect(await client.closed).toMatch(/^HTTP\/1\.1 400 /)
    }
    expect(await key.spent()).toBe(0)
  })

  it('that is longer than it says is cut where it says', async () => {
    await expectError(chat([`Content-Length: ${body.length - 5}`, close]), 400)
    const [answer] = await converse(gateway, chat([length(), close], `${body}and more`))
    expect(answer?.status).toBe(200)
    expect(await key.spent()).toBe(COST)
  })

  it('of another route is held to limits too', async () => {
    const admin = `Authorization: Bearer ${gateway.keys.admin}`
    const head = headOf(
      'POST /admin/v1/keys HTTP/1.1',
      admin,
      'Content-Type: application/json',
      'Content-Length: 1000000',
      close
    )
    const [answer] = await converse(gateway, head)
    expect(answer).toMatchObject({ status: 413 })
    expect(answer?.headers['content-type']).toMatch(/^application\/problem\+json/)
  })
})

describe('Requests on one connection', () => {
  it('are answered in their order', async () => {
    const slow = JSON.stringify(withFault('hang-mid', { stream: true }))
    const answers = await converse(
      gateway,
      chat([length(slow)], slow) + chat([length()]) + chat([length(streamBody), close], streamBody)
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(answers[0]?.body).toContain('"code":"timeout"')
    expect(answers[1]?.headers['content-type']).toBe('application/json')
    expect(readEvents(answers[2]?.body ?? '').isDone).toBe(true)
  })

  it('are each judged by their own', async () => {
    const answers = await converse(
      gateway,
      chat([length('{')], '{') + headOf(post, length()) + body
    )
    expect(answers.map(({ status }) => status)).toEqual([400, 401])
  })

  it.each([
    ['a whole answer', body, withFault('hang')],
    ['a stream', streamBody, withFault('hang-mid', { stream: true })]
  ])('are not answered for by nonsense behind them: %s', async (_, quick, slow) => {
    for (const text of [quick, JSON.stringify(slow)]) {
      const answers = await converse(gateway, `${chat([length(text)], text)}nonsense\r\n\r\n`)
      expect(answers).toHaveLength(2)
      expect(answers[0]?.headers['x-request-id']).toMatch(/^req_/)
      expect(answers[0]?.body).not.toContain('no HTTP')
      expect(answers[1]).toMatchObject({ status: 400, headers: { connection: 'close' } })
    }
    expect(await key.spent()).toBeGreaterThan(COST)
  })

  it('are not answered for by the body of the next one', async () => {
    const next = chat([te], 'zz\r\n')
    const answers = await converse(gateway, chat([length(streamBody)], streamBody) + next)
    expect(answers[0]?.status).toBe(200)
    expect(readEvents(answers[0]?.body ?? '').isDone).toBe(true)
    expect(answers.slice(1).every(({ status }) => status >= 400)).toBe(true)
  })
})

describe('Other versions and forms of requests', () => {
  it.each([[], ['Connection: keep-alive']])('HTTP/1.0 is answered %s', async (...headers) => {
    const old = (text: string): string =>
      headOf(post.replace('1.1', '1.0'), auth(), length(text), ...headers) + text
    const client = await connectTo(gateway)
    client.write(old(body))
    const [whole] = await until(() => {
      const answers = answersIn(client.heard())
      return answers[0]?.body.endsWith('}') === true ? answers : null
    })
    const [stream] = await converse(gateway, old(streamBody))
    expect(whole).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } })
    expect(stream?.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-stageroute-model': 'steady'
    })
    expect(stream?.headers['transfer-encoding']).toBeUndefined()
    expect(readEvents(stream?.body ?? '')).toMatchObject({ isDone: true, error: null })
    expect(await key.spent()).toBe(2 * COST)
  })

  it('a target that names the server is understood', async () => {
    const target = 'http://gateway:80/v1/chat/completions?x=1'
    const text = headOf(`POST ${target} HTTP/1.1`, auth(), length(), close) + body
    const [answer] = await converse(gateway, text)
    expect(answer?.status).toBe(200)
    const [models] = await converse(
      gateway,
      headOf('GET http://gateway/v1/models HTTP/1.1', auth(), close)
    )
    expect(models?.status).toBe(200)
    const [admin] = await converse(
      gateway,
      headOf('GET http://gateway/admin/v1/keys HTTP/1.1', close)
    )
    expect(admin).toMatchObject({ status: 401 })
    expect(admin?.headers['content-type']).toMatch(/^application\/problem\+json/)
  })

  it.each([
    ['GET /v1/../../etc/passwd'],
    ['GET /v1/models/..%2f..%2fetc%2fpasswd'],
    ['GET /%2e%2e/%2e%2e/etc/passwd'],
    ['GET /v1/models/%00'],
    ['GET /..\\..\\etc\\passwd'],
    ['GET /%61dmin/v1/../v1/keyz'],
    ['GET http://evil/'],
    ['POST //v1/chat/completions'],
    ['POST /v1/chat/completions/'],
    ['POST /v1/chat%2Fcompletions'],
    ['POST /V1/chat/completions'],
    ['POST /v1/chat/completions;x=1'],
    ['POST /v1/../v1/chat/completions'],
    ['OPTIONS *'],
    ['TRACE /'],
    ['PURGE /v1/models'],
    ['PUT /v1/models']
  ])('there is nothing at %s', async (line) => {
    await expectError(headOf(`${line} HTTP/1.1`, auth(), close), 404)
  })

  it.each(['GET', 'OPTIONS', 'HEAD', 'PUT'])('a chat is not asked for by %s', async (method) => {
    const [answer] = await converse(gateway, headOf(post.replace('POST', method), auth(), close))
    expect(answer?.status).toBe(405)
  })

  it('no tunnel is opened', async () => {
    const client = await connectTo(gateway)
    client.write(headOf('CONNECT elsewhere:443 HTTP/1.1'))
    expect(await client.closed).not.toMatch(/^HTTP\/1\.1 2/)
    const upgrade = chat(['Upgrade: websocket', 'Connection: upgrade, close', length()])
    const [answer] = await converse(gateway, upgrade)
    expect(answer?.status).toBe(200)
  })
})
