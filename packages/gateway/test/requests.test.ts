import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import {
  parseBody,
  readChatRequest,
  readEmbeddingsRequest,
  readResponsesRequest,
  writeUpstreamBody,
  type ClientRequest
} from '@stageroute/gateway'

const messages = [{ role: 'user', content: 'Hi' }]
const chat = { model: 'auto', messages }

const rightOf = <A>(read: E.Either<unknown, A>): A => {
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
  return read.right
}

const chatOf = (fields: object): ClientRequest => rightOf(readChatRequest({ ...chat, ...fields }))

const writtenFor = (request: ClientRequest, name: string, text = JSON.stringify(request.fields)) =>
  new TextDecoder().decode(writeUpstreamBody(request, name, new TextEncoder().encode(text)))

test('what a client leaves out is as the API has it', () => {
  expect(chatOf({})).toMatchObject({
    kind: 'chat',
    model: 'auto',
    isStream: false,
    wantsUsage: false,
    mostOutput: null,
    choices: 1,
    needs: []
  })
  expect(chatOf({ stream: null, n: null, max_tokens: null, stream_options: null })).toMatchObject({
    isStream: false,
    choices: 1,
    mostOutput: null
  })
})

test('output is limited over all choices, by the newer name first', () => {
  expect(chatOf({ max_tokens: 100, n: 3 })).toMatchObject({ mostOutput: 300, choices: 3 })
  expect(chatOf({ max_tokens: 100, max_completion_tokens: 50 }).mostOutput).toBe(50)
  const responses = readResponsesRequest({ model: 'auto', input: 'Hi', max_output_tokens: 9 })
  expect(rightOf(responses).mostOutput).toBe(9)
  expect(rightOf(readEmbeddingsRequest({ model: 'e', input: ['a'] })).mostOutput).toBe(0)
})

test.each([
  [{ tools: [{ type: 'function' }] }, ['tools']],
  [{ tools: [] }, []],
  [{ functions: [{}] }, ['tools']],
  [{ response_format: { type: 'json_schema' } }, ['json']],
  [{ response_format: { type: 'text' } }, []],
  [{ modalities: ['text', 'audio'] }, ['audio']],
  [{ messages: [{ content: [{ type: 'text' }, { type: 'image_url' }] }] }, ['images']],
  [{ messages: [{ content: [{ type: 'input_audio' }] }] }, ['audio']]
])('%j needs %j', (fields, needs) => {
  expect(chatOf(fields).needs).toEqual(needs)
})

test('needs of a response are read where it has them', () => {
  const input = [{ content: [{ type: 'input_image' }] }]
  const read = readResponsesRequest({
    model: 'auto',
    input,
    text: { format: { type: 'json_object' } }
  })
  expect(rightOf(read).needs).toEqual(['images', 'json'])
})

test.each([
  [{ model: '' }, 'model'],
  [{ model: 7 }, 'model'],
  [{ messages: [] }, 'messages'],
  [{ messages: 'Hi' }, 'messages'],
  [{ stream: 'yes' }, 'stream'],
  [{ stream_options: { include_usage: 1 } }, 'include_usage'],
  [{ n: 0 }, 'n'],
  [{ n: 129 }, 'n'],
  [{ max_tokens: -1 }, 'max_tokens'],
  [{ max_completion_tokens: 1.5 }, 'max_completion_tokens']
])('%j is refused by name', (fields, param) => {
  const read = readChatRequest({ ...chat, ...fields })
  expect(read).toMatchObject({ left: { status: 400, type: 'invalid_request_error', param } })
})

test('an upstream is sent what came, under its own name of the model', () => {
  const request = chatOf({ seed: 7, metadata: { a: [1, null] }, logit_bias: { '50256': -100 } })
  expect(JSON.parse(writtenFor(request, 'their-name'))).toEqual({
    model: 'their-name',
    messages,
    seed: 7,
    metadata: { a: [1, null] },
    logit_bias: { '50256': -100 }
  })
})

test('an upstream is asked for usage of a stream, whatever the client asked for', () => {
  const bodyOf = (fields: object) =>
    JSON.parse(writtenFor(chatOf({ stream: true, ...fields }), 'x')) as object
  expect(bodyOf({})).toMatchObject({ stream_options: { include_usage: true } })
  const options = { include_usage: false, include_obfuscation: false }
  expect(bodyOf({ stream_options: options })).toMatchObject({
    stream_options: { include_usage: true, include_obfuscation: false }
  })
  const responses = rightOf(readResponsesRequest({ model: 'a', input: 'Hi', stream: true }))
  expect(writtenFor(responses, 'x')).not.toContain('stream_options')
})

