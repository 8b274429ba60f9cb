import * as fc from 'fast-check'
import {
  eventText,
  makeEventSplitter,
  readUsage,
  watchChat,
  watchResponses,
  type StreamWatch
} from '@stageroute/gateway'
import { expectUnpolluted, nearlyText } from './mutations'

afterEach(expectUnpolluted)

const usage = '{"prompt_tokens":10,"completion_tokens":2}'

/** What streams are made of, and what they had better not be made of. */
const pieces = [
  'data: {"choices":[{"delta":{"content":"a"}}],"usage":null}',
  `data: {"choices":[],"usage":${usage}}`,
  `data: {"choices":[{}],"usage":${usage}}`,
  'data: {"choices":[],"usage":{"prompt_tokens":-1}}',
  'data: {"type":"response.output_text.delta","delta":"\\"response.completed\\""}',
  'data: {"type":"response.completed","response":{"usage":{"input_tokens":1,"output_tokens":1}}}',
  'data: {"error":{"message":"x"}}',
  'data: [DONE]',
  'data: ',
  'data:',
  'data',
  'event: error',
  'event: response.completed',
  'id: 1',
  ': comment',
  '\ufeff',
  '{"usage":',
  '"error":',
  'null',
  '}',
  '\n',
  '\n',
  '\n\n',
  '\n\n',
  '\r\n',
  '\r\n\r\n',
  '\r',
  '\r\r',
  '\n\r',
  ' ',
  'ü\u{1f44d}'
].map((text) => Buffer.from(text))

const streamOf = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 6 }) }
    ),
    {
      maxLength: 40
    }
  )
  .map((parts) => Buffer.concat(parts))

const goodStream = [
  ': hello\n\n',
  'data: {"choices":[{"delta":{"content":"a"}}],"usage":null}\n\n',
  'event: x\nid: 1\ndata: {"choices":[{"delta":\ndata: {}}]}\n\n',
  `data: {"choices":[],"usage":${usage}}\n\n`,
  'data: [DONE]\n\n'
].join('')

const bytes = fc.oneof(
  streamOf,
  nearlyText(goodStream).map((text) => Buffer.from(text)),
  nearlyText(goodStream.replaceAll('\n', '\r\n')).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some))
)

const places = fc.array(fc.nat(), { maxLength: 30 })

const cutAt = (whole: Buffer, at: ReadonlyArray<number>): ReadonlyArray<Buffer> => {
  const cuts = [0, ...at.map((place) => place % (whole.length + 1)).sort((a, b) => a - b)]
  return cuts.map((cut, i) => whole.subarray(cut, cuts[i + 1] ?? whole.length))
}

interface Split {
  /** Events as they were called back, looked at when all is over. */
  readonly events: ReadonlyArray<Buffer>
  /** The same, copied when they were called back. */
  readonly copies: ReadonlyArray<Buffer>
  readonly pending: number
  readonly isWhole: boolean
}

const split = (chunks: ReadonlyArray<Buffer>, longest = 1e6): Split => {
  const splitter = makeEventSplitter(longest)
  const events: Array<Buffer> = []
  const copies: Array<Buffer> = []
  let isWhole = true
  for (const chunk of chunks) {
    // As what comes from a socket: a store of its own, which is not kept for us.
    const own = Buffer.from(chunk)
    isWhole = splitter.push(own, (event) => {
      events.push(Buffer.from(event.buffer, event.byteOffset, event.byteLength))
      copies.push(Buffer.from(event))
    })
  }
  return { events, copies, pending: splitter.pending(), isWhole }
}

/** A line feed that comes in another chunk than its carriage return is an event of nothing: only those with data count. */
const textsOf = (events: ReadonlyArray<Buffer>): ReadonlyArray<string> =>
  events.flatMap((event) => eventText(event) ?? [])

describe('Wherever a stream of bytes is cut', () => {
  it('its events are the same, and stay as they are', () => {
    let told = 0
    fc.assert(
      fc.property(bytes, places, (whole, at) => {
        const once = split([whole])
        const cut = split(cutAt(whole, at))
        const single = split([...whole].map((byte) => Buffer.of(byte)))
        told += once.events.length
        for (const one of [once, cut, single]) {
          expect(one.events).toEqual(one.copies)
          const joined = Buffer.concat(one.events)
          expect(whole.subarray(0, joined.length).equals(joined)).toBe(true)
          expect(one.pending).toBe(whole.length - joined.length)
          expect(one.isWhole).toBe(true)
        }
        expect(textsOf(cut.events)).toEqual(textsOf(once.events))
        expect(textsOf(single.events)).toEqual(textsOf(once.events))
      }),
      { numRuns: 2000 }
    )
    expect(told).toBeGreaterThan(2000)
  })

  it('an event that is too long is refused, and never before it is', () => {
    fc.assert(
      fc.property(bytes, places, fc.integer({ min: 1, max: 60 }), (whole, at, longest) => {
        const chunks = cutAt(whole, at)
        const splitter = makeEventSplitter(longest)
        let isRefused = false
        for (const chunk of chunks) {
          const isTaken = splitter.push(Buffer.from(chunk), () => {
            expect(isRefused).toBe(false)
          })
          if (isRefused) expect(isTaken).toBe(false)
          else if (!isTaken) expect(splitter.pending()).toBeGreaterThan(longest)
          else expect(splitter.pending()).toBeLessThanOrEqual(longest)
          isRefused = !isTaken
        }
      }),
      { numRuns: 500 }
    )
  })

  it('it is understood in the same way, whatever it says', () => {
    const watches: ReadonlyArray<() => StreamWatch> = [
      () => watchChat({ wantsUsage: true }),
      () => watchChat({ wantsUsage: false }),
      watchResponses
    ]
    const verdicts = new Set<string>()
    const seeAll = (watch: StreamWatch, events: ReadonlyArray<Buffer>) => {
      const seen = events.flatMap((event) => {
        const verdict = watch.see(event)
        return eventText(event) === null ? [] : [verdict]
      })
      seen.forEach((verdict) => verdicts.add(verdict))
      return {
        seen,
        usage: watch.usage(),
        isComplete: watch.isComplete(),
        hasBegun: watch.hasBegun()
      }
    }
    fc.assert(
      fc.property(bytes, places, (whole, at) => {
        const once = split([whole]).events
        const cut = split(cutAt(whole, at)).events
        for (const make of watches) {
          const told = seeAll(make(), once)
          expect(seeAll(make(), cut)).toEqual(told)
          for (const verdict of told.seen) expect(['pass', 'drop', 'broken']).toContain(verdict)
          if (told.usage !== null) {
            const { input, output } = told.usage
            expect(readUsage({ input_tokens: input, output_tokens: output })).not.toBeNull()
          }
        }
      }),
      { numRuns: 2000 }
    )
    expect([...verdicts].sort()).toEqual(['broken', 'drop', 'pass'])
  })

  it('what a client is passed can be read by it: every event that passes is JSON, or the end', () => {
    fc.assert(
      fc.property(bytes, (whole) => {
        const watch = watchChat({ wantsUsage: true })
        for (const event of split([whole]).events) {
          const text = eventText(event)
          if (watch.see(event) !== 'pass' || text === null || text === '[DONE]') continue
          // Blanks and lines without data may be around it.
          expect(text).toMatch(/^[ \t\r\n]*\{[^]*\}[ \t\r\n]*$/)
        }
      }),
      { numRuns: 1000 }
    )
  })
})
