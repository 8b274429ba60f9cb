import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import {
  parseBody,
  readChatRequest,
  readEmbeddingsRequest,
  readResponsesRequest,
  readRetryAfter,
  readUsage,
  writeUpstreamBody,
  type ClientRequest
} from '@stageroute/gateway'
import { isMap, isScalar, parseDocument } from 'yaml'
import { readFeedback } from '../../src/feedback/read-feedback'
import { pathOf } from '../../src/http/request-path'
import { requestIdOf } from '../../src/http/request-id'
import { decisionId, readDecisionId } from '../../src/serving/answer-headers'
import { conversationOf, regionsOf } from '../../src/serving/hints'
import { likelyTokens, mostInput } from '../../src/serving/most-input'
import { readParent } from '../../src/telemetry/traces'
import { expectUnpolluted, nearly, nearlyText } from './mutations'

afterEach(expectUnpolluted)

const chat = {
  model: 'auto',
  stream: true,
  stream_options: { include_usage: true },
  n: 2,
  max_tokens: 10,
  max_completion_tokens: 20,
  messages: [
    {
      role: 'user',
      content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }]
    },
    { role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'AAAA' } }] }
  ],
  tools: [{ type: 'function' }],
  functions: [{}],
  modalities: ['audio'],
  response_format: { type: 'json_schema', json_schema: { schema: {} } },
  prompt_cache_key: 'x'
}

const responses = {
  model: 'auto',
  stream: false,
  max_output_tokens: 10,
  input: [
    { role: 'user', content: [{ type: 'input_image', image_url: 'data:image/png;base64,AA' }] }
  ],
  text: { format: { type: 'json_object' } }
}

const embeddings = { model: 'e', input: ['a', [1, 2]] }

const readers = {
  chat: readChatRequest,
  responses: readResponsesRequest,
  embeddings: readEmbeddingsRequest
}

const anything = fc.oneof(
  nearly(chat),
  nearly(responses),
  nearly(embeddings),
  fc.jsonValue(),
  fc.anything({
    withBigInt: false,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true
  })
)

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1

const expectRequest = (request: ClientRequest): void => {
  const { kind, model, isStream, wantsUsage, mostOutput, choices, needs } = request
  expect(['chat', 'responses', 'embeddings']).toContain(kind)
  expect(typeof model === 'string' && model !== '').toBe(true)
  expect([typeof isStream, typeof wantsUsage]).toEqual(['boolean', 'boolean'])
  expect(isCount(choices) && choices <= 128).toBe(true)
  // A product of two counts, which may be more than there are numbers for; it is then refused as too dear.
  expect(mostOutput === null || mostOutput >= (kind === 'embeddings' ? 0 : 1)).toBe(true)
  for (const need of needs) expect(['tools', 'images', 'audio', 'json']).toContain(need)
  expect(new Set(needs).size).toBe(needs.length)
}

const expectRefusal = (error: {
  readonly status: number
  readonly message: string
  readonly param: string | null
}): void => {
  expect(error.status).toBe(400)
  expect(error.message).not.toBe('')
  expect(error.param === null || typeof error.param === 'string').toBe(true)
}

describe('Whatever comes as a request', () => {
  it('is a request of its type, or refused by name', () => {
    let read = 0
    fc.assert(
      fc.property(anything, (value) => {
        for (const reader of Object.values(readers)) {
          const found = reader(value)
          if (E.isLeft(found)) {
            expectRefusal(found.left)
            continue
          }
          read++
          expectRequest(found.right)
          const bytes = Buffer.byteLength(JSON.stringify(found.right.fields) ?? '')
          const input = mostInput(found.right, bytes)
          expect(input).toBeGreaterThanOrEqual(0)
          expect(likelyTokens(found.right, input)).toBeGreaterThanOrEqual(0)
          const conversation = conversationOf({}, found.right, { id: 'k' })
          expect(conversation === null || conversation.startsWith('k ')).toBe(true)
        }
      }),
      { numRuns: 500 }
    )
    expect(read).toBeGreaterThan(100)
  })

  it('is an object of JSON in UTF-8, or refused', () => {
    let parsed = 0
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((text) => Buffer.from(text)),
          nearlyText(JSON.stringify(chat)).map((text) => Buffer.from(text)),
          fc.string({ unit: 'binary' }).map((text) => Buffer.from(text, 'utf16le'))
        ),
        (bytes) => {
          const body = parseBody(bytes)
          if (E.isLeft(body)) return expectRefusal(body.left)
          parsed++
          expect(Object.prototype.toString.call(body.right)).toBe('[object Object]')
          expect(body.right).toEqual(JSON.parse(new TextDecoder().decode(bytes)))
        }
      ),
      { numRuns: 500 }
    )
    expect(parsed).toBeGreaterThan(50)
  })
})