test('fields that would reach into objects are only passed on', () => {
  const body = rightOf(
    parseBody(
      Buffer.from(
        '{"model":"a","messages":[{"content":"x","__proto__":{"admin":true}}],"__proto__":{"stream":true},"constructor":1}'
      )
    )
  )
  const request = rightOf(readChatRequest(body))
  expect(request.isStream).toBe(false)
  expect(({} as { readonly admin?: unknown }).admin).toBe(undefined)
  expect(writtenFor(request, 'x')).toContain('"constructor":1')
})

test.each([
  ['', 'not JSON'],
  ['{', 'not JSON'],
  ['[]', 'an object'],
  ['null', 'an object'],
  ['"x"', 'an object']
])('the body %j is refused', (text, problem) => {
  expect(JSON.stringify(parseBody(Buffer.from(text)))).toContain(
    problem.replace('an object', 'a JSON object')
  )
})

test('bytes that are no UTF-8 are refused', () => {
  expect(E.isLeft(parseBody(Uint8Array.of(0x22, 0xff, 0x22)))).toBe(true)
})

test('anything may be sent: it is read or refused, with a status of the client', () => {
  const readers = [readChatRequest, readResponsesRequest, readEmbeddingsRequest]
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.record({
          model: fc.string(),
          messages: fc.anything(),
          input: fc.anything(),
          tools: fc.anything()
        })
      ),
      (value) => {
        for (const read of readers) {
          const found = read(value)
          if (E.isLeft(found)) expect(found.left.status).toBe(400)
          else expect(found.right.model).not.toBe('')
        }
      }
    )
  )
})

describe('the bytes of a body', () => {
  const sent = (text: string, name = 'x') =>
    writtenFor(rightOf(readChatRequest(JSON.parse(text))), name, text)

  test('stay as they were, but for the name of the model', () => {
    const text =
      ' {"seed": 12345678901234567890, "model" :\n "auto", "top_p":1.50,"messages":["\\"model\\"" , "ä"]}'
    expect(sent(text, 'a "name"')).toBe(text.replace('"auto"', '"a \\"name\\""'))
  })

  test('get one field more where a stream is to tell its usage', () => {
    const text = '{"model":"auto","stream":true,"seed":1.0,"messages":[1]}'
    expect(sent(text)).toBe(
      '{"stream_options":{"include_usage":true},"model":"x","stream":true,"seed":1.0,"messages":[1]}'
    )
  })

  test.each([
    ['a name twice', '{"model":"a","model":"b","messages":[1]}'],
    ['a name in two places', '{"metadata":{"model":"y"},"model":"a","messages":[1]}'],
    ['a limit twice', '{"model":"a","max_tokens":100000,"max_tokens":1,"messages":[1]}'],
    ['choices twice', '{"model":"a","n":9,"n":1,"messages":[1]}'],
    ['a letter that is escaped', '{"mod\\u0065l":"a","metadata":{"model":"a"},"messages":[1]}'],
    ['a limit that is escaped', '{"model":"a","m\\u0061x_tokens":9,"max_tokens":1,"messages":[1]}'],
    ['an escaped name', '{"model":"a\\/b","messages":[1]}']
  ])('are written anew where there is %s: an upstream reads what was read here', (_, text) => {
    const read = JSON.parse(text) as object
    expect(sent(text)).toBe(JSON.stringify({ ...read, model: 'x' }))
  })

  test('mean the same as what was read, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().map((name) => `_${name}`),
          fc.jsonValue()
        ),
        fc.boolean(),
        fc.nat(3),
        (more, isStream, spaces) => {
          const fields = {
            ...more,
            model: 'auto',
            messages,
            stream: isStream,
            stream_options: undefined
          }
          const text = JSON.stringify(fields, null, spaces)
          const expected = {
            ...(JSON.parse(text) as object),
            model: 'x',
            ...(isStream ? { stream_options: { include_usage: true } } : {})
          }
          expect(JSON.parse(sent(text))).toEqual(expected)
        }
      )
    )
  })
})
