import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import * as E from 'fp-ts/Either'
import {
  openUpstream,
  readBaseUrl,
  type AnswerListener,
  type Flight,
  type Upstream,
  type UpstreamCall,
  type UpstreamFailure,
  type UpstreamSettings
} from '@stageroute/gateway'

const cleanUps: Array<() => unknown> = []

afterEach(async () => {
  await Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()))
})

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void

const serverThat = async (answer: Answer): Promise<string> => {
  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()))
  })
  cleanUps.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return listen(server)
}

const upstreamAt = (url: string, settings: Partial<UpstreamSettings> = {}): Upstream => {
  const baseUrl = readBaseUrl(url)
  if (E.isLeft(baseUrl)) throw new Error(baseUrl.left)
  const upstream = openUpstream({
    baseUrl: baseUrl.right,
    headers: { authorization: 'Bearer key' },
    connectMs: 2000,
    beginMs: 5000,
    endMs: 5000,
    longestAnswer: 1e6,
    ...settings
  })
  cleanUps.push(() => upstream.close())
  return upstream
}

interface Heard {
  readonly status: number
  readonly text: string
  readonly outcome: 'end' | UpstreamFailure
  readonly calls: ReadonlyArray<string>
}

const call: UpstreamCall = { method: 'POST', path: '/chat', headers: {}, body: '{}' }

/** Sends a call and hears it to its end; `during` may meddle with the flight at every chunk. */
const hear = (
  upstream: Upstream,
  sent: Partial<UpstreamCall> = {},
  during: (flight: Flight, text: string) => void = () => undefined
): Promise<Heard> =>
  new Promise((resolve) => {
    let status = 0
    let text = ''
    const calls: Array<string> = []
    const finish = (outcome: Heard['outcome']): void => {
      calls.push('over')
      // What is heard after the end would be among the calls.
      setTimeout(() => resolve({ status, text, outcome, calls }), 20)
    }
    const listener: AnswerListener = {
      onBegin: (given) => {
        calls.push('begin')
        status = given
      },
      onChunk: (chunk) => {
        calls.push('chunk')
        text += Buffer.from(chunk).toString()
        during(flight, text)
      },
      onEnd: () => finish('end'),
      onFailure: finish
    }
    const flight = upstream.send({ ...call, ...sent }, listener)
  })

test('an answer is heard as it was sent, whatever its status', async () => {
  const url = await serverThat((request, response, body) => {
    const { method, url: path, headers } = request
    response.writeHead(429, { 'retry-after': '3' })
    response.end([method, path, headers.authorization, headers['x-more'], body].join(' '))
  })
  const upstream = upstreamAt(`${url}/v1/`)
  const heard = await hear(upstream, { headers: { 'x-more': 'a' }, body: '{"a":1}' })
  expect(heard).toMatchObject({
    status: 429,
    text: 'POST /v1/chat Bearer key a {"a":1}',
    outcome: 'end'
  })
})

test('the key of the configuration cannot be replaced by a call', async () => {
  const url = await serverThat(({ rawHeaders }, response) =>
    response.end(rawHeaders.filter((text) => text.startsWith('Bearer')).join())
  )
  for (const name of ['authorization', 'Authorization']) {
    const heard = await hear(upstreamAt(url), { headers: { [name]: 'Bearer mine' } })
    expect(heard.text).toBe('Bearer key')
  }
})

test('a redirect is not followed', async () => {
  const url = await serverThat((_, response) => {
    response.writeHead(307, { location: 'http://127.0.0.1:1/' })
    response.end()
  })
  expect(await hear(upstreamAt(url))).toMatchObject({ status: 307, outcome: 'end' })
})

test('many calls at a time do not wait for one another', async () => {
  let waiting = 0
  const held: Array<ServerResponse> = []
  const url = await serverThat((_, response) => {
    held.push(response)
    waiting++
    if (waiting === 100) held.forEach((one) => one.end('x'))
  })
  const upstream = upstreamAt(url)
  const heard = await Promise.all(Array.from({ length: 100 }, () => hear(upstream)))
  expect(heard.every(({ outcome }) => outcome === 'end')).toBe(true)
})

test('who does not listen is unreachable', async () => {
  const server = createTcpServer()
  const url = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  expect((await hear(upstreamAt(url))).outcome).toEqual({
    _tag: 'unreachable',
    problem: 'ECONNREFUSED'
  })
})

