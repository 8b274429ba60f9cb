import type { RunningGateway } from '../running/start-gateway'
import { administer } from '../running/administration'
import { ask, expectEnvelope, expectUnharmed, openPurse, question, type Purse } from './asking'
import { goodAnswer, startRaw, usageCost, wholeText } from './raw-upstream'
import { startAt } from './start-faulty'

let gateway: RunningGateway
let key: Purse
/** Bodies that the upstream was sent, as they were. */
const sent: Array<string> = []

beforeAll(async () => {
  const upstream = await startRaw((socket, _, request) => {
    sent.push(Buffer.from(request.slice(request.indexOf('\r\n\r\n') + 4), 'latin1').toString())
    socket.write(wholeText(JSON.stringify(goodAnswer)))
  })
  const listen = { port: 0, drainMs: 1000, maxBodyBytes: 2_000_000 }
  gateway = await startAt(upstream.url, { listen, feedback: { lengthStop: 0, jsonSchema: true } })
  key = await openPurse(gateway)
})

beforeEach(async () => {
  await key.empty()
  sent.length = 0
})

const inherited = (): ReadonlyArray<string> => {
  const names: Array<string> = []
  for (const name in {}) names.push(name)
  return [...names, ...Object.getOwnPropertyNames(Object.prototype).sort()]
}

const usual = inherited()

afterEach(async () => {
  expect(inherited()).toEqual(usual)
  expect(({} as { readonly admin?: unknown }).admin).toBeUndefined()
  await expectUnharmed(gateway)
})

