import * as fc from 'fast-check'
import { eventText, makeEventSplitter, writeEvent } from '@stageroute/gateway'
import { isErrorEvent } from '../src/sse'

const eventsOf = (chunks: ReadonlyArray<Uint8Array>, longest = 1e6): ReadonlyArray<Buffer> => {
  const splitter = makeEventSplitter(longest)
  const events: Array<Buffer> = []
  for (const chunk of chunks) splitter.push(chunk, (event) => events.push(Buffer.from(event)))
  return events
}

/** Cuts bytes at places, which may be the same or at the ends. */
const cutAt = (bytes: Buffer, places: ReadonlyArray<number>): ReadonlyArray<Buffer> => {
  const cuts = [0, ...[...places].map((place) => place % (bytes.length + 1)).sort((a, b) => a - b)]
  return cuts.map((cut, i) => bytes.subarray(cut, cuts[i + 1] ?? bytes.length))
}

const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''))

test('wherever a stream is cut, its events are the same, and their bytes are its bytes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.nat(), { maxLength: 12 }),
      (texts, end, places) => {
        const bytes = Buffer.from(
          texts.map((lines) => lines.map((text) => `data: ${text}${end}`).join('') + end).join('')
        )
        const events = eventsOf(cutAt(bytes, places))
        expect(Buffer.concat(events).equals(bytes)).toBe(true)
        // A line feed that was cut off its carriage return is an event of nothing.
        const data = events.map(eventText).filter((one) => one !== null)
        expect(data).toEqual(texts.map((lines) => lines.join('\n')))
      }
    )
  )
})

test('lines may end with a carriage return alone', () => {
  const bytes = Buffer.from('data: a\r\rdata: b\r\r')
  for (let cut = 0; cut <= bytes.length; cut++) {
    const data = eventsOf([bytes.subarray(0, cut), bytes.subarray(cut)]).map(eventText)
    expect(data.filter((text) => text !== null)).toEqual(['a', 'b'])
  }
})

test('a line feed that comes later than its carriage return begins no event with data', () => {
  const data = eventsOf(['data: a\r\n\r', '\ndata: b\r\n\r', '\n'].map((s) => Buffer.from(s)))
  expect(data.map(eventText).filter((text) => text !== null)).toEqual(['a', 'b'])
})

test('bytes that are given byte by byte are taken once each', () => {
  const bytes = Buffer.from('data: é\n\n: keep\n\ndata: x\n\n')
  const events = eventsOf([...bytes].map((byte) => Uint8Array.of(byte)))
  expect(events.map(eventText)).toEqual(['é', null, 'x'])
})

test('an event that is too long is refused for good, and one of the length is not', () => {
  const splitter = makeEventSplitter(10)
  const ignore = (): void => undefined
  expect(splitter.push(Buffer.from('data: 1234'), ignore)).toBe(true)
  expect(splitter.pending()).toBe(10)
  expect(splitter.push(Buffer.from('5'), ignore)).toBe(false)
  let told = 0
  expect(splitter.push(Buffer.from('\n\n'), () => told++)).toBe(false)
  expect(told).toBe(0)
})

test('a chunk of many events may be longer than the longest event', () => {
  const chunk = Buffer.from('data: 1\n\n'.repeat(1000))
  expect(eventsOf([chunk], 20)).toHaveLength(1000)
})

test.each([
  ['data: a\ndata: b\n\n', 'a\nb'],
  ['data:a\n\n', 'a'],
  ['data:  a\n\n', ' a'],
  ['data\n\n', ''],
  ['\ufeffdata: a\n\n', 'a'],
  ['event: x\nid: 1\ndata: a\nretry: 3\n\n', 'a'],
  [': comment\n\n', null],
  ['dataset: a\n\n', null],
  ['\n', null]
])('the data of %j is %j', (event, data) => {
  expect(eventText(Buffer.from(event))).toBe(data)
})

test('what is written is read', () => {
  expect(eventsOf([writeEvent('', '{"a":1}')]).map(eventText)).toEqual(['{"a":1}'])
  const named = writeEvent('error', '{}')
  expect(Buffer.from(named).toString()).toBe('event: error\ndata: {}\n\n')
  expect(isErrorEvent(named)).toBe(true)
  expect(isErrorEvent(writeEvent('response.error', '{}'))).toBe(false)
  expect(isErrorEvent(writeEvent('', 'event: error'))).toBe(false)
})
