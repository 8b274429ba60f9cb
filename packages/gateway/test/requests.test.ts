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
  expect(JSON.parse(writeUpstreamBody(request, 'their-name'))).toEqual({
    model: 'their-name',
    messages,
    seed: 7,
    metadata: { a: [1, null] },
    logit_bias: { '50256': -100 }
  })
})

test('an upstream is asked for usage of a stream, whatever the client asked for', () => {
  const bodyOf = (fields: object) =>
    JSON.parse(writeUpstreamBody(chatOf({ stream: true, ...fields }), 'x')) as object
  expect(bodyOf({})).toMatchObject({ stream_options: { include_usage: true } })
  const options = { include_usage: false, include_obfuscation: false }
  expect(bodyOf({ stream_options: options })).toMatchObject({
    stream_options: { include_usage: true, include_obfuscation: false }
  })
  const responses = rightOf(readResponsesRequest({ model: 'a', input: 'Hi', stream: true }))
  expect(writeUpstreamBody(responses, 'x')).not.toContain('stream_options')
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
  expect(writeUpstreamBody(request, 'x')).toContain('"constructor":1')
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