const post = (
  path: string,
  body: string | Uint8Array,
  token = key.key,
  headers: Readonly<Record<string, string>> = {}
): Promise<Response> =>
  fetch(`${gateway.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'idempotency-key': 'a',
      ...headers
    },
    body
  })

const chats = '/v1/chat/completions'

/** A chat with more in it, as a text. */
const chatWith = (more: string): string =>
  `{"model":"steady",${more},"messages":[{"role":"user","content":"What is 12 + 30?"}]}`

describe('Names that objects inherit', () => {
  const payloads = [
    '"__proto__":{"admin":true,"stream":true,"model":"other"}',
    '"constructor":{"prototype":{"admin":true}}',
    '"metadata":{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
    '"stream_options":{"__proto__":{"include_usage":7,"admin":true}}',
    '"tools":[{"__proto__":{"admin":true}}]',
    '"toString":1,"valueOf":null,"hasOwnProperty":"x"',
    '"response_format":{"__proto__":{"type":"json_schema"}}'
  ]

  it.each(payloads)('are passed on as they are: %s', async (more) => {
    const response = await post(chats, chatWith(more))
    expect(response.status).toBe(200)
    expect(JSON.stringify(JSON.parse(sent[0] ?? ''))).toBe(
      JSON.stringify(JSON.parse(chatWith(more)))
    )
    expect(await key.spent()).toBe(usageCost)
  })

  it.each(payloads)(
    'are passed on as they are where the body is written anew: %s',
    async (more) => {
      // A stream has to ask for usage; the second name of the model makes it an object that is written again.
      const text = chatWith(`${more},"user":{"model":"x"},"stream":true`)
      const response = await post(chats, text)
      expect(response.status).toBe(200)
      const parsed = JSON.parse(text) as { readonly stream_options?: object }
      expect(JSON.parse(sent[0] ?? '')).toEqual({
        ...parsed,
        stream_options: { ...parsed.stream_options, include_usage: true }
      })
      for (const name of ['__proto__', 'constructor'])
        expect(sent[0]?.split(name)).toHaveLength(text.split(name).length)
    }
  )

  it('are refused or understood by what is not passed on', async () => {
    const { all, admin } = gateway.keys
    for (const more of [
      '"__proto__":{"admin":true}',
      '"constructor":{"prototype":{"admin":true}}'
    ]) {
      for (const [path, text, token] of [
        ['/v1/feedback', `{"decision":"dec-0","score":1,${more}}`, all],
        ['/v1/decisions', chatWith(more), all],
        ['/admin/v1/keys', `{"roles":["call"],${more}}`, admin],
        ['/admin/v1/stages/apply', `{"plan":null,${more}}`, admin],
        ['/admin/v1/stages/rollback', `{"number":99,${more}}`, admin]
      ] as const) {
        const response = await post(path, text, token)
        const told = await response.text()
        expect([path, response.status]).toEqual([path, 400])
        expect(told).not.toContain('stack')
      }
    }
  })

  it('name no model, no key, no category and no conversation', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const unknown = await post(chats, JSON.stringify({ ...question, model: name }))
      expect(unknown.status).toBe(404)
      expectEnvelope(await unknown.json())
      expect((await post(chats, JSON.stringify(question), name)).status).toBe(401)
      const got = await fetch(`${gateway.url}/v1/models/${name}`, {
        headers: { authorization: `Bearer ${gateway.keys.all}` }
      })
      expect(got.status).toBe(404)
      expect((await administer(gateway, 'DELETE', `keys/${name}`)).status).toBe(404)
      const hints = {
        'x-stageroute-category': name,
        'x-stageroute-session': name,
        'x-stageroute-regions': '',
        'idempotency-key': name
      }
      const said = JSON.stringify({ ...question, model: 'auto', prompt_cache_key: name })
      expect((await post(chats, said, key.key, hints)).status).toBe(200)
    }
  })
})

describe('Bodies that go deep', () => {
  const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
  const deepObject = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

  it.each([
    ['lists', deep(100_000)],
    ['objects', deepObject(100_000)]
  ])('are passed on or refused: 100,000 %s', async (_, value) => {
    for (const more of [`"x":${value}`, `"x":${value},"metadata":{"model":"twice"}`]) {
      const response = await post(chats, chatWith(more))
      expect([200, 400]).toContain(response.status)
      if (response.status === 400) expectEnvelope(await response.json())
      else expect(sent.at(-1)).toContain(value)
    }
    expect(await key.spent()).toBe(usageCost)
    expect(gateway.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })

  it.each([
    ['in what is read of a chat', (value: string) => chatWith(`"response_format":${value}`)],
    [
      'in a schema',
      (value: string) =>
        chatWith(`"response_format":{"type":"json_schema","json_schema":{"schema":{"a":${value}}}}`)
    ],
    ['in its messages', (value: string) => `{"model":"steady","messages":${value}}`],
    [
      'as its messages’ content',
      (value: string) => `{"model":"steady","messages":[{"role":"user","content":${value}}]}`
    ],
    ['as its model', (value: string) => `{"model":${value},"messages":[1]}`],
    ['as a whole', (value: string) => value],
    ['without an end', (value: string) => value.slice(0, value.length / 2)]
  ])('are passed on or refused: %s', async (_, write) => {
    const response = await post(chats, write(deep(50_000)))
    expect([200, 400]).toContain(response.status)
  })

  it('are refused or understood by what is not passed on', async () => {
    const value = deep(50_000)
    const { all, admin } = gateway.keys
    for (const [path, text, token] of [
      ['/v1/decisions', chatWith(`"x":${value}`), all],
      ['/v1/feedback', `{"decision":${value},"score":1}`, all],
      ['/v1/feedback', `{"comparison":{"better":${value}}}`, all],
      ['/admin/v1/keys', value, admin],
      ['/admin/v1/keys', `{"roles":["call"],"x":${value}}`, admin]
    ] as const) {
      const response = await post(path, text, token)
      expect([path, text.slice(0, 20), response.status]).toEqual([path, text.slice(0, 20), 400])
    }
  })
})

describe('Numbers that are none', () => {
  const numbers = [
    '1e999',
    '-1e999',
    '1e-999',
    '-0',
    '0.5',
    '-1',
    '1e300',
    '9007199254740993',
    '"1"',
    'true',
    '{}'
  ]

  it.each(['max_tokens', 'max_completion_tokens', 'n'])('are refused as %s', async (name) => {
    for (const value of numbers) {
      const response = await post(chats, chatWith(`"${name}":${value}`))
      expect([value, response.status]).toEqual([value, 400])
      const told = (await response.json()) as { readonly error: { readonly param: string } }
      expectEnvelope(told)
      expect(told.error.param).toBe(name)
    }
    expect(sent).toEqual([])
  })

  it('cost more than there is where they are too many', async () => {
    for (const more of [
      `"max_tokens":${Number.MAX_SAFE_INTEGER}`,
      `"max_tokens":${Number.MAX_SAFE_INTEGER},"n":128`,
      '"max_tokens":1000000000000'
    ]) {
      const response = await post(chats, chatWith(more))
      expect(response.status).toBe(429)
      expect(await response.json()).toMatchObject({ error: { code: 'insufficient_quota' } })
      expect(response.headers.get('x-should-retry')).toBe('false')
    }
    expect(await key.spent()).toBe(0)
  })

  it('are passed on digit by digit where nobody here looks', async () => {
    const more = '"seed":12345678901234567890,"temperature":1.000,"x":-0.0,"y":1E400'
    expect((await post(chats, chatWith(more))).status).toBe(200)
    expect(sent[0]).toContain(more)
  })

  it.each(numbers)('are no score: %s', async (value) => {
    const text = `{"decision":"dec-0","score":${value}}`
    const response = await post('/v1/feedback', text, gateway.keys.all)
    const isScore = ['1e-999', '-0', '0.5'].includes(value)
    expect(response.status).toBe(isScore ? 404 : 400)
    expectEnvelope(await response.json())
  })

  it.each([
    'dec-1e3',
    'dec--1',
    'dec-01',
    'dec-99999999999999999999',
    'dec-9007199254740993',
    'dec-',
    '-1',
    ' dec-1'
  ])('name no decision: %s', async (decision) => {
    const response = await post(
      '/v1/feedback',
      JSON.stringify({ decision, thumb: 'up' }),
      gateway.keys.all
    )
    expect([400, 404]).toContain(response.status)
  })

  it('are no limits of keys', async () => {
    for (const name of ['budgetUsd', 'requestsPerMinute', 'tokensPerMinute'])
      for (const value of ['1e999', '-1', '"1"', '[]']) {
        const text = `{"roles":["call"],"${name}":${value}}`
        const response = await post('/admin/v1/keys', text, gateway.keys.admin)
        expect([name, value, response.status]).toEqual([name, value, 400])
      }
  })

  it.each([1e300, 1e16, 5e-324, 0])(
    'may be large or small as limits of keys: %d',
    async (value) => {
      const made = await administer(gateway, 'POST', 'keys', { roles: ['call'], budgetUsd: value })
      const { key: rich } = (await made.json()) as { readonly key: string }
      const response = await post(chats, JSON.stringify(question), rich)
      expect(response.status).toBe(value > 1 ? 200 : 429)
      if (value > 1) return
      expect(await response.json()).toMatchObject({ error: { code: 'insufficient_quota' } })
    }
  )

  it.each([1e300, 1e-300])('may be large or small as rates of keys: %d', async (value) => {
    const rates = { requestsPerMinute: value, tokensPerMinute: value }
    const made = await administer(gateway, 'POST', 'keys', { roles: ['call'], ...rates })
    const { key: fast } = (await made.json()) as { readonly key: string }
    const response = await post(chats, JSON.stringify(question), fast)
    expect(response.status).toBe(value > 1 ? 200 : 429)
    const headers = [...response.headers].filter(([name]) => name.startsWith('x-ratelimit'))
    for (const [name, text] of headers)
      expect([name, text]).toEqual([name, expect.stringMatching(/^[\d.e+hms-]+$/)])
  })
})

describe('Texts of all kinds', () => {
  const texts = [
    '\\ud800',
    '\\udc00\\ud800',
    '\\u0000',
    '\\u0000\\u0001\\u001f\\u007f',
    '\\ufffe\\uffff',
    '\\u2028\\u2029',
    '\\ud83d\\udc4d'
  ]

  it.each(texts)('are passed on as they are: %s', async (text) => {
    const body = `{"model":"steady","messages":[{"role":"user","content":"${text}"}],"user":"${text}"}`
    expect((await post(chats, body)).status).toBe(200)
    expect(JSON.parse(sent[0] ?? '')).toEqual(JSON.parse(body))
  })

  it.each(texts)('name no model: %s', async (text) => {
    const response = await post(chats, `{"model":"${text}","messages":[1]}`)
    expect(response.status).toBe(404)
    expectEnvelope(await response.json())
  })

  it.each(texts)('may be names of conversations and keys: %s', async (text) => {
    const body = `{"model":"auto","prompt_cache_key":"${text}","messages":[{"role":"user","content":"x"}]}`
    expect((await post(chats, body)).status).toBe(200)
    const made = await post(
      '/admin/v1/keys',
      `{"roles":["call"],"name":"${text}"}`,
      gateway.keys.admin
    )
    expect(await made.json()).toMatchObject({ name: JSON.parse(`"${text}"`) as string })
  })

  it.each([
    ['bytes that no text has', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['half a character', Buffer.from([0x22, 0xf0, 0x9f, 0x22])],
    ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['another encoding', Buffer.from(`\ufeff${chatWith('"x":1')}`, 'utf16le')],
    ['a NUL', Buffer.from(chatWith('"x":"\0"'))],
    ['a NUL behind it', Buffer.from(`${chatWith('"x":1')}\0`)],
    ['a line end in a text', Buffer.from(chatWith('"x":"\n"'))],
    ['nothing', Buffer.alloc(0)],
    ['spaces', Buffer.alloc(50_000, ' ')],
    ['two bodies', Buffer.from(chatWith('"x":1').repeat(2))],
    ['compressed bytes', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])]
  ])('are refused where they are none: %s', async (_, bytes) => {
    for (const [path, token, status] of [
      [chats, key.key, 400],
      ['/v1/responses', key.key, 400],
      ['/v1/embeddings', key.key, 400],
      ['/v1/feedback', gateway.keys.all, 400],
      ['/v1/decisions', gateway.keys.all, 400]
    ] as const) {
      const response = await post(path, bytes, token)
      expect([path, response.status]).toEqual([path, status])
      expectEnvelope(await response.json())
    }
    expect(sent).toEqual([])
  })

  it('may have a mark of the order of bytes in front', async () => {
    const response = await post(chats, `\ufeff${chatWith('"x":1')}`)
    expect(response.status).toBe(200)
    expect(JSON.parse(sent[0] ?? '')).toEqual(JSON.parse(chatWith('"x":1')))
  })
})

describe('Names that are there twice', () => {
  it.each([
    ['"max_tokens":100000000,"max_tokens":1', 'max_tokens', 1],
    ['"max_tokens":1,"max_toke\\u006es":100000000', 'max_tokens', 100000000],
    ['"n":1,"n":2', 'n', 2]
  ])('mean to the upstream what they mean here: %s', async (more, name, value) => {
    const response = await post(chats, chatWith(more))
    if (value > 1000) return expect(response.status).toBe(429)
    expect(response.status).toBe(200)
    expect(sent[0]?.split(`"${name}"`)).toHaveLength(2)
    expect(JSON.parse(sent[0] ?? '')).toMatchObject({ [name]: value })
  })

  it.each(['"model":"other"', '"mod\\u0065l":"other"'])('are one model: %s', async (more) => {
    const response = await post(
      chats,
      chatWith(more).replace('"steady"', '"x"').replace('"other"', '"steady"')
    )
    expect(response.status).toBe(200)
    expect(sent[0]?.match(/"mod(e|\\u0065)l"/g)).toHaveLength(1)
    expect(JSON.parse(sent[0] ?? '')).toMatchObject({ model: 'steady' })
  })
})

describe('A question that is asked as usual', () => {
  it('is answered', async () => {
    expect((await ask(gateway, { key })).status).toBe(200)
    expect(await key.spent()).toBe(usageCost)
  })
})