/** Names at the top of a text of JSON, as often as they are there. */
const namesIn = (text: string): ReadonlyArray<unknown> => {
  const { contents } = parseDocument(text, { uniqueKeys: false, strict: false })
  return isMap(contents) ? contents.items.map(({ key }) => (isScalar(key) ? key.value : key)) : []
}

const decisive = [
  'model',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'n',
  'stream',
  'stream_options'
]

/** A name as a text of JSON, some of its letters escaped. */
const written = (name: string): fc.Arbitrary<string> =>
  fc.array(fc.boolean(), { minLength: name.length, maxLength: name.length }).map((escaped) => {
    const letters = [...name].map((letter, i) =>
      escaped[i] === true ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter
    )
    return `"${letters.join('')}"`
  })

const space = fc.constantFrom('', '', ' ', '\n', '\t\r\n ')

const entryOf = (name: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.oneof({ weight: 4, arbitrary: fc.constant(JSON.stringify(name)) }, written(name)),
      value,
      space,
      space
    )
    .map(([key, text, before, after]) => `${before}${key}${after}:${after}${text}${before}`)

const entry = fc.oneof(
  entryOf('model', fc.constantFrom('"auto"', '"a\\u0062"', '"q\\"model\\""')),
  entryOf('n', fc.constantFrom('1', '2.0', 'null')),
  entryOf('stream', fc.constantFrom('true', 'false')),
  entryOf('max_tokens', fc.constantFrom('5', '1e2', 'null')),
  entryOf('max_completion_tokens', fc.constantFrom('7')),
  entryOf('stream_options', fc.constantFrom('{}', 'null', '{"include_usage":false,"x":1}')),
  entryOf('__proto__', fc.constant('{"model":"x","stream":true}')),
  entryOf('x', fc.json({ maxDepth: 2 })),
  entryOf(
    'metadata',
    fc.constantFrom('{"model":"deep"}', '{"n":3}', '"\\"model\\":\\"quoted\\""', '["model","n"]')
  )
)

const first = [
  entryOf('model', fc.constant('"auto"')),
  entryOf('messages', fc.constant('[{"role":"user","content":"say \\"model\\""}]'))
] as const

const bodyText = fc
  .tuple(fc.tuple(...first), fc.array(entry, { maxLength: 6 }), fc.nat(), space)
  .map(([needed, more, turn, around]) => {
    const all = [...more, ...needed]
    const at = turn % all.length
    return `${around}{${[...all.slice(at), ...all.slice(0, at)].join(',')}}${around}`
  })

