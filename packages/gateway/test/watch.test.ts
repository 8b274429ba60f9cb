import { watchChat, watchResponses, writeEvent } from '@stageroute/gateway'

const content = writeEvent('', '{"choices":[{"delta":{"content":"a"}}],"usage":null}')
const counts =
  '{"prompt_tokens":10,"completion_tokens":2,"completion_tokens_details":{"reasoning_tokens":1}}'
const onlyUsage = writeEvent('', `{"choices":[],"usage":${counts}}`)
const usage = { input: 10, cached: 0, output: 2, reasoning: 1 }
const done = writeEvent('', '[DONE]')

describe('a stream of chat completions', () => {
  test('usage is taken off the stream of who did not ask for it, and counted', () => {
    const watch = watchChat({ wantsUsage: false })
    expect([content, onlyUsage, done].map(watch.see)).toEqual(['pass', 'drop', 'pass'])
    expect(watch.usage()).toEqual(usage)
    expect(watch.isComplete()).toBe(true)
  })

  test('who asked for usage has it', () => {
    expect(watchChat({ wantsUsage: true }).see(onlyUsage)).toBe('pass')
  })

  test('usage in a chunk with choices is counted, and the chunk is passed on', () => {
    const watch = watchChat({ wantsUsage: false })
    expect(watch.see(writeEvent('', `{"choices":[{"delta":{}}],"usage":${counts}}`))).toBe('pass')
    expect(watch.usage()).toEqual(usage)
  })

  test('the last usage counts, as some servers tell it in every chunk', () => {
    const watch = watchChat({ wantsUsage: true })
    const early = '{"choices":[{}],"usage":{"prompt_tokens":10,"completion_tokens":1}}'
    watch.see(writeEvent('', early))
    watch.see(onlyUsage)
    expect(watch.usage()).toEqual(usage)
  })

  test('a text that speaks of usage is no usage', () => {
    const watch = watchChat({ wantsUsage: false })
    const quote = JSON.stringify({ choices: [{ delta: { content: 'the "usage" of "error"' } }] })
    expect(watch.see(writeEvent('', quote))).toBe('pass')
    expect(watch.usage()).toBe(null)
  })

  test('comments pass, and begin nothing', () => {
    const watch = watchChat({ wantsUsage: false })
    expect(watch.see(Buffer.from(': OPENROUTER PROCESSING\n\n'))).toBe('pass')
    expect(watch.hasBegun()).toBe(false)
    watch.see(content)
    expect(watch.hasBegun()).toBe(true)
  })

  test.each([
    ['no JSON', writeEvent('', 'hello')],
    ['a list', writeEvent('', '[1]')],
    ['half an object', writeEvent('', '{"choices":[')],
    ['an object that is none', writeEvent('', '{"usage":nope}')],
    ['usage that cannot be', writeEvent('', '{"choices":[],"usage":{"prompt_tokens":-1}}')],
    ['an error in the data', writeEvent('', '{"error":{"message":"x"}}')],
    ['an error event', writeEvent('error', '{"message":"x"}')]
  ])('%s is broken', (_, event) => {
    expect(watchChat({ wantsUsage: true }).see(event)).toBe('broken')
  })

  test('nothing comes after the end but comments', () => {
    const watch = watchChat({ wantsUsage: false })
    watch.see(done)
    expect(watch.see(Buffer.from(': bye\n\n'))).toBe('pass')
    expect(watch.see(content)).toBe('broken')
  })
})

describe('a stream of the responses API', () => {
  const delta = writeEvent('response.output_text.delta', '{"type":"response.output_text.delta"}')
  const lastOf = (type: string) =>
    writeEvent(
      type,
      JSON.stringify({
        type,
        response: {
          usage: {
            input_tokens: 7,
            input_tokens_details: { cached_tokens: 3 },
            output_tokens: 2,
            output_tokens_details: { reasoning_tokens: 0 }
          }
        }
      })
    )

  test.each(['response.completed', 'response.incomplete', 'response.failed'])(
    'ends with %s, which has the usage',
    (type) => {
      const watch = watchResponses()
      expect([delta, lastOf(type)].map(watch.see)).toEqual(['pass', 'pass'])
      expect(watch.isComplete()).toBe(true)
      expect(watch.usage()).toEqual({ input: 7, cached: 3, output: 2, reasoning: 0 })
      expect(watch.see(delta)).toBe('broken')
    }
  )

  test('a text that names the end is not the end', () => {
    const watch = watchResponses()
    const text = JSON.stringify({
      type: 'response.output_text.delta',
      delta: '"response.completed"'
    })
    const quoting = writeEvent(
      'x',
      text.replace('\\"response.completed\\"', 'x","of":"response.completed')
    )
    expect(watch.see(quoting)).toBe('pass')
    expect(watch.isComplete()).toBe(false)
  })

  test.each([
    ['an error event', writeEvent('error', '{"type":"error"}')],
    ['no JSON', writeEvent('x', 'hello')],
    ['an end that is no JSON', writeEvent('x', '{"response.completed"}')]
  ])('%s is broken', (_, event) => {
    expect(watchResponses().see(event)).toBe('broken')
  })
})