test('an answer that does not begin, and one that does not end, are too slow', async () => {
  const silent = await serverThat(() => undefined)
  expect((await hear(upstreamAt(silent, { beginMs: 40 }))).outcome).toEqual({
    _tag: 'tooSlow',
    awaited: 'begin',
    afterMs: 40
  })
  const endless = await serverThat((_, response) => {
    response.write('a')
  })
  const heard = await hear(upstreamAt(endless, { endMs: 60 }))
  expect(heard).toMatchObject({
    text: 'a',
    outcome: { _tag: 'tooSlow', awaited: 'end', afterMs: 60 },
    calls: ['begin', 'chunk', 'over']
  })
})

test('an answer that breaks off is cut off, before its first byte or after', async () => {
  const early = await serverThat(({ socket }) => void socket.destroy())
  expect((await hear(upstreamAt(early))).outcome).toMatchObject({ _tag: 'cutOff' })
  const late = await serverThat(({ socket }, response) => {
    response.write('a', () => setTimeout(() => socket.destroy(), 10))
  })
  const heard = await hear(upstreamAt(late))
  expect(heard).toMatchObject({ text: 'a', outcome: { _tag: 'cutOff' } })
})

test('what is no HTTP is cut off, and its text is not told', async () => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => void socket.end('secret nonsense\r\n\r\n'))
  })
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)))
  const { outcome } = await hear(upstreamAt(await listen(server)))
  expect(outcome).toMatchObject({ _tag: 'cutOff' })
  expect(JSON.stringify(outcome)).not.toContain('secret')
})

test('an answer that is too long is given up, and one of the length is not', async () => {
  const url = await serverThat((_, response) => response.end('x'.repeat(100)))
  expect((await hear(upstreamAt(url, { longestAnswer: 100 }))).outcome).toBe('end')
  expect((await hear(upstreamAt(url, { longestAnswer: 99 }))).outcome).toEqual({
    _tag: 'tooLong',
    bytes: 100
  })
})

test('a call that is given up is heard of once, and the server feels it', async () => {
  let isClosed = false
  const url = await serverThat((_, response) => {
    response.on('close', () => (isClosed = true))
    response.write('a')
  })
  const heard = await hear(upstreamAt(url), {}, (flight) => {
    flight.abort()
    flight.abort()
  })
  expect(heard).toMatchObject({ outcome: { _tag: 'aborted' }, calls: ['begin', 'chunk', 'over'] })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isClosed).toBe(true)
})

test('a call can be given up before it is sent', async () => {
  const url = await serverThat((_, response) => response.end('a'))
  const outcome = await new Promise((resolve) => {
    const upstream = upstreamAt(url)
    const ignore = (): void => undefined
    upstream
      .send(call, { onBegin: ignore, onChunk: ignore, onEnd: ignore, onFailure: resolve })
      .abort()
  })
  expect(outcome).toEqual({ _tag: 'aborted' })
})

test('a pause holds chunks back until it is over', async () => {
  const url = await serverThat((_, response) => {
    response.write('a')
    setTimeout(() => response.end('b'), 20)
  })
  let isPaused = false
  const heard = await hear(upstreamAt(url), {}, (flight, text) => {
    if (text === 'a') {
      isPaused = true
      flight.pause()
      setTimeout(() => {
        isPaused = false
        flight.resume()
      }, 100)
    } else expect(isPaused).toBe(false)
  })
  expect(heard).toMatchObject({ text: 'ab', outcome: 'end' })
})

test.each([
  ['not a url', 'is no URL'],
  ['ftp://x/', 'is neither http nor https'],
  ['file:///etc/passwd', 'is neither http nor https'],
  ['https://me:secret@x/', 'has a user or password in it'],
  ['https://x/?key=1', 'has a query or a fragment'],
  ['https://x/#a', 'has a query or a fragment']
])('%s as a base URL %s', (text, problem) => {
  expect(readBaseUrl(text)).toEqual(E.left(problem))
})

test('slashes at the end of a base URL do not matter', () => {
  expect(['https://x', 'https://x/', 'https://x/v1//'].map(readBaseUrl)).toEqual(
    ['', '', '/v1'].map((path) => E.right({ origin: 'https://x', path }))
  )
})
