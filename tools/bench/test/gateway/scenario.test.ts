import { faultOf, makeBody, scenarios } from '../../src/gateway/scenario'

test.each([1024, 300 * 1024])('a body has %p bytes, whatever the model is called', (bytes) => {
  const shape = { words: 16, isStream: false }
  const bodies = ['instant', 'stageroute'].map((model) => makeBody(model, bytes, shape))
  expect(bodies.map((body) => Buffer.byteLength(body))).toEqual([bytes, bytes])
  expect(bodies.map((body) => (JSON.parse(body) as { model: string }).model)).toEqual([
    'instant',
    'stageroute'
  ])
})

test('every kind of request is sent by many and by one, and streams are asked for', () => {
  expect(scenarios.map(({ connections }) => connections)).toEqual([32, 1, 32, 1, 32, 1])
  expect(scenarios.map(({ bodyFor }) => bodyFor('m').includes('"stream":true'))).toEqual([
    false,
    false,
    true,
    true,
    false,
    false
  ])
})

const whole = (content: string): string => JSON.stringify({ choices: [{ message: { content } }] })

test('an answer with another status or other words is not taken for one', () => {
  const asked = { isStream: false, words: 2 }
  expect(faultOf(asked, 200, whole('two words'))).toBeNull()
  expect(faultOf(asked, 200, whole('one'))).toBe('1 words instead of 2')
  expect(faultOf(asked, 200, 'no JSON')).toBe('0 words instead of 2')
  expect(faultOf(asked, 500, whole('two words'))).toMatch(/^status 500/)
})

const chunk = (content: string): string =>
  `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`

test('a stream has all of its chunks, and its end', () => {
  const asked = { isStream: true, words: 2 }
  const chunks = chunk('') + chunk('a') + chunk(' b')
  expect(faultOf(asked, 200, `${chunks}data: [DONE]\n\n`)).toBeNull()
  expect(faultOf(asked, 200, chunks)).toBe('a stream without its end')
  expect(faultOf(asked, 200, `${chunk('a')}data: [DONE]\n\n`)).toBe('1 chunks instead of 2')
})