describe('What an upstream is sent', () => {
  it('means what the client sent, under another name, and every name that matters is there once', () => {
    let sent = 0
    fc.assert(
      fc.property(bodyText, (text) => {
        const body = Buffer.from(text)
        const parsed = parseBody(body)
        const request = readChatRequest(E.isRight(parsed) ? parsed.right : null)
        if (E.isLeft(request)) return
        sent++
        const out = Buffer.from(writeUpstreamBody(request.right, 'their "name"', body)).toString()
        const { fields, isStream } = request.right
        const options = isStream
          ? { stream_options: { ...Object(fields['stream_options']), include_usage: true } }
          : {}
        expect(JSON.parse(out)).toEqual({ ...fields, model: 'their "name"', ...options })
        const names = namesIn(out)
        for (const name of decisive)
          expect(names.filter((one) => one === name).length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 1000 }
    )
    expect(sent).toBeGreaterThan(300)
  })
})

describe('Usage', () => {
  const usage = {
    prompt_tokens: 10,
    completion_tokens: 5,
    prompt_tokens_details: { cached_tokens: 3 },
    completion_tokens_details: { reasoning_tokens: 2 }
  }
  const other = {
    input_tokens: 10,
    output_tokens: 5,
    input_tokens_details: { cached_tokens: 3 },
    output_tokens_details: { reasoning_tokens: 2 }
  }

  it('is counts that can be, or none', () => {
    let read = 0
    fc.assert(
      fc.property(fc.oneof(nearly(usage), nearly(other), fc.anything()), (value) => {
        const found = readUsage(value)
        if (found === null) return
        read++
        const { input, cached, output, reasoning } = found
        for (const count of [input, cached, output, reasoning]) {
          expect(Number.isSafeInteger(count)).toBe(true)
          expect(count).toBeGreaterThanOrEqual(0)
          expect(count).toBeLessThanOrEqual(1e9)
        }
        expect(cached).toBeLessThanOrEqual(input)
        expect(reasoning).toBeLessThanOrEqual(output)
      }),
      { numRuns: 1000 }
    )
    expect(read).toBeGreaterThan(100)
  })
})

describe('A wait that is asked for', () => {
  const values = fc.oneof(
    fc.constantFrom(
      '0',
      '5',
      '1.5',
      '1e9',
      '-1',
      ' 5',
      '5 ',
      '',
      'NaN',
      'Infinity',
      '9'.repeat(400),
      '0x10',
      '١'
    ),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    nearlyText('Thu, 01 Jan 2026 12:00:10 GMT'),
    fc.nat().map(String),
    fc.string(),
    fc.array(fc.string(), { maxLength: 2 })
  )

  it('is no longer than a day, or none', () => {
    let read = 0
    fc.assert(
      fc.property(fc.option(values), fc.option(values), fc.nat(2e12), (seconds, ms, now) => {
        const headers = {
          ...(seconds === null ? {} : { 'retry-after': seconds }),
          ...(ms === null ? {} : { 'retry-after-ms': ms })
        }
        const wait = readRetryAfter(headers, now)
        if (wait === null) return
        read++
        expect(wait >= 0 && wait <= 86_400_000).toBe(true)
      }),
      { numRuns: 1000 }
    )
    expect(read).toBeGreaterThan(100)
  })
})

describe('Feedback', () => {
  const score = { decision: 'dec-1', score: 0.5 }
  const thumb = { decision: 'dec-1', thumb: 'up' }
  const comparison = { comparison: { better: 'dec-1', worse: 'dec-2' } }

  it('is opinions on decisions, or refused by name', () => {
    let read = 0
    fc.assert(
      fc.property(
        fc.oneof(nearly(score), nearly(thumb), nearly(comparison), fc.anything()),
        (value) => {
          const found = readFeedback(value)
          if (E.isLeft(found)) return expectRefusal(found.left)
          read++
          expect([1, 2]).toContain(found.right.length)
          for (const { decision, reward } of found.right) {
            expect(Number.isSafeInteger(decision) && decision >= 0).toBe(true)
            expect(reward >= 0 && reward <= 1).toBe(true)
          }
        }
      ),
      { numRuns: 1000 }
    )
    expect(read).toBeGreaterThan(100)
  })

  it('names decisions by their numbers', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (number) => {
        expect(readDecisionId(decisionId(number))).toBe(number)
      })
    )
    fc.assert(
      fc.property(
        fc.oneof(
          nearlyText('dec-123'),
          fc.string(),
          fc.bigInt({ min: 0n, max: 10n ** 16n }).map((n) => `dec-${n}`)
        ),
        (text) => {
          const number = readDecisionId(text)
          if (number === -1) return
          expect(Number.isSafeInteger(number) && number >= 0).toBe(true)
          expect(decisionId(number)).toBe(text)
        }
      ),
      { numRuns: 1000 }
    )
  })
})

describe('Headers', () => {
  const parent = `00-${'a1'.repeat(16)}-${'b2'.repeat(8)}-01`

  /** As a parent has to be, but for the zeros that stand for none. */
  const nobodys = fc.constantFrom(
    null,
    parent.replaceAll('a1', '00'),
    parent.replaceAll('b2', '00'),
    parent.replace('00-', 'ff-'),
    parent.toUpperCase(),
    `${parent}-more`
  )

  it('name a trace as they have to, or none', () => {
    let read = 0
    fc.assert(
      fc.property(fc.oneof(nearlyText(parent), fc.string(), nobodys), (header) => {
        const found = readParent(header)
        if (found === null) return
        read++
        expect(found.traceId).toMatch(/^[0-9a-f]{32}$/)
        expect(found.spanId).toMatch(/^[0-9a-f]{16}$/)
        expect(found.traceId).not.toMatch(/^0+$/)
        expect(found.spanId).not.toMatch(/^0+$/)
        expect([0, 1]).toContain(found.traceFlags)
      }),
      { numRuns: 1000 }
    )
    expect(read).toBeGreaterThan(50)
  })

  it('give a request a number that can be passed on', () => {
    const values = fc.oneof(fc.string(), nearlyText('req-1'), fc.constant(undefined))
    fc.assert(
      fc.property(values, (value) => {
        const headers = value === undefined ? {} : { 'x-request-id': value }
        expect(requestIdOf({ headers })).toMatch(/^[\w.-]{1,64}$/)
      })
    )
  })

  it('name regions, none of which is nothing', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        for (const region of regionsOf({ 'x-stageroute-regions': value }))
          expect(region.trim()).not.toBe('')
      })
    )
  })

  it('name a path, whatever they do', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearlyText('http://host:80/v1/models?x=1')), (url) => {
        const path = pathOf(url)
        expect(path).not.toContain('?')
        if (url.startsWith('/')) expect(url.startsWith(path)).toBe(true)
      })
    )
    expect(pathOf('http://host:80/v1/models?x=/1')).toBe('/v1/models')
  })
})
