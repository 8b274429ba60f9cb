import { connect } from 'node:net'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { instant, startSimulated } from '../running/start-simulated'
import { saying } from './openai-for'

let gateway: RunningGateway

beforeAll(async () => {
  const upstream = await startSimulated([instant('small')])
  gateway = await startGateway({
    upstreams: { simulated: upstream.url },
    models: [
      modelAt('simulated', 'small'),
      modelAt('simulated', 'failing', { name: 'small' }),
      modelAt('simulated', 'vectors', { serves: 'embeddings' })
    ],
    fields: { listen: { port: 0, drainMs: 2000, maxBodyBytes: 100_000 } }
  })
})

interface Sent {
  readonly body?: string | Uint8Array | object
  readonly headers?: Readonly<Record<string, string>>
  readonly key?: string | null
}

type Case = readonly [name: string, status: number, method: string, path: string, sent: Sent]

const bodyOf = (body: Sent['body']): { readonly body?: string | Uint8Array } => {
  if (body === undefined) return {}
  return {
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  }
}

const send = (method: string, path: string, sent: Sent = {}): Promise<Response> => {
  const { body, headers, key = gateway.keys.all } = sent
  return fetch(`${gateway.url}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...headers
    },
    ...bodyOf(body)
  })
}

const chat = { model: 'small', messages: saying('What is 12 + 30?') }

const chats = '/v1/chat/completions'

const errors: ReadonlyArray<Case> = [
  ['no key', 401, 'POST', chats, { body: chat, key: null }],
  ['a key that is none', 401, 'POST', chats, { body: chat, key: 'nonsense' }],
  ['another scheme', 401, 'POST', chats, { body: chat, headers: { authorization: 'Basic eDp5' } }],
  ['no JSON', 400, 'POST', chats, { body: '{"model":' }],
  ['no object', 400, 'POST', chats, { body: '[1]' }],
  ['no UTF-8', 400, 'POST', chats, { body: Uint8Array.of(0x22, 0xff, 0x22) }],
  ['nothing', 400, 'POST', chats, {}],
  ['a field that is wrong', 400, 'POST', chats, { body: { ...chat, n: 'many' } }],
  ['a model that there is not', 404, 'POST', chats, { body: { ...chat, model: 'nobody' } }],
  ['too much', 413, 'POST', chats, { body: { ...chat, user: 'u'.repeat(200_000) } }],
  [
    'an upstream that fails',
    502,
    'POST',
    chats,
    { body: { ...chat, model: 'failing', metadata: { simulate: 'status:500' } } }
  ],
  [
    'an upstream that refuses',
    422,
    'POST',
    chats,
    { body: { ...chat, metadata: { simulate: 'status:422' } } }
  ],
  [
    'a stream of an upstream that fails',
    502,
    'POST',
    chats,
    { body: { ...chat, model: 'failing', stream: true, metadata: { simulate: 'reset' } } }
  ],
  ['the wrong method', 405, 'GET', chats, {}],
  ['no input', 400, 'POST', '/v1/responses', { body: { model: 'small' } }],
  ['no input of embeddings', 400, 'POST', '/v1/embeddings', { body: { model: 'vectors' } }],
  ['an unknown path', 404, 'GET', '/v1/nothing', {}],
  ['an unknown path without a key', 404, 'GET', '/nothing', { key: null }],
  ['a path that cannot be read', 400, 'GET', '/v1/models/%E0%A4%A', {}],
  ['an unknown model', 404, 'GET', '/v1/models/nobody', {}],
  ['models without a key', 401, 'GET', '/v1/models', { key: null }],
  ['a decision on nothing', 400, 'POST', '/v1/decisions', { body: { model: 'small' } }],
  ['a decision on no JSON', 400, 'POST', '/v1/decisions', { body: '{"model":' }],
  [
    'a decision on a form',
    415,
    'POST',
    '/v1/decisions',
    { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  ],
  [
    'feedback without a name',
    400,
    'POST',
    '/v1/feedback',
    { body: { decision: 'dec-1', score: 1 } }
  ],
  [
    'feedback on nothing that is known',
    404,
    'POST',
    '/v1/feedback',
    { body: { decision: 'dec-999999', score: 1 }, headers: { 'idempotency-key': 'a' } }
  ],
  ['metrics without a key', 401, 'GET', '/metrics', { key: null }]
]

const problems: ReadonlyArray<Case> = [
  ['no key', 401, 'GET', '/admin/v1/keys', { key: null }],
  ['no key for an unknown path', 401, 'GET', '/admin/v1/nothing', { key: null }],
  ['an unknown path', 404, 'GET', '/admin/v1/nothing', {}],
  ['the wrong method', 404, 'PUT', '/admin/v1/keys', {}],
  ['a key without a role', 400, 'POST', '/admin/v1/keys', { body: { roles: [] } }],
  ['a role that there is not', 400, 'POST', '/admin/v1/keys', { body: { roles: ['king'] } }],
  ['an unknown field', 400, 'POST', '/admin/v1/keys', { body: { roles: ['call'], colour: 'red' } }],
  ['no JSON', 400, 'POST', '/admin/v1/keys', { body: '{"roles":' }],
  ['nothing', 400, 'POST', '/admin/v1/keys', {}],
  ['an unknown key', 404, 'DELETE', '/admin/v1/keys/nobody', {}],
  ['a stage that there is not', 409, 'POST', '/admin/v1/stages/rollback', { body: { number: 99 } }],
  ['a number that is none', 400, 'POST', '/admin/v1/stages/rollback', { body: { number: 'one' } }],
  ['a position that is none', 400, 'GET', '/admin/v1/decisions?after=-1', {}]
]

const successes: ReadonlyArray<Case> = [
  ['a chat', 200, 'POST', chats, { body: chat }],
  ['a stream', 200, 'POST', chats, { body: { ...chat, stream: true } }],
  ['models', 200, 'GET', '/v1/models', {}],
  ['a decision', 200, 'POST', '/v1/decisions', { body: chat }],
  ['health', 200, 'GET', '/healthz', { key: null }],
  ['readiness', 200, 'GET', '/readyz', { key: null }],
  ['metrics', 200, 'GET', '/metrics', {}],
  ['budgets', 200, 'GET', '/admin/v1/budgets', {}],
  ['what was decided', 200, 'GET', '/admin/v1/decisions', {}]
]

describe('An error of the API', () => {
  it.each(errors)('has all four keys: %s', async (_, status, method, path, sent) => {
    const response = await send(method, path, sent)
    const told = (await response.json()) as { readonly error: Readonly<Record<string, unknown>> }
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(Object.keys(told)).toEqual(['error'])
    expect(Object.keys(told.error).sort()).toEqual(['code', 'message', 'param', 'type'])
    const { message, type, param, code } = told.error
    expect([typeof message, typeof type]).toEqual(['string', 'string'])
    for (const value of [param, code])
      expect(value === null || typeof value === 'string').toBe(true)
  })
})

describe('An error of the administration', () => {
  it.each(problems)('is a problem: %s', async (_, status, method, path, sent) => {
    const response = await send(method, path, sent)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await response.json()).toEqual({
      type: 'about:blank',
      status,
      title: expect.stringMatching(/./),
      detail: expect.stringMatching(/./)
    })
  })

  it.each(['call', 'feedback', 'read'] as const)(
    'is a problem also for a key that may only do other things: %s',
    async (role) => {
      const response = await send('POST', '/admin/v1/keys', {
        body: { roles: ['call'] },
        key: gateway.keys[role]
      })
      expect(response.status).toBe(403)
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    }
  )
})

describe('Every answer', () => {
  const all = [...errors, ...problems, ...successes]

  it.each(all)('has a number: %s, %d %s %s', async (_, status, method, path, sent) => {
    const response = await send(method, path, sent)
    await response.arrayBuffer()
    expect(response.status).toBe(status)
    expect(response.headers.get('x-request-id')).toMatch(/^req_[\w-]{36}$/)
  })

  it.each(all)(
    'keeps the one that the client gave: %s, %d %s %s',
    async (...[, , method, path, sent]) => {
      const headers = { ...sent.headers, 'x-request-id': 'given.by_client-1' }
      const response = await send(method, path, { ...sent, headers })
      await response.arrayBuffer()
      expect(response.headers.get('x-request-id')).toBe('given.by_client-1')
    }
  )

  it('has its number also where the server made a mistake, which only the log tells', async () => {
    const broken = await startGateway({
      upstreams: { nowhere: 'http://127.0.0.1:9/v1' },
      models: [modelAt('nowhere', 'small')],
      surroundings: {
        random: () => {
          throw new Error('no chance here')
        }
      }
    })
    const response = await fetch(`${broken.url}${chats}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${broken.keys.call}` },
      body: JSON.stringify(chat)
    })
    const text = await response.text()
    const id = response.headers.get('x-request-id') ?? ''
    expect(response.status).toBe(500)
    expect(id).toMatch(/^req_/)
    expect(text).not.toMatch(/chance/)
    expect(JSON.parse(text)).toMatchObject({
      error: { type: 'server_error', param: null, code: null }
    })
    expect(
      broken.logged.filter((line) => line.includes('no chance here') && line.includes(id))
    ).toHaveLength(1)
  })

  it.each(['with spaces', 'x'.repeat(65), 'a"b', ''])(
    'has one of its own where that of the client cannot be passed on: %j',
    async (given) => {
      for (const path of ['/v1/models', '/admin/v1/keys'])
        expect(
          (await send('GET', path, { headers: { 'x-request-id': given } })).headers.get(
            'x-request-id'
          )
        ).toMatch(/^req_/)
      const response = await send('POST', chats, { body: chat, headers: { 'x-request-id': given } })
      expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    }
  )
})

describe('What is no request', () => {
  /** Sends a text over a connection and returns all that comes back. */
  const talk = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
      let heard = ''
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
      socket.on('end', () => resolve(heard))
      socket.on('error', reject)
      socket.write(text)
    })

  it.each([
    ['nonsense', 400, 'hello\r\n\r\n'],
    ['headers without end', 431, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`]
  ])('is answered all the same: %s', async (_, status, text) => {
    const [head = '', body = ''] = (await talk(text)).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(head.toLowerCase()).toMatch(/\r\nx-request-id: req_[\w-]{36}/)
    const { error } = JSON.parse(body) as { readonly error: object }
    expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type'])
  })
})
